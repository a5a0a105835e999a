"""E-mail addresses of accounts: sealed, and found by keyed hashes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.naming import fold
from storage.sealing import Cipher
from storage.tables import AccountAddressRow, AccountRow, MemberAccountRow, MemberRow
from storage.types import AccountId, AccountKey, MemberId, NetworkId

MAIL = "mail"
"""The platform of people who are reached by e-mail alone."""

How = Literal["mail", "slack", "teams", "code"]


@dataclass(frozen=True, slots=True)
class Address:
    """The address of an account, opened. It proves something from `verified_at` on.

    `bounced_at`: it was refused, and proves nothing until its owner confirms it again;
    `stopped_at`: its owner wants no e-mail from us.
    """

    account_id: AccountId
    address: str
    how: How
    verified_at: datetime | None = None
    bounced_at: datetime | None = None
    bounced_why: str = ""
    stopped_at: datetime | None = None


class Addresses:
    """At most one address an account."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    def mail_key(self, network_id: NetworkId, address: str) -> AccountKey:
        """Return the key of the account of a network's e-mail member with this address.

        The one it has already, whatever key it was hashed under, else a new one.
        """
        query = (
            select(AccountRow.external_user)
            .join(AccountAddressRow, AccountAddressRow.account_id == AccountRow.id)
            .where(AccountRow.platform == MAIL, AccountRow.authority == network_id)
            .where(AccountAddressRow.address_key.in_(self._keys(address)))
        )
        user = self._session.scalars(query).first()
        return AccountKey(MAIL, network_id, user or self._own_key(network_id, address))

    def keep(
        self, account_id: AccountId, address: str, how: How, now: datetime, *, verified: bool
    ) -> None:
        """Keep an account's address in the place of any other; `verified` where it is proven.

        The same address again stays as it was, but may become verified.
        """
        row = self._session.get(AccountAddressRow, account_id)
        if row is None or row.address_key not in self._keys(address):
            self._replace(row, account_id, address, how, now)
        row = self._get(account_id)
        if verified and row.verified_at is None:
            row.verified_at, row.how = now, how
        self._session.flush()

    def verify(self, account_id: AccountId, now: datetime) -> None:
        """Record that the address is the account's; one that bounced works again."""
        row = self._get(account_id)
        row.verified_at = row.verified_at or now
        row.bounced_at = row.bounced_why = row.stopped_at = None
        self._session.flush()

    def of(self, account_id: AccountId) -> Address | None:
        """Return the address of an account, if it is known."""
        row = self._session.get(AccountAddressRow, account_id)
        return self._address(row) if row else None

    def same_as(self, account_id: AccountId) -> list[AccountId]:
        """Return the other accounts, on any platform, whose verified address is this one's."""
        mine = self.of(account_id)
        if mine is None or mine.verified_at is None or mine.bounced_at is not None:
            return []
        query = select(AccountAddressRow.account_id).where(
            AccountAddressRow.address_key.in_(self._keys(mine.address)),
            AccountAddressRow.verified_at.is_not(None),
            AccountAddressRow.bounced_at.is_(None),
            AccountAddressRow.account_id != account_id,
        )
        return [AccountId(one) for one in self._session.scalars(query.order_by("account_id"))]

    def verified_in(
        self, network_id: NetworkId, member_id: MemberId | None = None
    ) -> list[tuple[MemberId, str]]:
        """Return the verified addresses of present members, or of one; each is opened."""
        known, link = AccountAddressRow, MemberAccountRow
        query = (
            select(link.member_id, known.address_sealed)
            .join(link, link.account_id == known.account_id)
            .join(MemberRow, MemberRow.id == link.member_id)
            .where(link.network_id == network_id, MemberRow.left_at.is_(None))
            .where(known.verified_at.is_not(None), known.bounced_at.is_(None))
            .order_by(link.member_id, known.account_id)
        )
        one = query.where(link.member_id == member_id) if member_id else query
        found = self._session.execute(one)
        return [(MemberId(who), self._cipher.open(sealed)) for who, sealed in found]

    def mark_bounced(self, account_id: AccountId, why: str, now: datetime) -> bool:
        """Record that the address was refused; return whether that is new."""
        row = self._get(account_id)
        was_new, row.bounced_at, row.bounced_why = row.bounced_at is None, now, why
        self._session.flush()
        return was_new

    def bounced_between(self, network_id: NetworkId, since: datetime, until: datetime) -> int:
        """Count a network's addresses that were refused from one moment to another."""
        query = (
            select(func.count())
            .select_from(AccountAddressRow)
            .join(AccountRow, AccountRow.id == AccountAddressRow.account_id)
            .where(AccountRow.platform == MAIL, AccountRow.authority == network_id)
            .where(AccountAddressRow.bounced_at >= since, AccountAddressRow.bounced_at < until)
        )
        return self._session.scalar(query) or 0

    def stop(self, account_id: AccountId, now: datetime) -> None:
        """Record that its owner wants no e-mail from us."""
        self._get(account_id).stopped_at = now
        self._session.flush()

    def _replace(
        self,
        row: AccountAddressRow | None,
        account_id: AccountId,
        address: str,
        how: How,
        now: datetime,
    ) -> None:
        if row is not None:
            self._session.delete(row)
            self._session.flush()
        self._session.add(
            AccountAddressRow(
                account_id=account_id,
                address_key=self._keys(address)[0],
                address_sealed=self._cipher.seal(address.strip()),
                how=how,
                added_at=now,
            )
        )
        self._session.flush()

    def _keys(self, address: str) -> Sequence[str]:
        return self._cipher.hashes(f"address\n{fold(address)}")

    def _own_key(self, network_id: NetworkId, address: str) -> str:
        return self._cipher.hashes(f"mail\n{network_id}\n{fold(address)}")[0]

    def _get(self, account_id: AccountId) -> AccountAddressRow:
        row = self._session.get(AccountAddressRow, account_id)
        if row is None:
            raise NotFoundError(f"the address of account {account_id}")
        return row

    def _address(self, row: AccountAddressRow) -> Address:
        how: How = row.how  # type: ignore[assignment]  # written from How only
        return Address(
            AccountId(row.account_id),
            self._cipher.open(row.address_sealed),
            how,
            row.verified_at,
            row.bounced_at,
            row.bounced_why or "",
            row.stopped_at,
        )
