"""The rows of a sheet put together: each person once, and their partners found among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jobs.importing.book import Book, Known
from jobs.importing.findings import Finding, RowProblem
from jobs.importing.people import Met, Person, glimpse
from storage.invitations import Entry
from storage.past_pairs import PastPair

__all__ = ["Known", "Sheet", "put_together"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a whole sheet says: what can be recorded, and what was not understood, by row."""

    entries: tuple[Entry, ...]
    pairs: tuple[PastPair, ...]
    findings: tuple[Finding, ...]


def put_together(
    people: Sequence[Person], known: Sequence[Known], today: date, *, pairs: bool
) -> Sheet:
    """Merge doubled people, recognise who is known, find partners.

    The same address is the same person, else the same name and organisation. `pairs`: in a sheet
    of pairs people stand in many rows, which is nothing to tell. Who met on no given day counts as
    having met today: that keeps the two apart the longest.
    """
    book = Book(known)
    findings: list[Finding] = []
    seats = [book.add(person) for person in people]
    for person, at in zip(people, seats, strict=True):
        if book.row(at) != person.row and not pairs:
            name = glimpse(person.invited.name)
            findings.append(Finding(person.row, "the same person", name, "", book.row(at)))
    found: list[tuple[int, int, date]] = []
    for person, at in zip(people, seats, strict=True):
        for met in person.met:
            for who in book.split(met.who):
                other = _partner(book, at, met, who)
                if isinstance(other, Finding):
                    findings.append(other)
                else:
                    found.append((at, other, met.on or today))
    entries = book.entries()
    named = (PastPair(entries[a].invited.key, entries[b].invited.key, day) for a, b, day in found)
    return Sheet(entries, tuple(named), tuple(sorted(findings, key=lambda finding: finding.row)))


def _partner(book: Book, mine: int, met: Met, who: str) -> int | Finding:
    found = book.find(who)
    why: RowProblem = "an unknown partner"
    if len(found) == 1:
        (other,) = found
        if other != mine:
            return other
        why = "their own partner"
    elif found:
        why = "two such partners"
    return Finding(met.row, why, glimpse(who), met.heading)
