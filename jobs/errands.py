"""Does what commands put off: claimed under a lease, computed outside any transaction."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor
from datetime import timedelta

from jobs import dates, planning, rounds
from jobs.aside import Aside
from jobs.clock import Clock
from jobs.crash import CrashPoints
from storage.errands import MOST_ATTEMPTS
from storage.store import Transaction
from storage.types import Errand, Programme, Round, RoundId

logger = logging.getLogger(__name__)
Do = Callable[[Errand], Awaitable[None]]


class ErrandRunner:
    """Runs one errand at a time; `workers` are processes: planning never holds up a press."""

    def __init__(
        self,
        aside: Aside,
        clock: Clock,
        workers: Executor,
        lease: timedelta = timedelta(seconds=60),
        crash: CrashPoints | None = None,
    ) -> None:
        self._aside = aside
        self._clock = clock
        self._workers = workers
        self._lease = lease
        self._crash = crash or CrashPoints()

    async def run_once(self) -> int:
        """Do the oldest errand, if there is one; return how many were done."""
        claimed = await self._aside.write(lambda tx: tx.errands.claim(self._lease))
        if claimed is None:
            return 0
        errand, token = claimed
        error = None
        keeping = asyncio.create_task(self._keep_lease(errand, token))
        try:
            await self._do(errand)
        except Exception as failure:  # the per-item loop: one failing errand never stops the next
            logger.exception("errand %s (%s) failed", errand.id, errand.kind)
            error = type(failure).__name__
        keeping.cancel()
        await self._aside.write(lambda tx: self._finish(tx, errand, token, error))
        return 1

    def _finish(self, tx: Transaction, errand: Errand, token: str, error: str | None) -> None:
        """Settle the errand; where it failed for good, whoever waits for it is told."""
        settled = tx.errands.finish(errand, token, error)
        if settled and error and errand.attempts >= MOST_ATTEMPTS:
            rounds.tell_plan_failed(tx, errand, self._clock.now())

    async def _keep_lease(self, errand: Errand, token: str) -> None:
        """Work may take minutes; a lost worker is noticed after one lease all the same."""
        while True:
            await asyncio.sleep(self._lease.total_seconds() / 3)
            await self._aside.write(lambda tx: tx.errands.renew(errand, token, self._lease))

    async def _do(self, errand: Errand) -> None:
        kinds: Mapping[str, Do] = {"plan": self._plan}
        await kinds[errand.kind](errand)

    async def _plan(self, errand: Errand) -> None:
        read = await self._aside.read(lambda tx: self._read(tx, errand))
        if read is None:
            return
        round_, programme, snapshot = read
        self._crash.reach("during plan")
        loop = asyncio.get_running_loop()
        proposal = await loop.run_in_executor(self._workers, planning.propose, snapshot)
        self._crash.reach("before record")
        await self._aside.write(lambda tx: self._record(tx, errand, programme, round_, proposal))
        self._crash.reach("after record")

    def _read(
        self, tx: Transaction, errand: Errand
    ) -> tuple[Round, Programme, planning.Snapshot] | None:
        round_ = tx.rounds.get(RoundId(errand.body["round_id"]), errand.network_id)
        if round_.state != "proposed":
            return None
        programme = tx.programmes.get(round_.programme_id, errand.network_id)
        day = dates.local_day(max(round_.introduce_at, self._clock.now()), programme)
        snapshot = planning.take_snapshot(tx, programme, round_, day)
        return round_, programme, snapshot

    def _record(
        self,
        tx: Transaction,
        errand: Errand,
        programme: Programme,
        round_: Round,
        proposal: planning.Proposal,
    ) -> None:
        now = self._clock.now()
        planning.record(tx, round_, proposal)
        fresh = tx.rounds.get(round_.id, round_.network_id)
        if not proposal.tables:
            why = proposal.left_out[0][1] if proposal.left_out else ""
            rounds.tell_not_planned(tx, programme, round_.label, why, now)
        elif errand.asked_by or programme.approve:
            rounds.tell_ready(tx, fresh, errand.asked_by, now)
        elif now >= round_.introduce_at:
            rounds.send(tx, programme, fresh, now)
            self._crash.reach("during introduce")  # all is written, nothing is committed
