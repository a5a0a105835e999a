"""Whose turn it is: who is in a round that asks each time, and who takes part in every n-th only.

Whoever was asked "in this month?" and has not said yes is not in that round. Whoever joins or
comes back after the asking was not asked, and is in.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from jobs.delivery.reaching import out_of_reach
from jobs.rounds import dates
from jobs.rounds.busy import busy
from storage.round_records import Enrolment, Group, Programme, Round
from storage.transaction import Transaction
from storage.turns import TurnAnswer
from storage.types import Member, MemberId, ProgrammeId

MOST_EVERY = 12


def asks(programme: Programme) -> bool:
    """Return whether members are asked before each round of this scheme."""
    return programme.format.asks and programme.format.kind == "pairs"


def in_turn(tx: Transaction, programme: Programme, round_: Round, day: date) -> list[Enrolment]:
    """Return whose turn it is on a day: who is in, does not rest, and is not busy elsewhere.

    Nor in a workspace alone to which nothing is sent: nobody would read of their introduction.
    """
    due = tx.enrolments.due(programme.id, day)
    away = busy(tx, programme, round_) | out_of_reach(tx, [each.member_id for each in due])
    return [each for each in due if not each.rest and each.member_id not in away]


def taking_part(tx: Transaction, programme: Programme, round_: Round, day: date) -> list[Enrolment]:
    """Return who is to be matched: whose turn it is, but for those who were asked and said no."""
    turns = tx.turns.of_round(round_.id) if asks(programme) else {}
    out = {member for member, turn in turns.items() if turn.answer != "in"}
    return [each for each in in_turn(tx, programme, round_, day) if each.member_id not in out]


def asked_about(tx: Transaction, programme: Programme) -> Round | None:
    """Return the round about which members are being asked; None where none is."""
    round_ = tx.rounds.latest(programme.id, "proposed")
    return round_ if round_ and was_asked(tx, programme, round_) else None


def answer(tx: Transaction, member: Member, round_: Round, said: TurnAnswer, now: datetime) -> None:
    """Record whether a member is in a round that is being asked about; being in ends a rest.

    NotFoundError where they never were in the scheme.
    """
    part = tx.enrolments.get(round_.programme_id, member.id)
    if said == "in":
        tx.enrolments.take_turns(round_.programme_id, member.id, every=part.every, rest=0)
    tx.turns.answer(round_.id, member.id, said, now)
    tx.enrolments.hear(round_.programme_id, member.id)


def count_in(tx: Transaction, member: Member, programme: Programme, now: datetime) -> None:
    """Whoever joins or comes back after the asking is in, whatever they said to it."""
    round_ = tx.rounds.latest(programme.id, "proposed")
    if round_ and tx.turns.find(round_.id, member.id):
        tx.turns.answer(round_.id, member.id, "in", now)


def was_asked(tx: Transaction, programme: Programme, round_: Round) -> bool:
    """Return whether the asking about a round has begun."""
    return asks(programme) and tx.schedules.used("ask", programme.id, round_.label)


def schedule_asking(tx: Transaction, programme: Programme, after: datetime) -> None:
    """Say when members are next asked, if this scheme asks."""
    if asks(programme):
        label, moment = _next_to_ask(tx, programme, after)
        at = dates.ask_at(programme, moment)
        tx.schedules.set(programme.network_id, "ask", programme.id, label, at)
    elif tx.schedules.find("ask", programme.id):
        tx.schedules.set(programme.network_id, "ask", programme.id, "", None)


def _next_to_ask(tx: Transaction, programme: Programme, after: datetime) -> tuple[str, datetime]:
    """A round that waits and was not asked about, else the next period without a round."""
    waiting = tx.rounds.latest(programme.id, "proposed")
    if waiting and not tx.schedules.used("ask", programme.id, waiting.label):
        return waiting.label, waiting.introduce_at
    due = dates.next_period(programme, after)
    while tx.rounds.of_period(programme.id, due.label):
        due = dates.next_period(programme, due.due)
    return due.label, due.due


def every(tx: Transaction, member: Member, programme: Programme, rounds: int) -> Enrolment:
    """Let a member take part in every n-th round; return their part as it is then.

    What they have sat out already counts. NotFoundError where they never were in the scheme.
    """
    part = tx.enrolments.get(programme.id, member.id)
    passed = _sat_out(tx, programme.id, part)
    rest = 0 if passed is None else max(rounds - 1 - passed, 0)
    tx.enrolments.take_turns(programme.id, member.id, every=rounds, rest=rest)
    return tx.enrolments.get(programme.id, member.id)


def next_in(programme: Programme, first: datetime, rest: int) -> datetime:
    """Return when somebody is next in who sits out this many rounds from the one that begins at
    `first`; CalendarError where the rhythm holds no such date."""
    for _ in range(rest):
        first = dates.next_period(programme, first).due
    return first


def took_part(tx: Transaction, programme_id: ProgrammeId, groups: Iterable[Group]) -> None:
    """A round was sent: whoever rests has a round fewer to, and whoever is in it begins to."""
    tx.enrolments.rest(programme_id, _members(groups))


def took_part_later(tx: Transaction, programme_id: ProgrammeId, groups: Iterable[Group]) -> None:
    """A later wave was introduced: whoever is in it rests from the next round on, if they do."""
    tx.enrolments.begin_rest(programme_id, _members(groups))


def _members(groups: Iterable[Group]) -> Sequence[MemberId]:
    return [member for group in groups for member in group.members]


def _sat_out(tx: Transaction, programme_id: ProgrammeId, part: Enrolment) -> int | None:
    """How many rounds a member has sat out since they took part; None where none is held to."""
    if part.every > 1:
        return part.every - 1 - part.rest if part.rest else None
    last = tx.rounds.latest(programme_id, "open", "closed")
    return 0 if last and part.member_id in tx.turns.seated(last.id) else None
