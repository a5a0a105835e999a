"""A round's life: opened → planned → sent → checked in on → closed. Plain functions, one step each.

Every step leaves notices; nothing here speaks. Each is harmless twice: a round is opened under a
unique key, and its state changes once.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from jobs.calendars.calendar import Occurrence
from jobs.calendars.quiet_days import after_quiet
from jobs.delivery.reaching import direct, keepers_to
from jobs.members import silence
from jobs.mentoring import mentoring
from jobs.rounds import dates, turns
from jobs.rounds.fairness import outcomes
from jobs.rounds.introducing import announce
from jobs.rounds.seating_changes import reseat
from jobs.schemes import posts
from jobs.sets import sets
from jobs.waves import waiting
from storage.errors import NotFoundError
from storage.notice_queue import To
from storage.notices import Notice
from storage.notices.channels import RoundClosed
from storage.notices.rounds import PlanFailed, RoundNotPlanned, RoundReady
from storage.queue_records import Errand
from storage.round_records import Programme, Round
from storage.rounds import Dates
from storage.transaction import Transaction
from storage.types import AccountId, RoundId


def schedule_next(tx: Transaction, programme: Programme, after: datetime) -> None:
    """Say when the programme's next round is to be planned."""
    due = dates.next_period(programme, after)
    while (used := tx.rounds.of_period(programme.id, due.label)) and not _to_plan(tx, used):
        due = dates.next_period(programme, due.due)
    moment = dates.preview_at(programme, due)
    turns.schedule_asking(tx, programme, after)
    tx.schedules.set(programme.network_id, "plan", programme.id, due.label, moment)


def _to_plan(tx: Transaction, round_: Round) -> bool:
    """Whether a round was opened early, to ask who is in, and is still to be planned."""
    unplanned = round_.state == "proposed" and round_.percent is None
    return unplanned and not tx.schedules.used("plan", round_.programme_id, round_.label)


def next_introductions(tx: Transaction, programme: Programme, now: datetime) -> datetime:
    """Return when people will next be introduced."""
    proposed = tx.rounds.latest(programme.id, "proposed")
    if proposed and proposed.introduce_at > now:
        return proposed.introduce_at
    due = dates.next_period(programme, now)
    while (used := tx.rounds.of_period(programme.id, due.label)) and used.state != "proposed":
        due = dates.next_period(programme, due.due)
    return due.due


def open_round(tx: Transaction, programme: Programme, now: datetime) -> Round:
    """Return the round that waits to be sent, opened for the next period where there is none."""
    waiting = tx.rounds.latest(programme.id, "proposed")
    if waiting:
        return waiting
    due = dates.next_period(programme, now)
    while tx.rounds.of_period(programme.id, due.label):
        due = dates.next_period(programme, due.due)
    return open_period(tx, programme, due, now)


def open_period(tx: Transaction, programme: Programme, due: Occurrence, now: datetime) -> Round:
    """Return the round of a period, opened if there is none yet.

    One of an earlier period that nobody sent is dropped: sending both would introduce people twice.
    """
    steps = dates.dates_of(programme, due.due)
    never_sent = tx.rounds.latest(programme.id, "proposed")
    opened = tx.rounds.open(programme, due.label, seed_of(programme, due.label), steps)
    round_ = opened or tx.rounds.of_period(programme.id, due.label)
    if round_ is None:
        raise NotFoundError(due.label)
    if opened:
        if never_sent:
            cancel(tx, programme, never_sent, now)
        tx.schedules.set(
            programme.network_id, "introduce", round_.id, round_.label, round_.introduce_at
        )
    schedule_next(tx, programme, due.due)
    posts.schedule_announcement(tx, programme, now)
    return round_


def seed_of(programme: Programme, label: str) -> int:
    """Return the seed of a period's round: steady, so that it can be planned again.

    Of names, not ids: the same scheme with the same people is planned alike in any database.
    """
    digest = hashlib.sha256(f"{programme.name}:{label}".encode()).digest()
    return int.from_bytes(digest[:6])


def ask_for_plan(tx: Transaction, round_: Round, asked_by: AccountId | None, now: datetime) -> None:
    """Have a round planned afresh (locked groups stay); the asker, or all organisers, are told."""
    tx.errands.ask(round_.network_id, "plan", {"round_id": round_.id}, asked_by, now)


def tell_ready(tx: Transaction, round_: Round, asked_by: AccountId | None, now: datetime) -> None:
    """Tell that a plan can be previewed."""
    programme = tx.programmes.get(round_.programme_id, round_.network_id)
    to = [direct(tx.accounts.get(asked_by))] if asked_by else keepers_to(tx, programme)
    _queue(tx, round_, RoundReady(round_.id), to, now, occasion=now.isoformat())


