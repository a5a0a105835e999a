"""Members who may be one person: their accounts have the same verified address.

They are never matched with each other, and asked about it; nobody makes one of them unasked.
"""

from datetime import datetime

from sqlalchemy import Exists, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from storage.inserting import insert_new
from storage.tables import AccountAddressRow, MemberAccountRow, MemberRow, NotSamePersonRow
from storage.types import AccountId, MemberId, NetworkId

_Account = AccountId | InstrumentedAttribute[str]


class Doubles:
    """What one side declined, neither is asked again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def declined(self, network_id: NetworkId, one: AccountId, other: AccountId) -> bool:
        """Return whether somebody said of these two accounts that they are not one person's."""
        return bool(self._session.scalar(select(_is_said(network_id, one, other))))

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
    one, other = aliased(MemberRow), aliased(MemberRow)
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
        .where(~_is_said(network_id, mine.account_id, theirs.account_id))
    )
    return {(MemberId(a), MemberId(b)) for a, b in session.execute(query)}


def _is_said(network_id: NetworkId, one: _Account, other: _Account) -> Exists:
    """Whether either side said of two accounts that they are not one person's."""
    said = NotSamePersonRow
    either = or_(
        and_(said.account_id == one, said.other_id == other),
        and_(said.account_id == other, said.other_id == one),
    )
    return exists().where(said.network_id == network_id, either)
