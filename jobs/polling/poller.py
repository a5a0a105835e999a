"""The tick that polls: what is due is claimed, asked, judged and recorded, many at once.

A feed that hangs holds its own place and no other: whatever has come meanwhile is recorded, and
free places are filled with what is due. When a feed is asked next was written down before it was
asked, so that a machine that dies asks nobody twice.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from jobs.aside import Aside
from jobs.attempt import attempt
from jobs.clock import Clock
from jobs.crash import CrashPoints
from jobs.feeds.trouble import FetchError
from jobs.polling.answers import Answer
from jobs.polling.asking import Asker, Fetch, Parse
from jobs.polling.hosts import Gate, HostHeldError
from jobs.polling.recording import Check, record_checks, take_in
from jobs.polling.turns import Turn, claim_turns, give_back
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Pace:
    """How many feeds are asked at once, and the seconds between two requests to one website.

    `gather`: for so many seconds answers are gathered, so that they are recorded together. `lease`:
    longer than a turn may be waited for, asked for twice and read.
    """

    gap: float = 5.0
    most: int = 50
    gather: float = 0.25
    lease: timedelta = timedelta(minutes=5)


USUAL = Pace()


class Poller:
    """Polls feeds; `stop` it before what it uses is closed."""

    def __init__(
        self,
        aside: Aside,
        clock: Clock,
        fetch: Fetch,
        parse: Parse,
        agent: str,
        pace: Pace = USUAL,
        crash: CrashPoints | None = None,
    ) -> None:
        self._aside, self._clock, self._pace = aside, clock, pace
        self._gate = Gate(pace.gap)
        self._asker = Asker(fetch, parse, self._gate, agent)
        self._crash = crash or CrashPoints()
        self._under_way: set[asyncio.Task[Check | Turn]] = set()
        self._stopping = False
        self._one_run = asyncio.Lock()

    async def run_once(self) -> int:
        """Check every feed that is due or becomes so meanwhile; return how many were checked."""
        checked = 0
        async with self._one_run:
            try:
                while await self._fill() or self._under_way:
                    checked += await self._record(await self._gather())
            finally:
                await self._let_go()
            self._gate.forget_idle()
        return checked

    async def stop(self) -> None:
        """Ask nobody any more; what has come already is recorded."""
        self._stopping = True
        await self._let_go()

    async def _fill(self) -> int:
        """Claim what is due for the places that are free, and begin to ask."""
        free = self._pace.most - len(self._under_way)
        if self._stopping or free <= 0:
            return 0
        gap = timedelta(seconds=self._pace.gap)
        turns = await self._aside.write(
            lambda tx: claim_turns(tx, free, self._clock.now(), gap, self._pace.lease),
        )
        self._crash.reach("after claim")
        self._under_way |= {asyncio.create_task(self._check(turn)) for turn in turns}
        return len(turns)

    async def _check(self, turn: Turn) -> Check | Turn:
        """Ask one feed; whatever goes wrong is its own trouble."""
        outcome: list[Check | Turn] = []
        await attempt(self._ask(turn, outcome), "asking the feed %s", turn.feed.id)
        return outcome[0] if outcome else _broken(turn)

    async def _ask(self, turn: Turn, outcome: list[Check | Turn]) -> None:
        """Ask when its turn comes; the turn itself comes back where the website was held."""
        since = asyncio.get_running_loop().time()
        await asyncio.sleep(turn.wait.total_seconds())
        try:
            answer = await self._asker.ask(turn.feed, turn.subscribers, since)
        except HostHeldError:
            outcome.append(turn)
        else:
            outcome.append(take_in(turn, answer))

    async def _gather(self) -> list[Check | Turn]:
        """Wait for answers, a moment longer than for the first, and take them."""
        if not self._under_way:
            return []
        await asyncio.wait(self._under_way, timeout=1.0, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait(self._under_way, timeout=self._pace.gather)
        done = {task for task in self._under_way if task.done()}
        self._under_way -= done
        return [task.result() for task in done if not task.cancelled()]

    async def _record(self, outcomes: Sequence[Check | Turn]) -> int:
        """Record answers together; one by one where that fails, so that one spoils no other."""
        if not outcomes:
            return 0
        self._crash.reach("before record")
        failure = await attempt(self._write(outcomes), "recording %d feeds", len(outcomes))
        for outcome in outcomes if failure else ():
            if isinstance(outcome, Check):
                await self._record_alone(outcome)
        return len(outcomes)

    async def _record_alone(self, check: Check) -> None:
        """Record one answer; where even that fails, that this feed is trouble to us."""
        of = check.feed.id
        if await attempt(self._write([check]), "recording the feed %s", of):
            await attempt(self._write([_broken(check.turn)]), "noting trouble of the feed %s", of)

    async def _write(self, outcomes: Sequence[Check | Turn]) -> None:
        checks = [one for one in outcomes if isinstance(one, Check)]
        turns = [one for one in outcomes if isinstance(one, Turn)]

        def work(tx: Transaction) -> None:
            now = self._clock.now()
            record_checks(tx, checks, now)
            give_back(tx, turns, now)

        await self._aside.write(work)

    async def _let_go(self) -> None:
        """Stop asking; who was not heard to the end is asked again when they are due."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)


def _broken(turn: Turn) -> Check:
    return Check(turn, Answer(FetchError(), turn.feed.url))
