"""Members who may be one person: their accounts have the same verified address.

They are never matched with each other, and asked about it; nobody makes one of them unasked.
"""

from datetime import datetime

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from storage.inserting import insert_new
from storage.tables import AccountAddressRow, MemberAccountRow, MemberRow, NotSamePersonRow
from storage.types import AccountId, MemberId, NetworkId


class Doubles:
    """What one side declined, neither is asked again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def declined(self, network_id: NetworkId, one: AccountId, other: AccountId) -> bool:
        """Return whether somebody said of these two accounts that they are not one person's."""
        row = NotSamePersonRow
        either = or_(
            and_(row.account_id == one, row.other_id == other),
            and_(row.account_id == other, row.other_id == one),
        )
        query = select(exists().where(row.network_id == network_id, either))
        return bool(self._session.scalar(query))

    def decline(
        self, network_id: NetworkId, account_id: AccountId, other: AccountId, now: datetime
    ) -> bool:
        """Record that the other account is somebody else's; return whether that is new."""
        key = {"network_id": network_id, "account_id": account_id, "other_id": other}
        return insert_new(self._session, NotSamePersonRow, key | {"said_at": now})


def double_members(session: Session, network_id: NetworkId) -> set[tuple[MemberId, MemberId]]:
    """Return the pairs of present members of one verified address, each once, in order.

    Those are left out of whom somebody said that they are not one person.
    """
    mine, theirs = aliased(AccountAddressRow), aliased(AccountAddressRow)
    here, there = aliased(MemberAccountRow), aliased(MemberAccountRow)
    one, other, said = aliased(MemberRow), aliased(MemberRow), NotSamePersonRow
    either = or_(
        and_(said.account_id == mine.account_id, said.other_id == theirs.account_id),
        and_(said.account_id == theirs.account_id, said.other_id == mine.account_id),
    )
    query = (
        select(one.id, other.id)
        .join(here, here.member_id == one.id)
        .join(mine, mine.account_id == here.account_id)
        .join(theirs, theirs.address_key == mine.address_key)
        .join(there, there.account_id == theirs.account_id)
        .join(other, other.id == there.member_id)
        .where(one.network_id == network_id, other.network_id == network_id, one.id < other.id)
        .where(one.left_at.is_(None), other.left_at.is_(None))
        .where(mine.verified_at.is_not(None), theirs.verified_at.is_not(None))
        .where(~exists().where(said.network_id == network_id, either))
    )
    return {(MemberId(a), MemberId(b)) for a, b in session.execute(query)}
