"""What happened next, after a session: a sentence or two each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.naming import new_id
from storage.tables import SessionOutcomeRow, SessionRow
from storage.types import MemberId, NetworkId, SessionId


@dataclass(frozen=True, slots=True)
class Outcome:
    """What somebody told that came of a session."""

    id: str
    session_id: SessionId
    text: str
    at: datetime
    member_id: MemberId | None = None


class Outcomes:
    """One row an outcome; they are never changed, so that nobody is told of one twice."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, session_id: SessionId, text: str, member_id: MemberId | None, now: datetime
    ) -> Outcome:
        """Keep an outcome; said twice with the same words, it is the one that there is."""
        query = select(SessionOutcomeRow).filter_by(session_id=session_id, text=text)
        row = self._session.scalars(query).first()
        if row is None:
            row = SessionOutcomeRow(
                id=new_id("o"), session_id=session_id, member_id=member_id, text=text, at=now
            )
            self._session.add(row)
            self._session.flush()
        return _outcome(row)

    def get(self, outcome_id: str, network_id: NetworkId) -> Outcome:
        """Return the outcome; NotFoundError."""
        query = select(SessionOutcomeRow).join(
            SessionRow, SessionRow.id == SessionOutcomeRow.session_id
        )
        here = (SessionOutcomeRow.id == outcome_id, SessionRow.network_id == network_id)
        row = self._session.scalar(query.where(*here))
        if row is None:
            raise NotFoundError(f"outcome {outcome_id}")
        return _outcome(row)

    def of_sessions(self, session_ids: Sequence[SessionId]) -> list[Outcome]:
        """Return what came of these, the oldest first."""
        query = select(SessionOutcomeRow).where(SessionOutcomeRow.session_id.in_(session_ids))
        rows = self._session.scalars(query.order_by(SessionOutcomeRow.at, SessionOutcomeRow.id))
        return [_outcome(row) for row in rows]


def _outcome(row: SessionOutcomeRow) -> Outcome:
    return Outcome(
        row.id,
        SessionId(row.session_id),
        row.text,
        row.at,
        MemberId(row.member_id) if row.member_id else None,
    )
