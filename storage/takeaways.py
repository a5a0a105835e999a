"""Takeaways: one line that a member takes away, from a session or from the day."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.naming import new_id
from storage.tables import TakeawayRow
from storage.types import EventId, MemberId, NetworkId, SessionId


@dataclass(frozen=True, slots=True)
class Takeaway:
    """One line of somebody's, of an event and perhaps of one of its sessions."""

    id: str
    text: str
    at: datetime
    member_id: MemberId | None
    event_id: EventId | None = None
    session_id: SessionId | None = None


class Takeaways:
    """One row a line; who wrote it may change it or take it back."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        network_id: NetworkId,
        member_id: MemberId,
        text: str,
        now: datetime,
        *,
        event_id: EventId | None = None,
        session_id: SessionId | None = None,
    ) -> Takeaway:
        """Keep a line."""
        row = TakeawayRow(id=new_id("ta"), network_id=network_id, member_id=member_id, text=text)
        row.at, row.event_id, row.session_id = now, event_id, session_id
        self._session.add(row)
        self._session.flush()
        return _takeaway(row)

    def get(self, takeaway_id: str, member_id: MemberId, network_id: NetworkId) -> Takeaway:
        """Return the member's own line; NotFoundError."""
        return _takeaway(self._own(takeaway_id, member_id, network_id))

    def belong(
        self,
        takeaway_id: str,
        member_id: MemberId,
        network_id: NetworkId,
        event_id: EventId | None,
        session_id: SessionId,
    ) -> None:
        """Say which session a line is from; NotFoundError where it is not the member's own."""
        row = self._own(takeaway_id, member_id, network_id)
        row.event_id, row.session_id = event_id or row.event_id, session_id
        self._session.flush()

    def drop(self, takeaway_id: str, member_id: MemberId, network_id: NetworkId) -> None:
        """Take a line back; NotFoundError where it is not the member's own."""
        self._session.delete(self._own(takeaway_id, member_id, network_id))
        self._session.flush()

    def of_member(self, member_id: MemberId, limit: int = 20) -> list[Takeaway]:
        """Return the member's lines, newest first."""
        query = select(TakeawayRow).filter_by(member_id=member_id)
        rows = self._session.scalars(
            query.order_by(TakeawayRow.at.desc(), TakeawayRow.id).limit(limit)
        )
        return [_takeaway(row) for row in rows]

    def of_event(self, event_id: EventId, limit: int = 500) -> list[Takeaway]:
        """Return what people took away from an event, oldest first."""
        query = select(TakeawayRow).filter_by(event_id=event_id)
        rows = self._session.scalars(query.order_by(TakeawayRow.at, TakeawayRow.id).limit(limit))
        return [_takeaway(row) for row in rows]

    def of_no_event(self, network_id: NetworkId, limit: int = 500) -> list[Takeaway]:
        """Return what people took away from elsewhere than an event, newest first."""
        query = select(TakeawayRow).filter_by(network_id=network_id, event_id=None)
        rows = self._session.scalars(
            query.order_by(TakeawayRow.at.desc(), TakeawayRow.id).limit(limit)
        )
        return [_takeaway(row) for row in rows]

    def of_session(self, session_id: SessionId) -> list[Takeaway]:
        """Return what people took away from a session, oldest first."""
        query = select(TakeawayRow).filter_by(session_id=session_id)
        rows = self._session.scalars(query.order_by(TakeawayRow.at, TakeawayRow.id))
        return [_takeaway(row) for row in rows]

    def _own(self, takeaway_id: str, member_id: MemberId, network_id: NetworkId) -> TakeawayRow:
        row = self._session.get(TakeawayRow, takeaway_id)
        if row is None or (row.member_id, row.network_id) != (member_id, network_id):
            raise NotFoundError(f"takeaway {takeaway_id}")
        return row


def _takeaway(row: TakeawayRow) -> Takeaway:
    return Takeaway(
        row.id,
        row.text,
        row.at,
        MemberId(row.member_id) if row.member_id else None,
        EventId(row.event_id) if row.event_id else None,
        SessionId(row.session_id) if row.session_id else None,
    )
