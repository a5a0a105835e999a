"""The outbox at work: claim, fence, settle, reap. Leases run in the database's real time.

States: ready → sending → sent | dead | cancelled | uncertain; uncertain → checking → sent | ready
| unsure. A lease that runs out while sending leaves the delivery uncertain if its route was fixed
(the request may have left), else ready (it certainly had not).

A change or removal of a message is the same however often it is done, so that one of which nobody
knows is ready again after a while. It waits for as long as the message that it is about has not
been settled, as does a part of a thread for its first message; while that is unsure, what comes
after in the same lane need not wait with it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session, aliased

from storage.deliveries import delivery_of
from storage.leasing import real_now
from storage.queue_records import Delivery, DeliveryState
from storage.sealing import Cipher, seal
from storage.tables import DeliveryRow, RateBucketRow, SpaceRow
from storage.types import SpaceId

LONGEST_BURST = timedelta(seconds=12)
"""No pace may allow more than this ahead of time, so that a hold holds every one of them."""

_DONE = ("sent", "dead", "cancelled", "unsure")
_OPEN = ("ready", "sending", "uncertain", "checking", "unsure")


@dataclass(frozen=True, slots=True)
class Pace:
    """How far apart calls of one scope are, in seconds of domain time, after a burst.

    Generic cell rate algorithm: `burst` calls may go at once, then one every `gap`.
    """

    scope: str
    gap: float
    burst: int = 1

    @property
    def allowance(self) -> timedelta:
        """How far ahead of the steady pace the scope may be."""
        return timedelta(seconds=self.gap * (self.burst - 1))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery leased to one worker; `token` fences everything that is written about it."""

    delivery: Delivery
    token: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a claimed delivery."""

    state: DeliveryState
    next_at: datetime | None = None
    remote_ref: str | None = None
    error: str | None = None


class Outbox:
    """What `jobs.delivery.deliver` needs and nobody else."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    def claim(
        self, state: DeliveryState, now: datetime, lease: timedelta, limit: int
    ) -> list[Claimed]:
        """Lease due deliveries that are ready (to send) or uncertain (to check).

        Heads of lanes only, oldest first, workspaces that are not paused.
        """
        becomes = "sending" if state == "ready" else "checking"
        rows = self._session.scalars(_due(state, limit), {"now": now}).all()
        token = secrets.token_hex(8)
        until = real_now(self._session) + lease
        for row in rows:
            row.state, row.token, row.lease_until = becomes, token, until
            row.attempts += state == "ready"
        self._session.flush()
        return [Claimed(delivery_of(row), token) for row in rows]

    def fix_route(self, claimed: Claimed, place: str, text: str, now: datetime) -> bool:
        """Record where it goes and what it says, before anything is sent; False: lease lost."""
        return self._fenced(
            claimed,
            remote_place=place,
            text_sealed=seal(self._cipher, text),
            first_sent_at=func.coalesce(DeliveryRow.first_sent_at, now),
        )

    def settle(self, claimed: Claimed, outcome: Settled, now: datetime) -> bool:
        """Write what became of it and give the lease back; False where it was lost before."""
        values: dict[str, object] = {
            "state": outcome.state,
            "error": outcome.error,
            "token": None,
            "lease_until": None,
            "settled_at": now if outcome.state in _DONE else None,
        }
        if outcome.next_at:
            values["next_at"] = outcome.next_at
        if outcome.remote_ref:
            values["remote_ref"] = outcome.remote_ref
        return self._fenced(claimed, **values)

    def reap(self, now: datetime, settle_time: timedelta) -> int:
        """Take back what workers lost; return how many. Nothing is sent again unchecked."""
        lost = and_(
            DeliveryRow.state.in_(("sending", "checking")),
            DeliveryRow.lease_until < real_now(self._session),
        )
        routed = and_(DeliveryRow.remote_place.is_not(None), DeliveryRow.act == "post")
        rows = self._session.execute(
            update(DeliveryRow)
            .where(lost)
            .values(
                state=case((routed, "uncertain"), else_="ready"),
                next_at=case((DeliveryRow.remote_place.is_not(None), now + settle_time), else_=now),
                token=None,
                lease_until=None,
            )
            .returning(DeliveryRow.seq)
            .execution_options(synchronize_session=False)
        ).all()
        return len(rows)

    def expire(self, now: datetime) -> int:
        """Give up what is too late to say and was never sent; return how many."""
        rows = self._session.execute(
            update(DeliveryRow)
            .where(
                DeliveryRow.state == "ready",
                DeliveryRow.expires_at < now,
                DeliveryRow.first_sent_at.is_(None),
            )
            .values(state="dead", error="too late", settled_at=now)
            .returning(DeliveryRow.seq)
            .execution_options(synchronize_session=False)
        ).all()
        return len(rows)

    def reserve(self, paces: list[Pace], now: datetime, horizon: timedelta) -> datetime | None:
        """Take the next moment at which all scopes are free; None when past the horizon."""
        buckets = [self._bucket(pace.scope, now) for pace in paces]
        pairs = list(zip(buckets, paces, strict=True))
        moment = max([now, *(bucket.free_at - pace.allowance for bucket, pace in pairs)])
        if moment > now + horizon:
            return None
        for bucket, pace in pairs:
            bucket.free_at = max(bucket.free_at, moment) + timedelta(seconds=pace.gap)
        self._session.flush()
        return moment

    def hold(self, scope: str, until: datetime) -> None:
        """Let a scope wait: the platform said so."""
        bucket = self._bucket(scope, until)
        bucket.free_at = max(bucket.free_at, until + LONGEST_BURST)
        self._session.flush()

    def hand_back(self, claimed: Claimed, next_at: datetime) -> None:
        """Return a lease unused: the attempt does not count."""
        attempts = DeliveryRow.attempts - 1
        self._fenced(
            claimed, state="ready", next_at=next_at, token=None, lease_until=None, attempts=attempts
        )

    def _bucket(self, scope: str, now: datetime) -> RateBucketRow:
        row = self._session.get(RateBucketRow, scope, with_for_update=True)
        if row is None:
            row = RateBucketRow(scope=scope, free_at=now)
            self._session.add(row)
            self._session.flush()
        return row

    def _fenced(self, claimed: Claimed, **values: object) -> bool:
        row = self._session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.seq == claimed.delivery.seq, DeliveryRow.token == claimed.token)
            .values(**values)
            .returning(DeliveryRow.seq)
            .execution_options(synchronize_session=False)
        ).first()
        self._session.expire_all()
        return row is not None


