"""Who takes part in a mentoring scheme, and what is free of them beside pairs that go on."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from jobs.matching.mentors import Part
from jobs.matching.records import Person
from jobs.mentoring.mentor_plan import Mentors, with_rest
from jobs.rounds import dates
from storage.round_records import Enrolment, Group, Programme
from storage.transaction import Transaction
from storage.types import MemberId

OVERLAP = timedelta(weeks=1)
"""Months and "the first Tuesday" differ by some days: so long may old and new pairs overlap."""


def read_mentors(
    tx: Transaction,
    programme: Programme,
    beyond: datetime,
    parts: Sequence[Enrolment],
    people: Sequence[Person],
) -> Mentors | None:
    """Return what these people offer and wish for; None for a scheme of another kind.

    Pairs that last well beyond a moment take up their mentor's room and their mentee's wish.
    Whoever has nothing left takes no part.
    """
    if programme.format.kind != "mentors":
        return None
    helping, helped = running_pairs(tx, programme, beyond + OVERLAP)
    said = {part.member_id: part for part in parts}
    free = []
    for person in people:
        part = said[MemberId(person.id)]
        whole = Part(person, part.offers, part.wishes, part.capacity)
        mentees, is_helped = helping[part.member_id], part.member_id in helped
        rest = with_rest(whole, mentees=mentees, is_helped=is_helped)
        if not (mentees or is_helped) or rest.wishes or (rest.offers and rest.capacity):
            free.append(rest)
    return Mentors(tuple(free))


def running_pairs(
    tx: Transaction, programme: Programme, beyond: datetime
) -> tuple[Counter[MemberId], set[MemberId]]:
    """Return how many each mentor helps beyond a moment, and who is helped."""
    helping, helped = Counter[MemberId](), set[MemberId]()
    for round_ in tx.rounds.under_way(programme.id):
        if dates.lasts_beyond(programme, round_.close_at, beyond):
            for group in tx.rounds.groups(round_.id):
                _count(group, helping, helped)
    return helping, helped


def mentor_of(group: Group) -> MemberId | None:
    """Return who mentors in this group."""
    return next((seat.member_id for seat in group.seats if seat.mentors), None)


def _count(group: Group, helping: Counter[MemberId], helped: set[MemberId]) -> None:
    if group.state == "active":
        for seat in group.seats:
            if seat.mentors:
                helping[seat.member_id] += 1
            else:
                helped.add(seat.member_id)
