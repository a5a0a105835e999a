"""Mentoring: it lasts some months with a question each, ends early where it isn't working, and ends
with thanks. Plain functions on one transaction; whoever must hear of it is left a notice.

| schedule kind | subject | then |
|---|---|---|
| mentor_check_in | round | everybody in it is asked how it is going; at the end they are thanked |
"""

from collections.abc import Iterable
from datetime import datetime

from jobs.delivery.reaching import address_all, out_of_reach
from jobs.matching.records import History
from jobs.meetings import meeting_times
from jobs.meetings.meeting_times import Why
from jobs.meetings.touch import kept_apart
from jobs.mentoring import mentor_parts
from jobs.mentoring.mentor_plan import Mentors, Term, plan_term
from jobs.rounds import dates
from jobs.rounds.checking_in import ask_all
from jobs.rounds.introducing import announce
from jobs.rounds.planning import match_rules, person_of
from storage.notices import Notice
from storage.notices.terms import MentorCheckIn, MentoringEnded, MentoringOver
from storage.queue_records import Schedule
from storage.round_records import Group, Programme, Round
from storage.transaction import Transaction
from storage.types import MemberId, RoundId


def begin(tx: Transaction, programme: Programme, round_: Round, now: datetime) -> None:
    """Say when a term's first month is over."""
    _set_month(tx, programme, round_, 1, max(now, round_.introduce_at))


def check_in(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """A month is over: ask how it is going, look again for who waits; at the end, say thanks."""
    round_ = tx.rounds.get(RoundId(schedule.subject), schedule.network_id)
    programme = tx.programmes.get(round_.programme_id, schedule.network_id)
    if round_.state != "open":
        return
    month = int(schedule.label)
    last = month >= programme.format.meetings
    groups = [group for group in tx.rounds.groups(round_.id) if group.state == "active"]
    told: list[tuple[MemberId, Notice]] = [
        (
            member,
            MentoringEnded(group.id, member) if last else MentorCheckIn(group.id, member, month),
        )
        for group in groups
        for member in group.members
    ]
    ask_all(tx, programme, round_, told, now, occasion=schedule.label)
    if not last:
        rematch(tx, programme, round_, now)
        _set_month(tx, programme, round_, month + 1, round_.introduce_at)


def end_early(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    group: Group,
    by: MemberId,
    now: datetime,
    *,
    leaves: bool = False,
) -> list[Group]:
    """End a pair that isn't working, or that somebody leaves; the other hears of it, kindly.

    The mentee is matched again at once where that is possible; returns the new introductions.
    """
    call_off(tx, programme, round_, group, by, now, "left" if leaves else "cannot")
    fresh = tx.rounds.get(round_.id, round_.network_id)
    return rematch(tx, programme, fresh, now, without=by if leaves else None)


def call_off(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    group: Group,
    by: MemberId,
    now: datetime,
    why: Why = "cannot",
) -> None:
    """End a pair, its meeting, and what is still to be said to it; the other hears of it."""
    mentor = mentor_parts.mentor_of(group)
    tx.rounds.seating.cancel(group.id)
    tx.deliveries.cancel_group(group.id, now)
    others = [member for member in group.members if member != by]
    told = [(member, MentoringOver(group.id, member, member != mentor)) for member in others]
    _tell(tx, programme, round_, told, now, occasion=by)
    meeting_times.call_off(tx, group, programme.network_id, now, why, others)


def rematch(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    now: datetime,
    without: MemberId | None = None,
) -> list[Group]:
    """Find mentors for who has a wish and none, among those with room; introduce them.

    Nobody is matched again with somebody of this term.
    """
    months_left = any(each > now for each in dates.milestones(programme, round_.introduce_at)[:-1])
    if round_.state != "open" or not months_left:
        return []
    tables = _look_again(tx, programme, round_, without, now).tables
    if not tables:
        return []
    number = tx.rounds.seating.add_wave(round_, tables, now)
    fresh = [g for g in tx.rounds.groups(round_.id) if g.wave == number and g.state == "active"]
    announce(tx, programme, round_, fresh, [], now)
    return fresh


def _look_again(
    tx: Transaction, programme: Programme, round_: Round, without: MemberId | None, now: datetime
) -> Term:
    here = [p for p in tx.enrolments.all(programme.id) if p.state == "in" and not p.skip_next]
    away = {without} | out_of_reach(tx, [part.member_id for part in here])
    parts = [part for part in here if part.member_id not in away]
    found = tx.members.many([part.member_id for part in parts])
    people = [person_of(p, found[p.member_id]) for p in parts if p.member_id in found]
    mentors = mentor_parts.read_mentors(tx, programme, round_.introduce_at, parts, people)
    met = tx.introductions.so_far(programme.network_id, programme.id)
    rules = match_rules(programme.rules)
    lately = tuple((i.a, i.b) for i in met if i.rounds_ago <= max(rules.no_repeat_within, 1))
    apart = kept_apart(tx, programme.network_id, dates.local_day(now, programme))
    history = History(avoid=(*apart, *lately))
    seed = round_.seed + round_.version
    return plan_term(mentors or Mentors(), history, rules, seed)


def _set_month(
    tx: Transaction, programme: Programme, round_: Round, month: int, begun: datetime
) -> None:
    due = dates.milestones(programme, begun)[month - 1]
    tx.schedules.set(round_.network_id, "mentor_check_in", round_.id, str(month), due)


def _tell(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    told: Iterable[tuple[MemberId, Notice]],
    now: datetime,
    occasion: str,
) -> None:
    items = address_all(tx, told)
    moment = dates.in_working_hours(programme, now)
    tx.notices.queue_all(
        round_.network_id, items, now, round_id=round_.id, not_before=moment, occasion=occasion
    )
