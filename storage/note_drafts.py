"""Drafts: whatever was sent in a form and is not a note yet, kept for seven days."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.naming import new_id
from storage.notes import Route
from storage.sealing import Cipher, seal, unseal
from storage.tables import NoteDraftRow
from storage.types import AccountId, NetworkId, SessionId

KEPT = timedelta(days=7)

Body = Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """What somebody typed: `body` holds each input's value under its name."""

    id: str
    title: str
    route: Route
    body: Body
    made_at: datetime
    expires_at: datetime
    session_id: SessionId | None = None


class NoteDrafts:
    """Each is its account's own, in one network; sealed, since it may hold anything."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    def keep(
        self,
        network_id: NetworkId,
        account_id: AccountId,
        draft: NoteDraft,
    ) -> None:
        """Keep a draft; one with the same id is replaced. NotFoundError if it is another's."""
        row = self._session.get(NoteDraftRow, draft.id)
        if row is None:
            row = NoteDraftRow(id=draft.id, network_id=network_id, account_id=account_id)
            self._session.add(row)
        elif (row.network_id, row.account_id) != (network_id, account_id):
            raise NotFoundError(f"draft {draft.id}")
        row.title, row.route, row.session_id = draft.title, draft.route, draft.session_id
        row.body_sealed = seal(self._cipher, json.dumps(dict(draft.body)))
        row.made_at, row.expires_at = draft.made_at, draft.expires_at
        self._session.flush()

    def get(self, draft_id: str, account_id: AccountId, network_id: NetworkId) -> NoteDraft:
        """Return the account's own draft; NotFoundError."""
        row = self._session.get(NoteDraftRow, draft_id)
        if row is None or (row.network_id, row.account_id) != (network_id, account_id):
            raise NotFoundError(f"draft {draft_id}")
        return self._record(row)

    def of_account(
        self, account_id: AccountId, network_id: NetworkId, now: datetime
    ) -> list[NoteDraft]:
        """Return the account's drafts that are still kept, newest first."""
        query = select(NoteDraftRow).where(
            NoteDraftRow.account_id == account_id,
            NoteDraftRow.network_id == network_id,
            NoteDraftRow.expires_at > now,
        )
        rows = self._session.scalars(query.order_by(NoteDraftRow.made_at.desc(), NoteDraftRow.id))
        return [self._record(row) for row in rows]

    def drop(self, draft_id: str, account_id: AccountId, network_id: NetworkId) -> bool:
        """Forget a draft; return whether it was there and the account's own."""
        row = NoteDraftRow
        gone = delete(row).where(
            row.id == draft_id, row.account_id == account_id, row.network_id == network_id
        )
        return self._session.execute(gone.returning(row.id)).first() is not None

    def _record(self, row: NoteDraftRow) -> NoteDraft:
        route: Route = row.route  # type: ignore[assignment]  # written from Route only
        return NoteDraft(
            row.id,
            row.title,
            route,
            json.loads(unseal(self._cipher, row.body_sealed) or "{}"),
            row.made_at,
            row.expires_at,
            SessionId(row.session_id) if row.session_id else None,
        )


def new_draft(
    title: str, route: Route, body: Body, now: datetime, session_id: SessionId | None = None
) -> NoteDraft:
    """Return a draft that is kept for seven days from now."""
    return NoteDraft(new_id("nd"), title, route, body, now, now + KEPT, session_id)