def tell_plan_failed(tx: Transaction, errand: Errand, now: datetime) -> None:
    """Tell whoever asked for a plan, or all organisers, that it could not be made."""
    asker = errand.asked_by
    round_ = tx.rounds.get(RoundId(errand.body["round_id"]), errand.network_id)
    programme = tx.programmes.get(round_.programme_id, errand.network_id)
    to = [direct(tx.accounts.get(asker))] if asker else keepers_to(tx, programme)
    notice = PlanFailed(round_.id)
    tx.notices.queue(errand.network_id, notice, to, now, occasion=errand.id)


def tell_not_planned(
    tx: Transaction, programme: Programme, round_: Round, why: str, now: datetime
) -> None:
    """Tell the organisers that there is nobody to introduce, and why; once a round."""
    if not tx.deliveries.of_round(round_.id, RoundNotPlanned.__name__):
        notice = RoundNotPlanned(programme.id, round_.label, why)
        _queue(tx, round_, notice, keepers_to(tx, programme), now, occasion=round_.label)


def tell_due(tx: Transaction, programme: Programme, round_: Round, now: datetime) -> None:
    """On a round's day: it waits to be sent, or there is still nobody to introduce."""
    if tx.rounds.groups(round_.id):
        tell_ready(tx, round_, None, now)
        return
    left_out = tx.rounds.left_out(round_.id)
    tell_not_planned(tx, programme, round_, left_out[0].why if left_out else "", now)


def send(tx: Transaction, programme: Programme, round_: Round, now: datetime) -> bool:
    """Introduce everybody in the plan that was previewed; False where it was sent already.

    Who left, paused or is avoided since then is looked at again: only those groups change.
    """
    day = dates.local_day(max(now, round_.introduce_at), programme)
    repaired = reseat(tx, programme, round_, day)
    if not tx.rounds.become(repaired, "open", now, only_from="proposed"):
        return False
    tx.rounds.seating.introduce(round_.id, now)
    sent = tx.rounds.get(round_.id, round_.network_id)
    steps = dates.dates_of(programme, max(now, round_.introduce_at))
    tx.rounds.move(sent, steps)
    for kind, due in _steps(programme, steps):
        tx.schedules.set(round_.network_id, kind, round_.id, round_.label, due)
    posts.schedule_reminder(tx, sent, steps)
    tx.schedules.set(round_.network_id, "introduce", round_.id, round_.label, None)
    _introduce(tx, programme, sent, now)
    schedule_next(tx, programme, max(now, round_.introduce_at))
    return True


def cancel(tx: Transaction, programme: Programme, round_: Round, now: datetime) -> bool:
    """Drop a proposed round; nobody was told anything. False where it was sent or dropped."""
    if not tx.rounds.become(round_, "cancelled", now, only_from="proposed"):
        return False
    tx.schedules.set(round_.network_id, "introduce", round_.id, round_.label, None)
    schedule_next(tx, programme, max(now, round_.introduce_at))
    return True


def close(tx: Transaction, programme: Programme, round_: Round, now: datetime) -> bool:
    """End a round and tell its channel the totals; False where it was closed already."""
    if not tx.rounds.become(round_, "closed", now, only_from="open"):
        return False
    waiting.end_round(tx, round_, now)
    silence.count(tx, programme, round_, now)
    place = tx.places.get(programme.place_id)
    to = [To(place.space_id, place_id=place.id)]
    told_at = after_quiet(tx, round_.network_id, now)
    _queue(tx, round_, RoundClosed(round_.id), to, now, not_before=told_at)
    return True


def _introduce(tx: Transaction, programme: Programme, round_: Round, now: datetime) -> None:
    """Tell everybody, and remember what the round did for each."""
    groups = [group for group in tx.rounds.groups(round_.id) if group.state == "active"]
    left_out = tx.rounds.left_out(round_.id)
    tx.enrolments.record(programme.id, outcomes(tx, programme.id, groups, left_out))
    turns.took_part(tx, programme.id, groups)
    waiting.wait_left_out(tx, programme, round_, [out.member_id for out in left_out], now)
    if programme.format.kind == "sets":
        sets.begin(tx, programme, round_, groups, now)
    if programme.format.kind == "mentors":
        mentoring.begin(tx, programme, round_, now)
    announce(tx, programme, round_, groups, left_out, now)


def _steps(programme: Programme, steps: Dates) -> list[tuple[str, datetime]]:
    """What is asked of a round, and when; sets and mentoring are asked by themselves."""
    if programme.format.kind != "pairs":
        return [("close", steps.close_at)]
    return [
        ("check_in", steps.check_in_at),
        ("remind", steps.remind_at),
        ("close", steps.close_at),
    ]


def _queue(
    tx: Transaction,
    round_: Round,
    notice: Notice,
    to: Sequence[To],
    now: datetime,
    occasion: str = "",
    not_before: datetime | None = None,
) -> None:
    tx.notices.queue(
        round_.network_id,
        notice,
        to,
        now,
        round_id=round_.id,
        occasion=occasion,
        not_before=not_before,
    )