def _waits(row: type[DeliveryRow], *states: str) -> ColumnElement[bool]:
    """Whether what a delivery is about, or the first message of its thread, is in these states."""
    first = aliased(DeliveryRow)
    keys = (row.about_key, row.thread_key)
    hangs = or_(*(key.is_not(None) for key in keys))
    return and_(hangs, exists().where(first.key.in_(keys), first.state.in_(states)))


@cache  # it is asked every second, and takes longer to be built than to be answered
def _due(state: DeliveryState, limit: int) -> Select[DeliveryRow]:
    """What is due at the moment `now`, which the statement takes."""
    now = bindparam("now", type_=DeliveryRow.next_at.type)
    earlier = aliased(DeliveryRow)
    paused = exists().where(SpaceRow.id == DeliveryRow.space_id, SpaceRow.paused_why.is_not(None))
    before = exists().where(
        earlier.lane == DeliveryRow.lane,
        earlier.seq < DeliveryRow.seq,
        earlier.state.not_in(_DONE),
        or_(earlier.next_at <= now, earlier.state != "ready", earlier.attempts > 0),
        ~_waits(earlier, "unsure"),
    )
    waits = _waits(DeliveryRow, *_OPEN)
    return (
        select(DeliveryRow)
        .where(DeliveryRow.state == state, DeliveryRow.next_at <= now, ~before, ~paused, ~waits)
        .order_by(DeliveryRow.seq)
        .limit(limit)
        .with_for_update(skip_locked=True, of=DeliveryRow)
    )


def space_scope(space_id: SpaceId, what: str) -> str:
    """Name the bucket of one kind of call to a workspace: "post", "open", "look"."""
    return f"{what}:{space_id}"
