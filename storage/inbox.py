"""What a platform sent us already."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.inserting import insert_new
from storage.tables import DeliveryRow, InboxRow, NoticeRow, OccurrenceRow


class Inbox:
    """A second copy of the same event is known by its id and changes nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def first(self, source: str, event_id: str, now: datetime) -> bool:
        """Record the event; return whether it is the first with this id."""
        values = {"source": source, "event_id": event_id, "received_at": now}
        return insert_new(self._session, InboxRow, values)

    def latest(self) -> datetime | None:
        """Return the latest moment at which anything was heard, told or done by itself."""
        moments = (
            InboxRow.received_at,
            NoticeRow.created_at,
            DeliveryRow.settled_at,
            OccurrenceRow.used_at,
        )
        found = [self._session.scalar(select(func.max(moment))) for moment in moments]
        return max(filter(None, found), default=None)
