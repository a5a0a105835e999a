"""An event is on another day: its sessions are at the same times of that day, by its clocks."""

from dataclasses import replace
from datetime import date, datetime

from jobs.calendars.workdays import find_zone, to_utc
from storage.events import Event
from storage.transaction import Transaction


def move_day(tx: Transaction, event: Event, before: date) -> None:
    """Move an event's sessions along to its day; those of yet another day stay where they are."""
    for one in tx.sessions.of_event(event.id):
        plan = one.plan
        moved = replace(
            plan,
            starts_at=_same_time(plan.starts_at, event, before),
            ends_at=_same_time(plan.ends_at, event, before),
        )
        if moved != plan:
            tx.sessions.change(one.id, one.network_id, moved)


def _same_time(moment: datetime | None, event: Event, before: date) -> datetime | None:
    if moment is None:
        return None
    local = moment.astimezone(find_zone(event.zone))
    return to_utc(event.day, local.time(), event.zone) if local.date() == before else moment
