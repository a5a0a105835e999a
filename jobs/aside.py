"""The one crossing from async code to the synchronous store.

SQLite: one thread owns the write connection, and the order in which work arrives is the queue.
PostgreSQL: a pool of threads. A transaction that lost a race there is run again, up to three times.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from storage.store import Store
from storage.transaction import Transaction

Result = TypeVar("Result")
Work = Callable[[Transaction], Result]


class Aside:
    """Runs transactions in threads of its own, so that the event loop never waits for a disk."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._writers = ThreadPoolExecutor(store.writer_threads, thread_name_prefix="write")
        self._readers = ThreadPoolExecutor(4, thread_name_prefix="read")

    async def write(self, work: Work[Result]) -> Result:
        """Run the work in one writing transaction; its exceptions are raised here."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writers, self.store.write, work)

    async def read(self, work: Work[Result]) -> Result:
        """Run the work in a read-only view of one moment."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self._read, work)

    def close(self) -> None:
        """Wait for what is running, then let the threads go."""
        self._writers.shutdown(wait=True)
        self._readers.shutdown(wait=True)

    def _read(self, work: Work[Result]) -> Result:
        with self.store.read() as tx:
            return work(tx)
