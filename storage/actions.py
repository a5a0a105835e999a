"""Actions: what somebody said in a session that they would do, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.naming import new_id
from storage.tables import SessionActionRow, SessionRow
from storage.types import MemberId, NetworkId, SessionId


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """What is to be done. `owner` as written; `owner_id` only where that member said so."""

    text: str
    owner: str = ""
    owner_id: MemberId | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """An action as it is kept."""

    id: str
    session_id: SessionId
    plan: ActionPlan
    made_at: datetime
    done_at: datetime | None = None


class Actions:
    """One row an action of a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, session_id: SessionId, plan: ActionPlan, now: datetime) -> Action | None:
        """Keep an action; None where the session has one of these words already."""
        kept = self.of_sessions([session_id])
        if any(one.plan.text == plan.text for one in kept):
            return None
        # Several that are kept at one moment stay in their order.
        last = max((one.made_at for one in kept), default=None)
        made_at = max(now, last + timedelta(microseconds=1)) if last else now
        row = SessionActionRow(
            id=new_id("x"),
            session_id=session_id,
            text=plan.text,
            owner=plan.owner,
            owner_id=plan.owner_id,
            due_on=plan.due_on,
            made_at=made_at,
        )
        self._session.add(row)
        self._session.flush()
        return _action(row)

    def get(self, action_id: str, network_id: NetworkId) -> Action:
        """Return the action; NotFoundError."""
        return _action(self._get(action_id, network_id))

    def of_sessions(self, session_ids: Sequence[SessionId]) -> list[Action]:
        """Return the actions of these, the oldest first."""
        query = select(SessionActionRow).where(SessionActionRow.session_id.in_(session_ids))
        rows = self._session.scalars(query.order_by(SessionActionRow.made_at, SessionActionRow.id))
        return [_action(row) for row in rows]

    def finish(self, action_id: str, network_id: NetworkId, now: datetime) -> bool:
        """Note that it is done; False where it was. NotFoundError."""
        row = self._get(action_id, network_id)
        if row.done_at is not None:
            return False
        row.done_at = now
        self._session.flush()
        return True

    def _get(self, action_id: str, network_id: NetworkId) -> SessionActionRow:
        query = select(SessionActionRow).join(
            SessionRow, SessionRow.id == SessionActionRow.session_id
        )
        here = (SessionActionRow.id == action_id, SessionRow.network_id == network_id)
        row = self._session.scalar(query.where(*here))
        if row is None:
            raise NotFoundError(f"action {action_id}")
        return row


def _action(row: SessionActionRow) -> Action:
    owner_id = MemberId(row.owner_id) if row.owner_id else None
    plan = ActionPlan(row.text, row.owner, owner_id, row.due_on)
    return Action(row.id, SessionId(row.session_id), plan, row.made_at, row.done_at)
