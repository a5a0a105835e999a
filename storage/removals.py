"""Requests to take something about somebody out of a session's notes, by anyone who is named."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.naming import new_id
from storage.sealing import Cipher, seal, unseal
from storage.session_records import EventSession
from storage.tables import RemovalRow
from storage.types import AccountId, NetworkId, SessionId


@dataclass(frozen=True, slots=True)
class Removal:
    """What somebody asked; `words` and `contact` are empty once they were deleted in time."""

    id: str
    session_id: SessionId
    words: str
    contact: str
    asked_at: datetime
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """Words that were taken out of a session's notes. `version`: the first of them without."""

    session_id: SessionId
    words: str
    version: int


class Removals:
    """Words and contact are sealed, since they name people; kept until 30 days after the end."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    def ask(self, session: EventSession, words: str, contact: str, now: datetime) -> Removal:
        """Keep a request; the same words again, while it is open, are the same request."""
        for known in self.open(session.network_id):
            if (known.session_id, known.words) == (session.id, words):
                return known
        row = RemovalRow(
            id=new_id("rm"),
            network_id=session.network_id,
            session_id=session.id,
            words_sealed=seal(self._cipher, words),
            contact_sealed=seal(self._cipher, contact),
            asked_at=now,
        )
        self._session.add(row)
        self._session.flush()
        return self._record(row)

    def open(self, network_id: NetworkId) -> list[Removal]:
        """Return the network's requests that nobody settled, the oldest first."""
        query = select(RemovalRow).filter_by(network_id=network_id, settled_at=None)
        rows = self._session.scalars(query.order_by(RemovalRow.asked_at, RemovalRow.id))
        return [self._record(row) for row in rows]

    def get(self, removal_id: str, network_id: NetworkId) -> Removal:
        """Return a request, settled or not; NotFoundError."""
        return self._record(self._row(removal_id, network_id))

    def settle(self, removal_id: str, network_id: NetworkId, by: AccountId, now: datetime) -> bool:
        """Note that an organiser settled it; False where somebody did before. NotFoundError."""
        row = self._row(removal_id, network_id, lock=True)
        if row.settled_at is not None:
            return False
        row.settled_at, row.settled_by = now, by
        self._session.flush()
        return True

    def note_taken(self, removal_id: str, network_id: NetworkId, words: str, version: int) -> None:
        """Note which words were taken out, so that no older text brings them back."""
        row = self._row(removal_id, network_id, lock=True)
        row.taken_sealed, row.taken_version = seal(self._cipher, words), version
        self._session.flush()

    def taken(self, network_id: NetworkId, session_id: SessionId | None = None) -> list[Taken]:
        """Return what was taken out lately, of one session or of all; oldest first.

        It is known as long as the request itself: until 30 days after it was settled.
        """
        query = select(RemovalRow).filter_by(network_id=network_id)
        if session_id:
            query = query.filter_by(session_id=session_id)
        query = query.where(RemovalRow.taken_sealed.is_not(None))
        rows = self._session.scalars(query.order_by(RemovalRow.settled_at, RemovalRow.id))
        return [
            Taken(
                SessionId(row.session_id),
                unseal(self._cipher, row.taken_sealed),
                row.taken_version or 0,
            )
            for row in rows
        ]

    def _row(self, removal_id: str, network_id: NetworkId, *, lock: bool = False) -> RemovalRow:
        row = self._session.get(
            RemovalRow, removal_id, with_for_update=lock, populate_existing=lock
        )
        if row is None or row.network_id != network_id:
            raise NotFoundError(f"removal {removal_id}")
        return row

    def _record(self, row: RemovalRow) -> Removal:
        return Removal(
            row.id,
            SessionId(row.session_id),
            unseal(self._cipher, row.words_sealed),
            unseal(self._cipher, row.contact_sealed),
            row.asked_at,
            row.settled_at,
        )
