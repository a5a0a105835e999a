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
    OrganiserRow,
    SeatRow,
)
from storage.types import AccountId, NetworkId

_PERSONAL = ("member.id", "account.id")


@dataclass(frozen=True)
class Person:
    """Whose data is exported or erased. `member_id` is None for somebody who never joined."""

    network_id: NetworkId
    member_id: str | None
    account_ids: tuple[str, ...]
    group_ids: tuple[str, ...]

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
    introduced = (
        select(SeatRow.group_id)
        .join(GroupRow, GroupRow.id == SeatRow.group_id)
        .where(SeatRow.member_id == mine.member_id, GroupRow.introduced_at.is_not(None))
    )
    return Person(network_id, mine.member_id, accounts, tuple(session.scalars(introduced)))


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
