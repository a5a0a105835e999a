"""How rounds, their people and figures are named for organisers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from bot.message import Rich, join, rich
from bot.wording.language import LOCALE, ngettext, say_all, say_date
from bot.wording.language import gettext as _
from bot.wording.people import name_and_place, say_name
from bot.wording.view import View
from jobs.rounds.deciding import TAKEN_OUT
from storage.naming import fold
from storage.round_records import Group, Programme, Round, Table
from storage.types import Member, MemberId

LEAST_PEOPLE = 5
"""Figures are totals of at least so many people."""

_MEMBER_ID = re.compile(r"mem_[a-z2-7]{16}")


def say_round(programme: Programme, round_: Round) -> str:
    """Return "December's round", or "the round of Tuesday 24 November 2026"."""
    day = round_.introduce_at.astimezone(ZoneInfo(programme.timing.zone)).date()
    if programme.timing.kind == "months":
        return _("{month}'s round").format(month=format_date(day, "LLLL", locale=LOCALE))
    return _("the round of {day}").format(day=say_date(day))


def say_percent(percent: float) -> str:
    """Return "98.4" or "100.0", always with one decimal; what is not the best never becomes it."""
    shown = min(round(percent, 1), 99.9) if percent < 100 else percent
    return format_decimal(shown, format="0.0", locale=LOCALE)


def say_people(count: int) -> str:
    """Return "41 people", or only that they are few where they are fewer than five."""
    if 0 < count < LEAST_PEOPLE:
        return _("fewer than {count} people").format(count=LEAST_PEOPLE)
    words = ngettext("{count} person", "{count} people", count)
    return words.format(count=count) if count else _("nobody yet")


def say_people_and_organisations(people: int, organisations: int) -> str:
    """Return "41 people from 20 organisations"."""
    if people < LEAST_PEOPLE:
        return say_people(people)
    words = ngettext(
        "{people} from {count} organisation", "{people} from {count} organisations", organisations
    )
    return words.format(people=say_people(people), count=organisations)


def say_introductions(count: int) -> str:
    """Return "20 introductions"."""
    return ngettext("{count} introduction", "{count} introductions", count).format(count=count)


def say_sizes(groups: Sequence[Group] | Sequence[Table]) -> str:
    """Return "19 pairs and 1 group of three": what a round consists of."""
    pairs = sum(len(group.members) == 2 for group in groups)
    larger = [len(group.members) for group in groups if len(group.members) > 2]
    parts = [ngettext("{count} pair", "{count} pairs", pairs).format(count=pairs)] if pairs else []
    for size in sorted(set(larger)):
        count = larger.count(size)
        words = ngettext("{count} group of {size}", "{count} groups of {size}", count)
        parts.append(words.format(count=count, size=_in_words(size)))
    return say_all(parts)


def read_members(view: View, ids: Iterable[MemberId]) -> dict[MemberId, Member]:
    """Return these members of the view's network, whether they are still here or not."""
    found = view.tx.members.many(list(ids))
    return {id_: member for id_, member in found.items() if member.network_id == view.network.id}


def name_group(ids: Iterable[str], members: Mapping[MemberId, Member]) -> Rich:
    """Return "Ade Bello (Example City Council) and Jo Park (Example NHS Trust)", by name."""
    known = [members[MemberId(id_)] for id_ in ids if MemberId(id_) in members]
    people = [name_and_place(member) for member in in_order(known)]
    holders: dict[str, Rich] = {f"person{index}": person for index, person in enumerate(people)}
    return rich(say_all(f"{{{holder}}}" for holder in holders), **holders)


def in_order(members: Iterable[Member]) -> list[Member]:
    """Return members by name, so that a list reads the same each time."""
    return sorted(members, key=lambda member: (fold(member.name), member.id))


def name_plainly(ids: Iterable[str], members: Mapping[MemberId, Member]) -> str:
    """Return "Ade Bello and Jo Park", by name."""
    known = [members[MemberId(id_)] for id_ in ids if MemberId(id_) in members]
    return say_all(say_name(member) for member in in_order(known))


def say_why(why: str, members: Mapping[MemberId, Member]) -> str:
    """Return a reason that was kept with ids in the names that people read."""
    if why == TAKEN_OUT:
        return _("An organiser took them out of this round.")
    return _MEMBER_ID.sub(lambda found: _called(found[0], members), why)


def ids_in(*texts: str) -> set[MemberId]:
    """Return the member ids that reasons mention."""
    return {MemberId(found) for text in texts for found in _MEMBER_ID.findall(text)}


def lines(items: Sequence[Rich], most: int, more: Rich) -> tuple[Rich, ...]:
    """Return the first items, and in place of the others how many there are."""
    return tuple(items) if len(items) <= most else (*items[: most - 1], more)


def and_more(count: int) -> Rich:
    """Return "and 12 more"."""
    return (ngettext("and {count} more", "and {count} more", count).format(count=count),)


def sentences(parts: Iterable[Rich]) -> Rich:
    """Put sentences after each other."""
    return join(list(parts), " ")


def _called(id_: str, members: Mapping[MemberId, Member]) -> str:
    member = members.get(MemberId(id_))
    return say_name(member) if member else _("somebody who has left")


def _in_words(size: int) -> str:
    return {3: _("three"), 4: _("four"), 5: _("five"), 6: _("six"), 7: _("seven")}.get(
        size, str(size)
    )
