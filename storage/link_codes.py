"""Codes by which somebody says that two accounts are theirs: shown in one, typed in the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.naming import new_id
from storage.tables import LinkCodeRow
from storage.types import AccountId, NetworkId
from storage.updating import delete_quietly


@dataclass(frozen=True, slots=True)
class LinkCode:
    """One code, known by a keyed hash only. `account_id` showed it; `used_by` typed it.

    From `used_at` on it is used up: the account that typed it said yes.
    """

    id: str
    network_id: NetworkId
    account_id: AccountId
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by: AccountId | None = None


class LinkCodes:
    """A code is found by whoever types it, whatever network they are in."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def make(
        self,
        network_id: NetworkId,
        account_id: AccountId,
        code_hash: str,
        now: datetime,
        expires_at: datetime,
    ) -> LinkCode:
        """Keep a new code of an account in the place of any that nobody used."""
        mine = (LinkCodeRow.account_id == account_id, LinkCodeRow.network_id == network_id)
        unused = delete(LinkCodeRow).where(*mine, LinkCodeRow.used_at.is_(None))
        delete_quietly(self._session, unused)
        row = LinkCodeRow(
            id=new_id("lc"),
            network_id=network_id,
            account_id=account_id,
            code_hash=code_hash,
            created_at=now,
            expires_at=expires_at,
        )
        self._session.add(row)
        self._session.flush()
        return _code(row)

    def find(self, hashes: Sequence[str]) -> LinkCode | None:
        """Return the code known by one of these hashes, used or not; it is locked meanwhile."""
        query = select(LinkCodeRow).where(LinkCodeRow.code_hash.in_(hashes))
        row = self._session.scalars(query.with_for_update()).first()
        return _code(row) if row else None

    def claim(self, code_id: str, account_id: AccountId) -> None:
        """Record who typed a code that is still good: they are asked before anything happens."""
        self._get(code_id).used_by = account_id
        self._session.flush()

    def claimed_by(self, account_id: AccountId, now: datetime) -> LinkCode | None:
        """Return the newest code that an account typed and said neither yes nor no to, locked."""
        query = select(LinkCodeRow).where(
            LinkCodeRow.used_by == account_id,
            LinkCodeRow.used_at.is_(None),
            LinkCodeRow.expires_at > now,
        )
        newest = query.order_by(LinkCodeRow.created_at.desc()).with_for_update()
        row = self._session.scalars(newest).first()
        return _code(row) if row else None

    def use(self, code_id: str, now: datetime) -> None:
        """Use a code up; NotFoundError where it is already."""
        row = self._get(code_id)
        if row.used_at is not None:
            raise NotFoundError(code_id)
        row.used_at = now
        self._session.flush()

    def drop(self, code_id: str) -> None:
        """Forget a code: whoever typed it said no."""
        self._session.delete(self._get(code_id))
        self._session.flush()

    def _get(self, code_id: str) -> LinkCodeRow:
        row = self._session.get(LinkCodeRow, code_id)
        if row is None:
            raise NotFoundError(code_id)
        return row


def _code(row: LinkCodeRow) -> LinkCode:
    return LinkCode(
        row.id,
        NetworkId(row.network_id),
        AccountId(row.account_id),
        row.created_at,
        row.expires_at,
        row.used_at,
        AccountId(row.used_by) if row.used_by else None,
    )
