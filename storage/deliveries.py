"""What became of messages: for organisers, for reports, for the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage.bulk import in_batches
from storage.errors import NotFoundError
from storage.finding import find_row
from storage.notices import Notice, from_body
from storage.queue_records import Act, Delivery, DeliveryState
from storage.sealing import Cipher, unseal
from storage.tables import DeliveryRow, NoticeRow
from storage.types import AccountId, GroupId, NetworkId, PlaceId, RoundId, SpaceId

_UNSETTLED = ("ready", "sending", "uncertain", "checking")
_IS_POST = DeliveryRow.act == "post"

PARENT_FAILED = "what it follows failed"
"""Why a part of a thread was cancelled whose first message was given up."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a round's introductions were sent, are on their way, failed, or are unsure."""

    sent: int = 0
    waiting: int = 0
    dead: int = 0
    unsure: int = 0


class Deliveries:
    """Organisers see states and recipients; nobody sees texts but who they were sent to."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    def notice(self, delivery: Delivery) -> Notice:
        """Return the fact that a delivery tells."""
        row = self._session.get_one(NoticeRow, delivery.notice_id)
        return from_body(row.kind, row.body)

    def get(self, seq: int, network_id: NetworkId) -> Delivery:
        """Return one delivery of this network; NotFoundError."""
        return delivery_of(self._get(seq, network_id))

    def by_key(self, key: str) -> Delivery | None:
        """Return the delivery with this key, if it is still kept: for whoever delivers."""
        row = find_row(self._session, DeliveryRow, key=key)
        return delivery_of(row) if row else None

    def by_keys(self, keys: Sequence[str]) -> dict[str, Delivery]:
        """Return those of many deliveries that are still kept: for jobs that wait for them."""
        return {
            row.key: delivery_of(row)
            for some in in_batches(keys)
            for row in self._session.scalars(select(DeliveryRow).where(DeliveryRow.key.in_(some)))
        }

    def in_state(
        self, network_id: NetworkId, state: DeliveryState, limit: int = 50
    ) -> list[Delivery]:
        """Return the network's deliveries in a state, oldest first."""
        query = select(DeliveryRow).where(
            DeliveryRow.network_id == network_id, DeliveryRow.state == state
        )
        rows = self._session.scalars(query.order_by(DeliveryRow.seq).limit(limit))
        return [delivery_of(row) for row in rows]

    def settle_unsure(
        self, seq: int, network_id: NetworkId, *, arrived: bool, now: datetime
    ) -> bool:
        """An organiser's press: it arrived, or send it again. False where it is not unsure now."""
        return self._press(seq, network_id, "unsure", "sent" if arrived else "ready", now)

    def retry(self, seq: int, network_id: NetworkId, now: datetime) -> bool:
        """Try a dead delivery again, and what was to follow it. False where it is not dead now."""
        if not self._press(seq, network_id, "dead", "ready", now):
            return False
        self._session.execute(
            update(DeliveryRow)
            .where(
                DeliveryRow.thread_key == self._get(seq, network_id).key,
                DeliveryRow.state == "cancelled",
                DeliveryRow.error == PARENT_FAILED,
            )
            .values(state="ready", next_at=now, settled_at=None, error=None)
        )
        return True

    def come_back(
        self, key: str, becomes: Literal["dead", "ready"], error: str, now: datetime
    ) -> None:
        """A message that had been taken was never delivered; nothing where it is not `sent` now."""
        query = select(DeliveryRow).filter_by(key=key, state="sent").with_for_update()
        row = self._session.scalar(query)
        if row is None:
            return
        row.state, row.error, row.next_at = becomes, error, now
        row.settled_at = now if becomes == "dead" else None
        self._session.flush()

    def drop(self, seq: int, network_id: NetworkId, now: datetime) -> bool:
        """Give a dead delivery up for good. False where it is not dead now."""
        return self._press(seq, network_id, "dead", "cancelled", now)

    def cancel_group(self, group_id: GroupId, now: datetime) -> None:
        """Cancel what was not sent yet to a group's chat."""
        self._session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.group_id == group_id, DeliveryRow.state == "ready")
            .values(state="cancelled", settled_at=now)
        )

    def of_round(self, round_id: RoundId, kind: str) -> list[Delivery]:
        """Return the deliveries of a round's notices of one kind."""
        query = (
            select(DeliveryRow)
            .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
            .where(NoticeRow.round_id == round_id, NoticeRow.kind == kind, _IS_POST)
            .order_by(DeliveryRow.seq)
        )
        return [delivery_of(row) for row in self._session.scalars(query)]

    def tally(self, round_id: RoundId, kind: str) -> Tally:
        """Count a round's deliveries of one kind by what became of them."""
        query = (
            select(DeliveryRow.state, func.count())
            .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
            .where(NoticeRow.round_id == round_id, NoticeRow.kind == kind, _IS_POST)
            .group_by(DeliveryRow.state)
        )
        counts = dict(self._session.execute(query).all())
        waiting = sum(counts.get(state, 0) for state in _UNSETTLED)
        return Tally(counts.get("sent", 0), waiting, counts.get("dead", 0), counts.get("unsure", 0))

    def has_reached(self, network_id: NetworkId, place_id: PlaceId) -> bool:
        """Return whether a message of the network is known to have arrived in a channel."""
        there = DeliveryRow.network_id == network_id, DeliveryRow.place_id == place_id
        query = select(DeliveryRow.seq).where(*there, DeliveryRow.state == "sent").limit(1)
        return self._session.scalar(query) is not None

    def waiting(self, limit: int = 50, *, due_by: datetime | None = None) -> list[Delivery]:
        """Return what is on its way in all networks: for operators and the playground.

        `due_by`: without what is held back until later, such as working hours.
        """
        query = select(DeliveryRow).where(DeliveryRow.state.in_(_UNSETTLED))
        if due_by is not None:
            query = query.where(DeliveryRow.next_at <= due_by)
        rows = self._session.scalars(query.order_by(DeliveryRow.seq).limit(limit))
        return [delivery_of(row) for row in rows]

    def text(self, delivery: Delivery) -> str:
        """Return the words as sent, or nothing once they are no longer kept."""
        row = self._session.get_one(DeliveryRow, delivery.seq)
        return unseal(self._cipher, row.text_sealed)

    def _press(
        self, seq: int, network_id: NetworkId, only_from: str, becomes: str, now: datetime
    ) -> bool:
        row = self._get(seq, network_id, lock=True)
        if row.state != only_from:
            return False
        row.state = becomes
        row.next_at, row.expires_at = now, None
        row.settled_at = None if becomes == "ready" else now
        return True

    def _get(self, seq: int, network_id: NetworkId, *, lock: bool = False) -> DeliveryRow:
        row = self._session.get(DeliveryRow, seq, with_for_update=lock or None)
        if row is None or row.network_id != network_id:
            raise NotFoundError(str(seq))
        return row


def delivery_of(row: DeliveryRow) -> Delivery:
    """Return the row as a record, without its text."""
    state: DeliveryState = row.state  # type: ignore[assignment]  # written from DeliveryState only
    act: Act = row.act  # type: ignore[assignment]  # written from Act only
    return Delivery(
        seq=row.seq,
        key=row.key,
        notice_id=row.notice_id,
        network_id=NetworkId(row.network_id),
        space_id=SpaceId(row.space_id),
        state=state,
        attempts=row.attempts,
        created_at=row.created_at,
        account_id=AccountId(row.account_id) if row.account_id else None,
        group_id=GroupId(row.group_id) if row.group_id else None,
        place_id=PlaceId(row.place_id) if row.place_id else None,
        first_sent_at=row.first_sent_at,
        remote_ref=row.remote_ref,
        remote_place=row.remote_place,
        error=row.error,
        act=act,
        about_key=row.about_key,
        thread_key=row.thread_key,
    )
