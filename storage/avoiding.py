"""Avoid lists: who is never matched with whom. Only the one who wrote the list sees it."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from storage.doubles import double_members
from storage.errors import NotFoundError
from storage.inserting import insert_new
from storage.tables import AvoidRow, MemberRow
from storage.types import MemberId, NetworkId


class AvoidLists:
    """The part of Members that keeps people apart."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def avoid(
        self, member_id: MemberId, other: MemberId, now: datetime, *, reported: bool = False
    ) -> None:
        """Never match the two again. `reported`: by *Something was wrong*, and not taken back.

        NotFoundError where the other is nobody else of the same network.
        """
        if member_id == other or self._network_of(member_id) != self._network_of(other):
            raise NotFoundError(f"member {other}")
        pair = {"member_id": member_id, "avoided_id": other}
        added = insert_new(
            self._session, AvoidRow, pair | {"reported": reported, "created_at": now}
        )
        if reported and not added:
            self._session.execute(update(AvoidRow).filter_by(**pair).values(reported=True))

    def unavoid(self, member_id: MemberId, other: MemberId) -> None:
        """Take the other off the member's list; a reported one stays."""
        self._session.execute(
            delete(AvoidRow).where(
                AvoidRow.member_id == member_id,
                AvoidRow.avoided_id == other,
                AvoidRow.reported.is_(False),
            )
        )

    def avoided_by(self, member_id: MemberId) -> list[MemberId]:
        """Return whom the member avoids, in the order in which they were added."""
        query = select(AvoidRow.avoided_id).where(AvoidRow.member_id == member_id)
        rows = self._session.scalars(query.order_by(AvoidRow.created_at, AvoidRow.avoided_id))
        return [MemberId(other) for other in rows]

    def avoid_pairs(self, network_id: NetworkId) -> list[tuple[MemberId, MemberId]]:
        """Return the pairs of the network that are kept apart by either, each once, sorted.

        With them stand two who may be one person, since nobody is introduced to themself.
        """
        query = (
            select(AvoidRow.member_id, AvoidRow.avoided_id)
            .join(MemberRow, MemberRow.id == AvoidRow.member_id)
            .where(MemberRow.network_id == network_id)
        )
        listed = (sorted(pair) for pair in self._session.execute(query))
        pairs = {(MemberId(a), MemberId(b)) for a, b in listed}
        return sorted(pairs | double_members(self._session, network_id))

    def _network_of(self, member_id: MemberId) -> NetworkId:
        found = self._session.scalar(select(MemberRow.network_id).filter_by(id=member_id))
        if found is None:
            raise NotFoundError(f"member {member_id}")
        return NetworkId(found)
