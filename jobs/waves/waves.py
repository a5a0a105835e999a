"""Later waves of a round: everybody who waits for another partner is matched again.

The round's own rules hold. "Not met lately" never bends here: where only a repeat is left, people
keep waiting and are told so. An odd one joins a pair of the same wave as a trio, where that is
legal; nobody is put into an introduction that is under way already, where times may be agreed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations

from jobs import matching
from jobs.delivery.reaching import out_of_reach, read_addresses
from jobs.matching.explain import index_history, obstacle_between
from jobs.meetings import meeting_times
from jobs.meetings.touch import kept_apart
from jobs.rounds import dates
from jobs.rounds.deciding import table_of
from jobs.rounds.planning import match_rules, person_of
from jobs.waves.waiting import active_group, ask_for_wave
from jobs.waves.wave_seating import active_groups, seat
from storage.notices.introductions import NobodyYet
from storage.round_records import Group, Programme, Round, Table
from storage.transaction import Transaction
from storage.types import Member, MemberId
from storage.waiting import Wait


@dataclass(frozen=True, slots=True)
class Pool:
    """Who waits and is ready, and the rules: everything that a wave depends on."""

    people: tuple[matching.Person, ...]
    history: matching.History
    rules: matching.Rules
    seed: int


@dataclass(frozen=True, slots=True)
class Wave:
    """A wave as it is decided: who is introduced to whom, and who goes on waiting.

    `met_all` of those have met everybody else who waits.
    """

    tables: tuple[Table, ...]
    left: tuple[MemberId, ...] = ()
    met_all: tuple[MemberId, ...] = ()


def take_pool(tx: Transaction, programme: Programme, round_: Round, now: datetime) -> Pool:
    """Read who waits and is ready, who met whom, and what the rules are."""
    ready = ready_now(tx, programme, round_, now)
    return read_pool(tx, programme, round_, [each.member_id for each in ready], now)


def ready_now(tx: Transaction, programme: Programme, round_: Round, now: datetime) -> list[Wait]:
    """Return who may be introduced now: ready, still in, and with no other introduction."""
    here = {e.member_id for e in tx.enrolments.all(programme.id) if e.state == "in"}
    here -= out_of_reach(tx, sorted(here))
    seated = {m: group for group in active_groups(tx, round_) for m in group.members}
    return [
        each
        for each in tx.waiting.of_round(round_.id)
        if each.ready_at <= now
        and each.member_id in here
        and _is_loose(tx, each, seated.get(each.member_id), now)
    ]


def _is_loose(tx: Transaction, wait: Wait, group: Group | None, now: datetime) -> bool:
    """Whether somebody has no introduction now, or one that is silent to this day."""
    if group is None:
        return True
    return group.id == wait.group_id and is_silent(tx, group, wait.member_id, now)


def is_silent(tx: Transaction, group: Group, member_id: MemberId, now: datetime) -> bool:
    """Return whether a member has heard nothing from the others: no answer, no time to meet."""
    if any(seat.answer for seat in group.seats if seat.member_id != member_id):
        return False
    meeting = meeting_times.current(tx, group)
    if meeting is None:
        return True
    agreed = meeting_times.is_ahead(meeting, now)
    return not agreed and meeting.suggested_by in (None, member_id)


def read_pool(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    members: Sequence[MemberId],
    now: datetime,
) -> Pool:
    """Read those of these members who take part, as a wave of this round sees them."""
    return replace(pool_of(tx, programme, members, now), seed=round_.seed + round_.version)


def pool_of(
    tx: Transaction, programme: Programme, members: Sequence[MemberId], now: datetime
) -> Pool:
    """Read those of these members who take part, as matching sees them.

    Two who wish to meet again next year are kept apart until that day.
    """
    day = dates.local_day(now, programme)
    found = tx.members.many(members)
    parts = {e.member_id: e for e in tx.enrolments.all(programme.id) if e.state == "in"}
    met = tx.introductions.so_far(programme.network_id, programme.id)
    return Pool(
        people=tuple(person_of(parts[m], found[m]) for m in members if m in found and m in parts),
        history=matching.History(
            met=tuple((i.a, i.b, i.rounds_ago) for i in met),
            avoid=tuple(kept_apart(tx, programme.network_id, day)),
        ),
        rules=match_rules(programme.rules),
        seed=0,
    )


def decide(pool: Pool) -> Wave:
    """Match everybody in the pool anew. Pure: the same pool gives the same wave."""
    strict = _without_repeats(pool)
    plan = matching.plan(
        strict.people, strict.history, strict.rules, strict.seed, fairness=matching.OVER_ROUNDS
    )
    left = tuple(MemberId(out.member) for out in plan.left_out)
    met_all = tuple(member for member in left if _has_met_all(pool, member))
    return Wave(tuple(table_of(group) for group in plan.groups), left, met_all)


def may_meet(pool: Pool, members: Sequence[str]) -> bool:
    """Return whether all of these may be introduced to each other, none of them again."""
    strict = _without_repeats(pool)
    known = index_history(strict.history)
    people = {person.id: person for person in strict.people}
    return all(member in people for member in members) and all(
        obstacle_between(people[a], people[b], known, strict.rules) is None
        for a, b in combinations(members, 2)
    )


def _without_repeats(pool: Pool) -> Pool:
    """The pool with everybody on an avoid list whom they met lately, or in this round.

    The round was sent already: it counts as one of the rounds ago, so the rule reaches one further.
    """
    lately = pool.rules.no_repeat_within + 1
    met = tuple((a, b) for a, b, ago in pool.history.met if ago <= lately)
    return replace(pool, history=replace(pool.history, avoid=pool.history.avoid + met))


def _has_met_all(pool: Pool, member: MemberId) -> bool:
    """Whether somebody could meet others who wait, if they had not met lately."""
    known = index_history(replace(pool.history, met=()))
    (me,) = (person for person in pool.people if person.id == member)
    return any(
        obstacle_between(me, other, known, pool.rules) is None
        for other in pool.people
        if other.id != member
    )


# Introducing


def introduce(
    tx: Transaction, programme: Programme, round_: Round, wave: Wave, now: datetime
) -> list[Group]:
    """Introduce a wave, as far as it still holds; return the groups.

    Who left, paused, found a partner or is avoided since it was decided goes on waiting, and
    another wave is asked for. StaleError where the round changed since it was read.
    """
    if not wave.tables:
        return []
    seated = [member for table in wave.tables for member in table.members]
    ready = {each.member_id: each for each in ready_now(tx, programme, round_, now)}
    pool = read_pool(tx, programme, round_, [m for m in seated if m in ready], now)
    tables = [table for table in wave.tables if may_meet(pool, table.members)]
    if len(tables) < len(wave.tables):
        ask_for_wave(tx, round_, now)
    if not tables:
        return []
    return seat(tx, programme, round_, tables, ready.values(), now)


def introduce_two(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    member_id: MemberId,
    other_id: MemberId,
    now: datetime,
) -> Group | None:
    """Introduce a member at once to somebody who waits; None where that is not possible now.

    StaleError where somebody else changed the round at the same moment.
    """
    waits = {each.member_id: each for each in ready_now(tx, programme, round_, now)}
    if round_.state != "open" or other_id not in waits or not _free(tx, round_, member_id, waits):
        return None
    pool = read_pool(tx, programme, round_, [member_id, other_id], now)
    if not may_meet(pool, (member_id, other_id)):
        return None
    (group,) = matching.evaluate(
        [(member_id, other_id)], pool.people, pool.history, pool.rules
    ).groups
    seats = [each for each in waits.values() if each.member_id in (member_id, other_id)]
    (made,) = seat(tx, programme, round_, [table_of(group)], seats, now)
    return made


def find_offer(
    tx: Transaction, programme: Programme, round_: Round, member_id: MemberId, now: datetime
) -> Member | None:
    """Return who waits and may be introduced to a member at once: whoever waits longest."""
    waits = {each.member_id: each for each in ready_now(tx, programme, round_, now)}
    if programme.format.kind != "pairs" or not _free(tx, round_, member_id, waits):
        return None
    others = [other for other in waits if other != member_id]
    if not others:
        return None
    pool = read_pool(tx, programme, round_, [member_id, *others], now)
    fitting = next((other for other in others if may_meet(pool, (member_id, other))), None)
    return tx.members.many([fitting])[fitting] if fitting else None


def tell_nobody_yet(
    tx: Transaction, programme: Programme, round_: Round, wave: Wave, now: datetime
) -> None:
    """Tell once who goes on waiting; those whom the plan left out know it already."""
    left = [
        each
        for each in tx.waiting.of_round(round_.id)
        if each.member_id in wave.left and each.why != "left out"
    ]
    book = read_addresses(tx, [each.member_id for each in left])
    for each in left:
        notice = NobodyYet(round_.id, each.member_id, each.member_id in wave.met_all)
        tx.notices.queue_all(
            round_.network_id,
            book.tell(each.member_id, notice),
            now,
            round_id=round_.id,
            not_before=dates.in_working_hours(programme, now),
            occasion=each.since.isoformat(),
        )


def _free(
    tx: Transaction, round_: Round, member_id: MemberId, waits: Mapping[MemberId, Wait]
) -> bool:
    """Whether a member has no introduction in the round, or one that they wait to replace."""
    return member_id in waits or active_group(tx, round_, member_id) is None
