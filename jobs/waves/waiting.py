"""Who waits for another partner in a round that is under way, from when, and when a wave runs.

A wave runs at the scheme's time of a working day on which somebody is ready; see `jobs.waves`.
Action learning sets and mentoring have replacements of their own, so nobody waits in them.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from jobs.delivery.reaching import read_addresses
from jobs.rounds import dates
from storage.notices.introductions import PartnerAsks
from storage.queue_records import Schedule
from storage.round_records import Group, Programme, Round
from storage.transaction import Transaction
from storage.types import GroupId, Member, MemberId, RoundId
from storage.waiting import Wait, WaitingWhy

_WORKING_DAYS_TO_ANSWER = 1
_SOONEST = timedelta(minutes=1)  # what is due this very moment may have run already


def wait(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    member_id: MemberId,
    why: WaitingWhy,
    now: datetime,
    *,
    group_id: GroupId | None = None,
    ready_at: datetime | None = None,
) -> Wait | None:
    """Let a member wait for another partner, and have a wave run once they are ready.

    None where the round is over before a wave can be, or the scheme is not of pairs.
    """
    due = _next_due(programme, round_, ready_at or now, now)
    if due is None:
        return None
    begun = Wait(round_.id, member_id, why, now, ready_at or now, group_id)
    tx.waiting.begin(begun)
    _run_by(tx, round_, due, now)
    return begun


def can_wait(programme: Programme, round_: Round, now: datetime) -> bool:
    """Return whether somebody who asks now can still be introduced by a wave of the round."""
    return _next_due(programme, round_, now, now) is not None


def wait_silent(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    member_id: MemberId,
    group: Group,
    now: datetime,
) -> Wait | None:
    """Let somebody wait whose partner said nothing: ready once the partner had a working day.

    The partner is told so, once, and by when to answer.
    """
    ready = dates.after_working_days(programme, now, _WORKING_DAYS_TO_ANSWER)
    why: WaitingWhy = "partner silent"
    begun = wait(tx, programme, round_, member_id, why, now, group_id=group.id, ready_at=ready)
    if begun:
        _warn(tx, programme, round_, member_id, group, now)
    return begun


def answer_by(programme: Programme, wait: Wait) -> datetime:
    """Return until when a silent partner can answer: the first wave that could replace them."""
    return dates.next_wave(programme, wait.ready_at)


def _warn(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    member_id: MemberId,
    group: Group,
    now: datetime,
) -> None:
    silent = [other for other in group.members if other != member_id]
    book = read_addresses(tx, silent)
    items = [i for m in silent for i in book.tell(m, PartnerAsks(group.id, m, member_id))]
    moment = dates.in_working_hours(programme, now)
    tx.notices.queue_all(round_.network_id, items, now, round_id=round_.id, not_before=moment)


def arrive(tx: Transaction, programme: Programme, member: Member, now: datetime) -> Wait | None:
    """Let somebody wait who came, or came back, before half-way of the open round."""
    round_ = tx.rounds.latest(programme.id, "open")
    if round_ is None or now >= round_.check_in_at or active_group(tx, round_, member.id):
        return None
    return wait(tx, programme, round_, member.id, "late", now)


def wait_left_out(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    left_out: Iterable[MemberId],
    now: datetime,
) -> None:
    """Let those wait whom the round's plan could not place."""
    for member_id in left_out:
        wait(tx, programme, round_, member_id, "left out", now)


def active_group(tx: Transaction, round_: Round, member_id: MemberId) -> Group | None:
    """Return the introduction that a member has now in a round."""
    groups = tx.rounds.open_groups(member_id)
    return next((group for group in groups if group.round_id == round_.id), None)


def find_wait(tx: Transaction, programme: Programme, member_id: MemberId) -> Wait | None:
    """Return a member's wait in the open round of a scheme."""
    round_ = tx.rounds.latest(programme.id, "open")
    return tx.waiting.find(round_.id, member_id) if round_ else None


def end_round(tx: Transaction, round_: Round, now: datetime) -> None:
    """End every wait of a round that closes; those who wait were told of the next round."""
    tx.waiting.settle_round(round_.id, now)
    tx.schedules.set(round_.network_id, "wave", round_.id, round_.label, None)


def next_run(tx: Transaction, round_: Round) -> datetime | None:
    """Return when the round's next wave is, if one is due."""
    found = tx.schedules.find("wave", round_.id)
    return found.next_due if found else None


def start(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """A wave is due: ask for it, and say when the next is, for those who are not ready yet."""
    round_ = tx.rounds.get(RoundId(schedule.subject), schedule.network_id)
    if round_.state != "open":
        return
    programme = tx.programmes.get(round_.programme_id, schedule.network_id)
    waiting = tx.waiting.of_round(round_.id)
    later = [each.ready_at for each in waiting if each.ready_at > now]
    if later:
        _run_by(tx, round_, dates.next_wave(programme, min(later)), now)
    if len(later) < len(waiting):
        ask_for_wave(tx, round_, now)


def try_again(tx: Transaction, programme: Programme, round_: Round, now: datetime) -> None:
    """Have a wave run on the next working day, as after one that failed."""
    due = dates.next_wave(programme, now + _SOONEST)
    if round_.state == "open" and due < round_.close_at:
        _run_by(tx, round_, due, now)


def ask_for_wave(tx: Transaction, round_: Round, now: datetime) -> None:
    """Have everybody matched again who is ready."""
    tx.errands.ask(round_.network_id, "wave", {"round_id": round_.id}, None, now)


def _next_due(
    programme: Programme, round_: Round, ready_at: datetime, now: datetime
) -> datetime | None:
    """When a wave is for somebody who is ready then; None where there is none before the end."""
    if programme.format.kind != "pairs" or programme.ended_at or round_.state != "open":
        return None
    due = dates.next_wave(programme, max(ready_at, now + _SOONEST))
    return due if due < round_.close_at else None


def _run_by(tx: Transaction, round_: Round, due: datetime, now: datetime) -> None:
    """Have a wave run at this moment, unless one comes sooner; each setting is its own period."""
    found = tx.schedules.find("wave", round_.id)
    if found is None or found.next_due > due:
        label = f"{due:%Y-%m-%d %H:%M} {now.isoformat()}"
        tx.schedules.set(round_.network_id, "wave", round_.id, label, due)
