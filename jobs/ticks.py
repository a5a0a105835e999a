"""The ticks: APScheduler wakes each job every few seconds and decides nothing else.

Runs of one job never overlap, none is missed for being late, and nothing is kept in the scheduler:
what is due is in the database.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from storage.errors import StorageError

logger = logging.getLogger(__name__)
Job = Callable[[], Awaitable[int]]


class Ticks:
    """Runs each job until it finds nothing more to do, every `seconds` (by name of the job)."""

    def __init__(self, jobs: Mapping[str, Job], seconds: Mapping[str, float]) -> None:
        self._jobs = jobs
        self._seconds = seconds
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        # A tick that finds its job still at work is nothing to report.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._busy: set[asyncio.Task[None]] = set()
        self._stopping = False

    def start(self) -> None:
        """Begin to tick, in the running loop."""
        for name in self._jobs:
            self._scheduler.add_job(
                self._tick,
                "interval",
                [name],
                seconds=self._seconds[name],
                id=name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
        self._scheduler.start()

    async def run_all(self) -> None:
        """Run every job now, as after the clock was moved."""
        for name in self._jobs:
            await self._run(name)

    async def stop(self, patience: float = 10.0) -> None:
        """Start nothing more, and wait this many seconds for what is under way."""
        self._stopping = True
        if self._scheduler.running:
            self._scheduler.pause()
        if self._busy:
            await asyncio.wait(self._busy, timeout=patience)
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _tick(self, name: str) -> None:
        # A task of our own: the scheduler would cancel it when it shuts down.
        task = asyncio.ensure_future(self._run(name))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)
        await asyncio.shield(task)

    async def _run(self, name: str) -> None:
        try:
            while not self._stopping and await self._jobs[name]():
                pass
        except StorageError:  # the next tick tries again; nothing was changed
            logger.exception("the job %s could not reach the database", name)
