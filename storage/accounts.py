"""People's accounts on platforms: (platform, authority, user id)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.bulk import in_batches
from storage.errors import NotFoundError
from storage.finding import find_row
from storage.inserting import insert_new
from storage.naming import new_id
from storage.tables import AccountRow, AccountSpaceRow, MemberAccountRow, SpaceRow
from storage.types import Account, AccountId, AccountKey, MemberId, Space, SpaceId
from storage.updating import update_quietly


class Accounts:
    """An account is known from the first time that its person uses the bot."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def see(
        self, key: AccountKey, space_id: SpaceId, name: str = "", *, guest: bool = False
    ) -> Account:
        """Return the account, recorded when new. Using the bot shows that it is not gone."""
        row = self._row(key)
        if row is None:
            insert_new(self._session, AccountRow, _new_values(key, space_id, name, guest=guest))
            row = self._row(key)
        if row is None:
            raise NotFoundError(str(key))
        row.name = name or row.name
        row.guest = guest or row.guest
        row.gone, row.blocked_at = False, None
        return account_of(row)

    def seen_in(self, account: Account, space: Space, now: datetime) -> Account:
        """Record that an account was met in this workspace, by a channel that the two share.

        One that uses the bot in a workspace of its own lives there from then on.
        """
        row = self._get(account.id)
        if row.space_id == space.id:
            return account
        elsewhere = space.id
        if self._authority(row.space_id) != row.authority == space.authority:
            elsewhere, row.space_id = SpaceId(row.space_id), space.id
        values = {"account_id": account.id, "space_id": elsewhere, "seen_at": now}
        insert_new(self._session, AccountSpaceRow, values)
        return account_of(row)

    def spaces_of(self, account_ids: Sequence[AccountId]) -> dict[AccountId, set[SpaceId]]:
        """Return in which workspaces beside their own some accounts were seen."""
        found: dict[AccountId, set[SpaceId]] = defaultdict(set)
        for some in in_batches(account_ids):
            query = select(AccountSpaceRow).where(AccountSpaceRow.account_id.in_(some))
            for row in self._session.scalars(query):
                found[AccountId(row.account_id)].add(SpaceId(row.space_id))
        return found

    def get(self, account_id: AccountId) -> Account:
        """Return the account; NotFoundError."""
        return account_of(self._get(account_id))

    def find(self, key: AccountKey) -> Account | None:
        """Return the account with this key, if it is known."""
        row = self._row(key)
        return account_of(row) if row else None

    def of_members(self, member_ids: Sequence[MemberId]) -> dict[MemberId, list[Account]]:
        """Return the accounts of many members at once, those that are not gone.

        Where somebody chose to be told things, that account stands first.
        """
        found: dict[MemberId, list[Account]] = defaultdict(list)
        for some in in_batches(member_ids):
            query = (
                select(MemberAccountRow.member_id, AccountRow)
                .join(AccountRow, AccountRow.id == MemberAccountRow.account_id)
                .where(MemberAccountRow.member_id.in_(some), AccountRow.gone.is_(False))
                .order_by(MemberAccountRow.reach_at.desc().nulls_last(), AccountRow.id)
            )
            for member_id, row in self._session.execute(query):
                found[MemberId(member_id)].append(account_of(row))
        return found

    def reach_by(self, member_id: MemberId, account_id: AccountId, now: datetime) -> None:
        """Record that a member wants to be told things on this account of theirs, and no other."""
        mine = update(MemberAccountRow).where(MemberAccountRow.member_id == member_id)
        update_quietly(self._session, mine, reach_at=None)
        this = mine.where(MemberAccountRow.account_id == account_id)
        update_quietly(self._session, this, reach_at=now)
        self._session.expire_all()

    def mark_gone(self, account_id: AccountId) -> None:
        """Record that the platform says this account is deactivated."""
        self._get(account_id).gone = True

    def mark_blocked(self, account_id: AccountId, now: datetime) -> None:
        """Record that the bot may not write to this account."""
        self._get(account_id).blocked_at = now

    def _authority(self, space_id: str) -> str | None:
        space = self._session.get(SpaceRow, space_id)
        return space.authority if space else None

    def _get(self, account_id: AccountId) -> AccountRow:
        row = self._session.get(AccountRow, account_id)
        if row is None:
            raise NotFoundError(account_id)
        return row

    def _row(self, key: AccountKey) -> AccountRow | None:
        named = {"platform": key.platform, "authority": key.authority, "external_user": key.user}
        return find_row(self._session, AccountRow, **named)


def _new_values(
    key: AccountKey, space_id: SpaceId, name: str, *, guest: bool
) -> dict[str, str | bool]:
    return {
        "id": new_id("a"),
        "platform": key.platform,
        "authority": key.authority,
        "external_user": key.user,
        "space_id": space_id,
        "name": name,
        "guest": guest,
        "gone": False,
    }


def account_of(row: AccountRow) -> Account:
    """Return the row as a record."""
    return Account(
        AccountId(row.id),
        AccountKey(row.platform, row.authority, row.external_user),
        SpaceId(row.space_id),
        row.name,
        row.guest,
        row.gone,
        row.blocked_at,
    )
