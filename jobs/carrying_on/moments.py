"""When people may be asked what follows a session: two working days later, in working hours."""

from datetime import date, datetime, time

from jobs.calendars.calendar import add_working_days, find_zone, to_utc
from jobs.calendars.quiet_days import calendar_for, free_moment
from storage.errors import NotFoundError
from storage.events import Event
from storage.notes import Note
from storage.queue_records import Schedule
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import Network, NetworkId, SessionId

DAYS_TO_ASK = 2
ASK_AT = time(10)


def find_session(tx: Transaction, schedule: Schedule) -> EventSession | None:
    """Return the session that is meant, unless it is gone or was dropped from its grid."""
    try:
        session = tx.sessions.get(SessionId(schedule.subject), schedule.network_id)
    except NotFoundError:
        return None
    return None if session.plan.state == "dropped" else session


def begins(tx: Transaction, session: EventSession, note: Note | None) -> datetime | None:
    """Return from when days count: its notes were posted, else its slot was over; None: unknown."""
    if note and note.posted_at:
        return note.posted_at
    if session.plan.ends_at or session.plan.starts_at:
        return session.plan.ends_at or session.plan.starts_at
    if session.event_id is None:
        return None
    return _evening(tx.events.get(session.event_id, session.network_id))


def _evening(event: Event) -> datetime:
    return to_utc(event.day, time(18), event.zone)


def ask_at(tx: Transaction, network: Network, begun: datetime) -> datetime:
    """Return when to ask about what began then: two working days later, at a free hour."""
    day = days_after(tx, network, begun.astimezone(find_zone(network.zone)).date())
    return free_moment(tx, network, to_utc(day, ASK_AT, network.zone))


def days_after(tx: Transaction, network: Network, day: date) -> date:
    """Return the day on which to ask about something of a day."""
    return add_working_days(day, DAYS_TO_ASK, calendar_for(tx, network))


def put_off(tx: Transaction, schedule: Schedule, now: datetime) -> bool:
    """Return whether nobody may be asked now: then it is due at the next moment that is free."""
    due = free_moment(tx, tx.networks.get(schedule.network_id), now)
    if due > now:
        set_due(tx, schedule.network_id, schedule.kind, schedule.subject, due, now)
    return due > now


def due_by(
    tx: Transaction, network_id: NetworkId, kind: str, subject: str, due: datetime, now: datetime
) -> None:
    """Have it due then, unless it is due sooner."""
    found = tx.schedules.find(kind, subject)
    if found is None or found.next_due > due:
        set_due(tx, network_id, kind, subject, due, now)


def set_due(
    tx: Transaction, network_id: NetworkId, kind: str, subject: str, due: datetime, now: datetime
) -> None:
    """Have it due then; each setting is a period of its own."""
    label = f"{due:%Y-%m-%d %H:%M} {now.isoformat()}"
    tx.schedules.set(network_id, kind, subject, label, due)
