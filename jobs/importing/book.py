"""Everybody whom a sheet names, each once, with the ways to find them again."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from jobs.importing.people import Person, find_address, is_blank
from storage.invitations import Entry, Invited
from storage.naming import fold
from storage.types import MemberId

_BETWEEN = re.compile(r"[;|\n&]|\s+and\s+|,(?=\s)")
_ASIDE = re.compile(r"\s*\(([^)]*)\)\s*$")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is here already (`member_id`), or whose invitation is open."""

    invited: Invited
    member_id: MemberId | None = None


class Book:
    """People by number, in the order in which the sheet names them."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._entries: list[Entry] = []
        self._rows: list[int] = []
        self._at: dict[str, int] = {}
        self._named: dict[str, set[int]] = defaultdict(set)
        self._known: dict[str, list[Known]] = defaultdict(list)
        for each in known:
            for way in {*_ways(each.invited), _by_name(each.invited.name)}:
                self._known[way].append(each)

    def add(self, person: Person) -> int:
        """Add a row's person, or what the row says to whom an earlier one named; the number."""
        entry = self._recognise(person.invited)
        at = self._seek(entry.invited)
        if at is None:
            return self._append(entry, person.row)
        self._entries[at] = _merged(self._entries[at], entry)
        self._index(at)
        return at

    def row(self, at: int) -> int:
        """Return the row that named somebody first."""
        return self._rows[at]

    def entries(self) -> tuple[Entry, ...]:
        """Return everybody, by number."""
        return tuple(self._entries)

    def find(self, who: str) -> set[int]:
        """Return whom a partner's cell may mean: of the sheet, else of those who are known."""
        found = self._find(find_address(who) or who)
        aside = _ASIDE.search(who)
        if found or not aside:
            return found
        named = self._find(_ASIDE.sub("", who))
        place = fold(aside[1])
        there = {at for at in named if fold(self._entries[at].invited.organisation) == place}
        return there or named

    def split(self, who: str) -> list[str]:
        """Return the people that a cell names; the cell itself where that is somebody."""
        if self.find(who):
            return [who]
        return [part.strip() for part in _BETWEEN.split(who) if not is_blank(part)]

    def _find(self, who: str) -> set[int]:
        at = self._at.get(_by_address(who))
        found = {at} if at is not None else self._named.get(fold(who), set())
        if found:
            return found
        known = self._only((_by_address(who), _by_name(who)))
        return {self._append(Entry(known.invited, known.member_id), 0)} if known else set()

    def _seek(self, invited: Invited) -> int | None:
        """Two addresses are two people, whatever they are called."""
        found = [at for way in _ways(invited) if (at := self._at.get(way)) is not None]
        if not found or not invited.email:
            return found[0] if found else None
        address = self._entries[found[0]].invited.email
        return found[0] if fold(address) in ("", fold(invited.email)) else None

    def _append(self, entry: Entry, row: int) -> int:
        self._entries.append(entry)
        self._rows.append(row)
        self._index(len(self._entries) - 1)
        return len(self._entries) - 1

    def _index(self, at: int) -> None:
        invited = self._entries[at].invited
        for way in _ways(invited):
            self._at.setdefault(way, at)
        self._named[fold(invited.name)].add(at)

    def _recognise(self, invited: Invited) -> Entry:
        """Whoever has nothing but a name is known by it where one person alone is called so."""
        bare = not invited.email and not invited.organisation
        known = self._only((_by_name(invited.name),) if bare else _ways(invited))
        if known is None:
            return Entry(invited)
        said = known.invited
        return Entry(
            replace(
                said,
                profession=said.profession or invited.profession,
                region=said.region or invited.region,
                interests=said.interests or invited.interests,
            ),
            known.member_id,
        )

    def _only(self, ways: Iterable[str]) -> Known | None:
        for way in ways:
            found = {each.member_id or each.invited.key: each for each in self._known.get(way, ())}
            if len(found) == 1:
                return next(iter(found.values()))
        return None


def _ways(invited: Invited) -> tuple[str, ...]:
    """How somebody is found: by address, then by name and organisation."""
    named = f"{fold(invited.name)}\n{fold(invited.organisation)}"
    return (_by_address(invited.email), named) if invited.email else (named,)


def _by_address(address: str) -> str:
    return f"@{fold(address)}"


def _by_name(name: str) -> str:
    return f"{fold(name)}\n*"


def _merged(one: Entry, other: Entry) -> Entry:
    """What the first row leaves blank is taken from the second; topics of both."""
    a, b = one.invited, other.invited
    both = Invited(
        name=a.name,
        email=a.email or b.email,
        organisation=a.organisation or b.organisation,
        profession=a.profession or b.profession,
        region=a.region or b.region,
        interests=tuple(dict.fromkeys((*a.interests, *b.interests))),
    )
    return Entry(both, one.member_id or other.member_id)
