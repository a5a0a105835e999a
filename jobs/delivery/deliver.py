"""Deliver: the only job that speaks.

A delivery is a message to post, or a change or removal of one. Each is claimed under a lease, its
route and words are fixed in the database, and only then is it sent. What the platform answers is
settled under the lease's fence. Where nobody knows whether it arrived, it is looked up before
anything is repeated; where it may not be looked up, it waits on the organisers' *unsure* list. A
change or removal of which nobody knows whether it was done is simply done again.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from jobs.aside import Aside
from jobs.attempt import attempt
from jobs.clock import Clock
from jobs.crash import CrashPoints
from jobs.delivery import refusals
from jobs.delivery.acting import Route, carry_out
from jobs.delivery.anchors import Anchor, find_anchor
from jobs.delivery.manners import Manners
from jobs.delivery.routing import Target, find_target, known_place, remember_place
from jobs.delivery.voice import (
    CannotLookError,
    Composed,
    NotSentError,
    RefusedError,
    UnsureError,
    Voice,
)
from storage.outbox import Claimed, Pace, Settled, space_scope
from storage.queue_records import Delivery
from storage.transaction import Transaction
from storage.types import SpaceId

Handle = Callable[[Claimed, datetime], Awaitable[None]]


class Deliverer:
    """Tells what waits to be told, through the voice of each delivery's platform."""

    def __init__(
        self,
        aside: Aside,
        voice_of: Callable[[str], Voice],
        clock: Clock,
        manners: Manners | None = None,
        crash: CrashPoints | None = None,
    ) -> None:
        self._aside = aside
        self._voice_of = voice_of
        self._clock = clock
        self._manners = manners or Manners()
        self._crash = crash or CrashPoints()

    async def run_once(self) -> int:
        """Take back what was lost, send what is ready, look up what is unsure; return how many."""
        now, manners = self._clock.now(), self._manners
        settle = timedelta(seconds=manners.settle_time)
        await self._aside.write(lambda tx: (tx.outbox.reap(now, settle), tx.outbox.expire(now)))
        sending = await self._claim("ready")
        checking = await self._claim("uncertain")
        self._crash.reach("after claim")
        work = [self._guard(self._send, *item) for item in sending]
        work += [self._guard(self._look, *item) for item in checking]
        await asyncio.gather(*work)
        return len(work)

    async def _guard(self, handle: Handle, claimed: Claimed, moment: datetime) -> None:
        """One failing message never stops the others; what it was, is looked up before a repeat."""
        if await attempt(handle(claimed, moment), "delivery %s", claimed.delivery.seq):
            await self._doubt(claimed, "unexpected failure")

    # Claiming, at the pace that the platform allows

    async def _claim(self, state: Literal["ready", "uncertain"]) -> list[tuple[Claimed, datetime]]:
        return await self._aside.write(lambda tx: self._claim_paced(tx, state))

    def _claim_paced(
        self, tx: Transaction, state: Literal["ready", "uncertain"]
    ) -> list[tuple[Claimed, datetime]]:
        now, manners = self._clock.now(), self._manners
        lease = timedelta(seconds=manners.lease)
        horizon = timedelta(seconds=manners.horizon)
        taken: list[tuple[Claimed, datetime]] = []
        for claimed in tx.outbox.claim(state, now, lease, manners.batch):
            moment = tx.outbox.reserve(self._paces(tx, claimed.delivery, state), now, horizon)
            if moment is not None:
                taken.append((claimed, moment))
            elif state == "ready":
                tx.outbox.hand_back(claimed, now)
            else:
                tx.outbox.settle(claimed, Settled("uncertain", next_at=now), now)
        return taken

    def _paces(self, tx: Transaction, delivery: Delivery, state: str) -> list[Pace]:
        manners, space = self._manners, delivery.space_id
        if state == "uncertain":
            return [Pace(space_scope(space, "look"), manners.look_gap)]
        if delivery.act != "post":
            return [Pace(space_scope(space, "change"), manners.change_gap, manners.burst)]
        paces = [Pace(space_scope(space, "post"), manners.post_gap, manners.burst)]
        if delivery.place_id:
            paces.append(Pace(f"place:{delivery.place_id}", manners.place_gap))
        if known_place(tx, delivery) is None:
            paces.append(Pace(space_scope(space, "open"), manners.open_gap, manners.burst))
        return paces

    # Sending

    async def _send(self, claimed: Claimed, moment: datetime) -> None:
        deadline = asyncio.get_running_loop().time() + self._manners.lease * 0.5
        await self._clock.sleep_until(moment)
        try:
            route = await self._route(claimed)
            if route is None:
                return
            if asyncio.get_running_loop().time() > deadline:
                # Too near the end of the lease: another worker may take over, so nothing is sent.
                await self._put_back(claimed)
                return
            self._crash.reach("before send")
            async with asyncio.timeout(self._manners.send_timeout):
                ref = await carry_out(route, claimed.delivery)
            self._crash.reach("after send")
            await self._settle(claimed, Settled("sent", remote_ref=ref))
        except NotSentError as error:
            await self._retry(claimed, error)
        except RefusedError as error:
            await self._refuse(claimed, error)
        except (UnsureError, TimeoutError) as error:
            await self._doubt(claimed, str(error) or "no answer in time")

    async def _route(self, claimed: Claimed) -> Route | None:
        """Find out where it goes and fix that with its words; None: nothing to send any more."""
        delivery = claimed.delivery
        target, anchor = await self._find(delivery)
        if isinstance(anchor, Settled):
            await self._settle(claimed, anchor)
            return None
        voice = self._voice_of(target.platform)
        where = anchor.place if anchor else target.place
        where = where or await self._open(voice, delivery.space_id, target.users)
        self._crash.reach("after open")

        def fix(tx: Transaction) -> Composed | None:
            now = self._clock.now()
            composed = voice.compose(tx, delivery, now)
            if composed is None:
                tx.outbox.settle(claimed, Settled("cancelled", error="nothing to say"), now)
                return None
            remember_place(tx, delivery, where)
            kept = tx.outbox.fix_route(claimed, where, composed.text, now)
            return composed if kept else None

        composed = await self._aside.write(fix)
        self._crash.reach("after route")
        ref = anchor.ref if anchor else None
        return Route(voice, where, composed, ref) if composed else None

    async def _find(self, delivery: Delivery) -> tuple[Target, Anchor | Settled | None]:
        return await self._aside.read(
            lambda tx: (find_target(tx, delivery), find_anchor(tx, delivery))
        )

    async def _open(self, voice: Voice, space: SpaceId, users: Sequence[str]) -> str:
        """Open the conversation; a group refused for an account that is gone says whose."""
        try:
            return await voice.open(space, users)
        except RefusedError as error:
            if error.reason != "account gone" or len(users) == 1:
                raise
            gone = [user for user in users if await _is_gone(voice, space, user)]
            raise RefusedError(error.reason, error.code, gone) from error

    # Looking up what may or may not have arrived

    async def _look(self, claimed: Claimed, moment: datetime) -> None:
        delivery = claimed.delivery
        await self._clock.sleep_until(moment)
        if self._manners.unsure == "resend" or delivery.remote_place is None:
            await self._settle(claimed, Settled("ready", next_at=self._clock.now()))
            return
        try:
            await self._look_up(claimed, delivery.remote_place)
        except CannotLookError as error:
            await self._settle(claimed, Settled("unsure", error=str(error)))
        except RefusedError as error:
            await self._refuse(claimed, error, unsure=True)
        except (NotSentError, UnsureError, TimeoutError) as error:
            after = error.after if isinstance(error, NotSentError) else None
            next_at = self._later(delivery.attempts, after)
            await self._settle(claimed, Settled("uncertain", next_at=next_at, error=str(error)))

    async def _look_up(self, claimed: Claimed, place: str) -> None:
        delivery = claimed.delivery
        target, anchor = await self._find(delivery)
        thread = anchor.ref if isinstance(anchor, Anchor) else None
        since = delivery.first_sent_at or delivery.created_at
        async with asyncio.timeout(self._manners.send_timeout):
            ref = await self._voice_of(target.platform).find(
                delivery.space_id, place, delivery.key, since, thread
            )
        if ref:
            await self._settle(claimed, Settled("sent", remote_ref=ref))
        elif delivery.attempts >= self._manners.most_attempts:
            await self._settle(claimed, Settled("dead", error="tried too often"))
        else:
            await self._settle(claimed, Settled("ready", next_at=self._clock.now()))

    # Settling

    async def _settle(self, claimed: Claimed, outcome: Settled) -> None:
        self._crash.reach("before settle")
        now = self._clock.now()
        await self._aside.write(lambda tx: tx.outbox.settle(claimed, outcome, now))
        self._crash.reach("after settle")

    async def _put_back(self, claimed: Claimed) -> None:
        now = self._clock.now()
        await self._aside.write(lambda tx: tx.outbox.hand_back(claimed, now))

    async def _doubt(self, claimed: Claimed, why: str) -> None:
        """A post is looked up later; a change is done again, once the lost one must be over."""
        settle = timedelta(seconds=self._manners.settle_time)
        next_at = self._clock.now() + settle
        if claimed.delivery.act != "post":
            await self._again(claimed, next_at, why)
            return
        await self._settle(claimed, Settled("uncertain", next_at=next_at, error=why))

    async def _retry(self, claimed: Claimed, error: NotSentError) -> None:
        delivery = claimed.delivery
        next_at = self._later(delivery.attempts, error.after)
        scope = _what_must_wait(delivery, error) if error.after else None
        await self._again(claimed, next_at, str(error), scope)

    async def _again(
        self, claimed: Claimed, next_at: datetime, why: str, scope: str | None = None
    ) -> None:
        """Let it be tried again, unless it was too often; `scope` waits until then too."""
        if claimed.delivery.attempts >= self._manners.most_attempts:
            await self._settle(claimed, Settled("dead", error=why))
            return
        now = self._clock.now()

        def put_off(tx: Transaction) -> None:
            if scope:
                tx.outbox.hold(scope, next_at)
            tx.outbox.settle(claimed, Settled("ready", next_at=next_at, error=why), now)

        await self._aside.write(put_off)

    async def _refuse(self, claimed: Claimed, error: RefusedError, *, unsure: bool = False) -> None:
        now = self._clock.now()
        await self._aside.write(lambda tx: refusals.handle(tx, claimed, error, now, unsure=unsure))

    def _later(self, attempts: int, after: float | None) -> datetime:
        """The longer of what the platform asked for and a backoff with full jitter."""
        manners = self._manners
        longest = min(manners.first_retry * 2**attempts, manners.longest_retry)
        wait = max(after or 0.0, random.uniform(0, longest))
        return self._clock.now() + timedelta(seconds=wait)


def _what_must_wait(delivery: Delivery, error: NotSentError) -> str | None:
    if delivery.act != "post":
        return space_scope(delivery.space_id, "change")
    if error.scope == "space":
        return space_scope(delivery.space_id, "post")
    return f"place:{delivery.place_id}" if delivery.place_id else None


async def _is_gone(voice: Voice, space: SpaceId, user: str) -> bool:
    try:
        await voice.open(space, [user])
    except RefusedError as error:
        return error.reason == "account gone"
    return False
