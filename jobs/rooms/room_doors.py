"""Who may come in to the page for a room, and for how long."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.events import Event, OpenTo
from storage.session_records import EventSession
from storage.transaction import Transaction

OPEN_FOR = timedelta(days=28)
"""How long after its day whoever has an open event's link may write."""
WAY_IN_FOR = timedelta(days=7)
"""How long after its day a member's own link lasts; and at least so long from when it is given."""


def open_to(event: Event | None) -> OpenTo:
    """Return who may write on an event's pages; a session without an event is its members'."""
    return event.open_to if event else "members"


def event_of(tx: Transaction, session: EventSession) -> Event | None:
    """Return the event that a session is of."""
    return tx.events.get(session.event_id, session.network_id) if session.event_id else None


def day_end(event: Event) -> datetime:
    """Return when an event's day ends, where it is."""
    return datetime.combine(event.day, time.max, ZoneInfo(event.zone))


def way_in_until(event: Event | None, now: datetime) -> datetime:
    """Return how long a member's own link lasts."""
    return max(day_end(event), now) + WAY_IN_FOR if event else now + WAY_IN_FOR
