"""Schemes: set up, changed, ended, with the dates that follow from that."""

from datetime import datetime
from itertools import islice

from jobs.calendars.calendar import CalendarError, Occurrence, occurrences
from jobs.delivery.reaching import direct, read_addresses
from jobs.rounds import dates, rounds
from jobs.schemes import posts
from storage.notice_queue import To
from storage.notices.channels import JoinCard
from storage.notices.taking_part import SchemeEnded
from storage.notices.workspaces import HandedOver
from storage.programmes import Plan
from storage.round_records import Programme, Round, Timing
from storage.transaction import Transaction
from storage.types import Account, NetworkId

_PERIODS_AHEAD = 60


def check_timing(timing: Timing, after: datetime) -> None:
    """CalendarError, which names the field, where a timing cannot be kept or has no date left."""
    calendar = dates.calendar_of(timing)
    if not list(islice(occurrences(dates.rhythm_of(timing), calendar, after), 2)):
        raise CalendarError("starts", "There is no date left in this rhythm.")


def set_up(tx: Transaction, network_id: NetworkId, plan: Plan, now: datetime) -> Programme:
    """Start a scheme; its channel becomes the network's. AlreadyThereError for a taken name."""
    programme = tx.programmes.add(network_id, plan)
    tx.places.give(plan.place_id, network_id)
    rounds.schedule_next(tx, programme, now)
    posts.schedule_announcement(tx, programme, now)
    return programme


def change(tx: Transaction, programme: Programme, plan: Plan, now: datetime) -> Programme:
    """Change a scheme and the dates of what was not sent yet; StaleError, AlreadyThereError."""
    changed = tx.programmes.change(programme, plan)
    tx.places.give(plan.place_id, programme.network_id)
    if _dates_of(changed) != _dates_of(programme):
        _move_waiting(tx, changed, now)
        rounds.schedule_next(tx, changed, now)
    posts.schedule_announcement(tx, changed, now)
    return changed


def _dates_of(programme: Programme) -> tuple[Timing, bool, bool]:
    """What the dates of rounds, and of the questions before them, follow from."""
    return programme.timing, programme.approve, programme.format.asks


def end(tx: Transaction, programme: Programme, now: datetime) -> None:
    """End a scheme: a round that waits is dropped, one that was sent goes on to its end.

    Its members are told once, in working hours.
    """
    waiting = tx.rounds.latest(programme.id, "proposed")
    if waiting:
        rounds.cancel(tx, programme, waiting, now)
    tx.programmes.end(programme.id, programme.network_id, now)
    for kind in ("plan", "announce"):
        tx.schedules.set(programme.network_id, kind, programme.id, "", None)
    _tell_ended(tx, programme, now)


def hand_over(
    tx: Transaction, programme: Programme, keeper: Account, by: Account, now: datetime
) -> bool:
    """Let an organiser look after a scheme; they and the keeper before are told, if not `by`.

    Return whether they were made an organiser for it.
    """
    is_new = tx.networks.add_organiser(programme.network_id, keeper.id, now)
    tx.programmes.keep(programme.id, programme.network_id, keeper.id)
    before = tx.accounts.get(programme.keeper_id) if programme.keeper_id else None
    told = [each for each in (keeper, before) if each and each.id != by.id]
    tx.notices.queue(
        programme.network_id,
        HandedOver(programme.id, keeper.id, by.id),
        [direct(account) for account in told],
        now,
        occasion=now.isoformat(),
    )
    return is_new


def post_join_card(tx: Transaction, programme: Programme, now: datetime) -> None:
    """Have the card that invites people posted in the scheme's channel, once a day at most."""
    place = tx.places.get(programme.place_id)
    day = dates.local_day(now, programme)
    tx.notices.queue(
        programme.network_id,
        JoinCard(programme.id),
        [To(place.space_id, place_id=place.id)],
        now,
        occasion=day.isoformat(),
    )


def _tell_ended(tx: Transaction, programme: Programme, now: datetime) -> None:
    members = [enrolment.member_id for enrolment in tx.enrolments.all(programme.id)]
    book = read_addresses(tx, members)
    tx.notices.queue_all(
        programme.network_id,
        [each for m in members for each in book.tell(m, SchemeEnded(programme.id, m))],
        now,
        not_before=dates.in_working_hours(programme, now),
    )


def _move_waiting(tx: Transaction, programme: Programme, now: datetime) -> None:
    """Give a waiting round the new dates of its period, where the new rhythm has that period."""
    waiting = tx.rounds.latest(programme.id, "proposed")
    due = _period(programme, waiting, now) if waiting else None
    if waiting and due:
        tx.rounds.move(waiting, dates.dates_of(programme, due.due))
        tx.schedules.set(programme.network_id, "introduce", waiting.id, waiting.label, due.due)


def _period(programme: Programme, round_: Round, now: datetime) -> Occurrence | None:
    rhythm, calendar = dates.rhythm_of(programme.timing), dates.calendar_of(programme.timing)
    ahead = islice(occurrences(rhythm, calendar, now), _PERIODS_AHEAD)
    return next((due for due in ahead if due.label == round_.label), None)
