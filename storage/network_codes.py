"""One-time codes by which another workspace joins a network; both sides' organisers see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.naming import new_id
from storage.tables import NetworkCodeRow
from storage.types import AccountId, NetworkId, SpaceId


@dataclass(frozen=True, slots=True)
class NetworkCode:
    """One code; itself it is kept by a keyed hash only. `space_id`: the workspace it let in."""

    id: str
    network_id: NetworkId
    made_by: AccountId | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by: AccountId | None = None
    space_id: SpaceId | None = None


class NetworkCodes:
    """A code is found by whoever types it, whatever network they are in."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def make(
        self,
        network_id: NetworkId,
        code_hash: str,
        made_by: AccountId,
        now: datetime,
        expires_at: datetime,
    ) -> NetworkCode:
        """Keep a new code of a network."""
        row = NetworkCodeRow(
            id=new_id("k"),
            network_id=network_id,
            code_hash=code_hash,
            made_by=made_by,
            created_at=now,
            expires_at=expires_at,
        )
        self._session.add(row)
        self._session.flush()
        return _code(row)

    def find(self, hashes: Sequence[str]) -> NetworkCode | None:
        """Return the code known by one of these hashes, used or not; it is locked meanwhile."""
        query = select(NetworkCodeRow).where(NetworkCodeRow.code_hash.in_(hashes))
        row = self._session.scalars(query.with_for_update()).first()
        return _code(row) if row else None

    def get(self, code_id: str, network_id: NetworkId) -> NetworkCode:
        """Return a network's code by its id; NotFoundError."""
        row = self._session.get(NetworkCodeRow, code_id)
        if row is None or row.network_id != network_id:
            raise NotFoundError(code_id)
        return _code(row)

    def use(self, code_id: str, space_id: SpaceId, by: AccountId, now: datetime) -> None:
        """Record which workspace it let in, and by whom: from now on it lets nobody in."""
        row = self._session.get(NetworkCodeRow, code_id)
        if row is None or row.used_at is not None:
            raise NotFoundError(code_id)
        row.space_id, row.used_by, row.used_at = space_id, by, now
        self._session.flush()

    def waiting(self, network_id: NetworkId, now: datetime) -> int:
        """Return how many codes of a network could still be used."""
        query = select(func.count()).select_from(NetworkCodeRow)
        query = query.where(
            NetworkCodeRow.network_id == network_id,
            NetworkCodeRow.used_at.is_(None),
            NetworkCodeRow.expires_at > now,
        )
        return self._session.scalar(query) or 0

    def open_until(self, now: datetime) -> datetime | None:
        """Return when the last code of any network that can still be used ends."""
        query = select(func.max(NetworkCodeRow.expires_at)).where(
            NetworkCodeRow.used_at.is_(None), NetworkCodeRow.expires_at > now
        )
        return self._session.scalar(query)


def _code(row: NetworkCodeRow) -> NetworkCode:
    return NetworkCode(
        row.id,
        NetworkId(row.network_id),
        AccountId(row.made_by) if row.made_by else None,
        row.created_at,
        row.expires_at,
        row.used_at,
        AccountId(row.used_by) if row.used_by else None,
        SpaceId(row.space_id) if row.space_id else None,
    )
