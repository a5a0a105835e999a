"""Links that people attach to a session, write-ups among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.inserting import insert_new
from storage.tables import SessionLinkRow, SessionRow
from storage.types import MemberId, NetworkId, SessionId

LinkKind = Literal["link", "write-up"]


@dataclass(frozen=True, slots=True)
class SessionLink:
    """A web address of a session; a blank title: the address stands for it."""

    session_id: SessionId
    url: str
    title: str
    kind: LinkKind
    at: datetime
    member_id: MemberId | None = None


class SessionLinks:
    """One row a session and address."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, link: SessionLink) -> bool:
        """Attach a link; False where the session has it already."""
        return insert_new(
            self._session,
            SessionLinkRow,
            {
                "session_id": link.session_id,
                "url": link.url,
                "title": link.title,
                "kind": link.kind,
                "member_id": link.member_id,
                "at": link.at,
            },
        )

    def name(self, session_id: SessionId, url: str, title: str) -> bool:
        """Say what a link without words is called; False where it has some, or is gone."""
        row = SessionLinkRow
        mine = update(row).where(row.session_id == session_id, row.url == url, row.title == "")
        changed = self._session.execute(mine.values(title=title).returning(row.url)).first()
        self._session.expire_all()
        return changed is not None

    def of_network(self, network_id: NetworkId) -> list[SessionLink]:
        """Return the links of all of a network's sessions, the oldest first."""
        row = SessionLinkRow
        query = select(row).join(SessionRow, SessionRow.id == row.session_id)
        query = query.where(SessionRow.network_id == network_id)
        rows = self._session.scalars(query.order_by(row.at, row.url, row.session_id))
        return [_link(row) for row in rows]

    def of_sessions(self, session_ids: Sequence[SessionId]) -> list[SessionLink]:
        """Return the links of these, the oldest first."""
        query = select(SessionLinkRow).where(SessionLinkRow.session_id.in_(session_ids))
        rows = self._session.scalars(query.order_by(SessionLinkRow.at, SessionLinkRow.url))
        return [_link(row) for row in rows]


def _link(row: SessionLinkRow) -> SessionLink:
    kind: LinkKind = row.kind  # type: ignore[assignment]  # written from LinkKind only
    member_id = MemberId(row.member_id) if row.member_id else None
    return SessionLink(SessionId(row.session_id), row.url, row.title, kind, row.at, member_id)
