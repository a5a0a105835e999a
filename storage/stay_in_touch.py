"""Two who stay in touch by themselves: never matched again, or again after a year."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.errors import NotFoundError
from storage.inserting import insert_new
from storage.tables import MemberRow, StayInTouchRow
from storage.types import MemberId, NetworkId

Wish = Literal["never", "next year"]
Pair = tuple[MemberId, MemberId]


@dataclass(frozen=True, slots=True)
class Touch:
    """What a member wishes about meeting another again. Only the one who wishes sees it."""

    member_id: MemberId
    other_id: MemberId
    wish: Wish
    asked_at: datetime


class StayInTouch:
    """One wish a member and other; "never" counts from either, "next year" from both."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(self, member_id: MemberId, other: MemberId, wish: Wish, now: datetime) -> bool:
        """Keep a wish; return whether it is new. NotFoundError for nobody else of the network."""
        if member_id == other or self._network_of(member_id) != self._network_of(other):
            raise NotFoundError(f"member {other}")
        values = {"member_id": member_id, "other_id": other, "wish": wish, "asked_at": now}
        if insert_new(self._session, StayInTouchRow, values):
            return True
        row = self._session.get_one(StayInTouchRow, (member_id, other))
        is_new = row.wish != wish
        row.wish, row.asked_at = wish, now
        self._session.flush()
        return is_new

    def undo(self, member_id: MemberId, other: MemberId) -> bool:
        """Take the member's wish back; return whether there was one."""
        key = (StayInTouchRow.member_id == member_id, StayInTouchRow.other_id == other)
        gone = self._session.execute(delete(StayInTouchRow).where(*key).returning(*key)).all()
        self._session.expire_all()
        return bool(gone)

    def of_member(self, member_id: MemberId) -> list[Touch]:
        """Return the member's own wishes, newest first."""
        query = select(StayInTouchRow).filter_by(member_id=member_id)
        rows = self._session.scalars(
            query.order_by(StayInTouchRow.asked_at.desc(), StayInTouchRow.other_id)
        )
        return [touch_of(row) for row in rows]

    def never(self, network_id: NetworkId) -> list[Pair]:
        """Return the pairs of which either wishes never to be matched again, each once, sorted."""
        found = self._wishes(network_id, "never")
        return sorted({_pair(touch) for touch in found})

    def again(self, network_id: NetworkId) -> dict[Pair, datetime]:
        """Return the pairs of which both wish to be matched next year, and since when both do."""
        asked: dict[Pair, list[datetime]] = defaultdict(list)
        for touch in self._wishes(network_id, "next year"):
            asked[_pair(touch)].append(touch.asked_at)
        return {pair: max(times) for pair, times in sorted(asked.items()) if len(times) == 2}

    def _wishes(self, network_id: NetworkId, wish: Wish) -> list[Touch]:
        query = (
            select(StayInTouchRow)
            .join(MemberRow, MemberRow.id == StayInTouchRow.member_id)
            .where(MemberRow.network_id == network_id, StayInTouchRow.wish == wish)
        )
        return [touch_of(row) for row in self._session.scalars(query)]

    def _network_of(self, member_id: MemberId) -> str | None:
        return self._session.scalar(select(MemberRow.network_id).filter_by(id=member_id))


def _pair(touch: Touch) -> Pair:
    a, b = sorted((touch.member_id, touch.other_id))
    return a, b


def touch_of(row: StayInTouchRow) -> Touch:
    """Return the row as a record."""
    wish: Wish = row.wish  # type: ignore[assignment]  # written from Wish only
    return Touch(MemberId(row.member_id), MemberId(row.other_id), wish, row.asked_at)
