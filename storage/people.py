"""One person in one network: their member, their accounts, and the groups they sat in.

Export and erasure both begin here, so that both mean the same rows.
"""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.tables import (
    AccountRow,
    Base,
    DeliveryRow,
    GroupRow,
    MemberAccountRow,
    MemberRow,
    OrganiserRow,
    SeatRow,
)
from storage.types import AccountId, NetworkId

_PERSONAL = ("member.id", "account.id")


@dataclass(frozen=True)
class Person:
    """Whose data is exported or erased. `member_id` is None for somebody who never joined.

    `former_ids` are members who were made one with this one.
    """

    network_id: NetworkId
    member_id: str | None
    account_ids: tuple[str, ...]
    group_ids: tuple[str, ...]
    former_ids: tuple[str, ...] = ()

    @property
    def member_ids(self) -> tuple[str, ...]:
        """Everybody who they are in this network; the member they are now comes last."""
        return (*self.former_ids, self.member_id) if self.member_id else ()

    @cached_property
    def messages(self) -> ColumnElement[bool]:
        """Which deliveries of the network went to them, alone or in a group's chat."""
        to_them = or_(
            DeliveryRow.account_id.in_(self.account_ids), DeliveryRow.group_id.in_(self.group_ids)
        )
        return to_them & (DeliveryRow.network_id == self.network_id)


def find_person(session: Session, account_id: AccountId, network_id: NetworkId) -> Person:
    """Return the person behind an account, with their other accounts; NotFoundError."""
    if session.get(AccountRow, account_id) is None:
        raise NotFoundError(f"account {account_id}")
    links = select(MemberAccountRow).where(MemberAccountRow.network_id == network_id)
    mine = session.scalar(links.where(MemberAccountRow.account_id == account_id))
    if mine is None:
        return Person(network_id, None, (account_id,), ())
    others = session.scalars(links.where(MemberAccountRow.member_id == mine.member_id))
    accounts = tuple(sorted(link.account_id for link in others))
    former = _former(session, mine.member_id)
    introduced = (
        select(SeatRow.group_id)
        .join(GroupRow, GroupRow.id == SeatRow.group_id)
        .where(
            SeatRow.member_id.in_((*former, mine.member_id)), GroupRow.introduced_at.is_not(None)
        )
    )
    groups = tuple(session.scalars(introduced))
    return Person(network_id, mine.member_id, accounts, groups, former)


def _former(session: Session, member_id: str) -> tuple[str, ...]:
    """Return who was made one with a member, and with those, the first first."""
    query = select(MemberRow.id).where(MemberRow.merged_into == member_id).order_by(MemberRow.id)
    before = session.scalars(query).all()
    return tuple(one for each in before for one in (*_former(session, each), each))


def used_elsewhere(session: Session, person: Person) -> set[str]:
    """Return which of the person's accounts another network's member or organiser uses."""
    found: set[str] = set()
    for row in (MemberAccountRow, OrganiserRow):
        query = select(row.account_id).where(
            row.account_id.in_(person.account_ids), row.network_id != person.network_id
        )
        found.update(session.scalars(query))
    return found


def personal_columns() -> list[str]:
    """Return "table.column" of everything in the schema that points to a member or an account."""
    return sorted(
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.target_fullname in _PERSONAL
    )
