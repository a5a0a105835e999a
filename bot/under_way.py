"""What goes on after a platform has heard from us: it is told to its end, or logged."""

import asyncio
import contextlib
from collections.abc import Coroutine

from jobs.attempt import attempt


class UnderWay:
    """Tasks that nobody waits for. `seconds`: how long they may go on once it is to stop."""

    def __init__(self, seconds: float = 5.0) -> None:
        self._seconds = seconds
        self._tasks: set[asyncio.Task[object]] = set()

    def begin(self, work: Coroutine[object, object, object], what: str) -> None:
        """Start something; where it fails, that is logged as a failure of `what`."""
        self._keep(asyncio.create_task(attempt(work, what)))

    def note(self) -> None:
        """Take note of the task in which this is called, until it ends."""
        task = asyncio.current_task()
        if task:
            self._keep(task)

    async def settle(self) -> None:
        """Wait until nothing is under way, whatever became of it."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def stop(self) -> None:
        """Let what is under way come to its end, though not for long; the rest is given up."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._seconds):
                await self.settle()
        for task in self._tasks:
            task.cancel()

    def _keep(self, task: asyncio.Task[object]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
