"""Feeds are read in processes of their own, which can be stopped: a thread cannot.

A document that takes too long, or too much memory, costs its own reading and nobody else's.
"""

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from jobs.feeds.discovery import FoundLink
from jobs.feeds.opml import FeedList
from jobs.feeds.reading import worker
from jobs.feeds.records import ReadFeed
from jobs.feeds.trouble import ParseCrashedError, ParseTimeoutError

P = ParamSpec("P")
T = TypeVar("T")

SECONDS = 10.0
MEMORY_BYTES = 400_000_000


class ParseWorkers:
    """Worker processes for reading, started at the first document and replaced when stopped.

    `seconds`: for one document, from when a worker takes it up. `memory_bytes`: of address space,
    for each worker.
    """

    def __init__(
        self, count: int = 1, *, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES
    ) -> None:
        self._count, self._seconds, self._memory = count, seconds, memory_bytes
        self._pool = self._make_pool()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await asyncio.to_thread(self.close)

    async def parse(self, body: bytes, content_type: str, url: str) -> ReadFeed:
        """Return the feed in a document from `url`; ReadError."""
        return await self._run(worker.read_feed, body, content_type, url)

    async def find_links(self, body: bytes, content_type: str, url: str) -> list[FoundLink]:
        """Return where the feeds of a page may be, the likeliest first; ReadError."""
        return await self._run(worker.read_links, body, content_type, url)

    async def read_opml(self, body: bytes) -> FeedList:
        """Return the feeds in a list; ReadError."""
        return await self._run(worker.read_list, body)

    def close(self) -> None:
        """End the processes, whatever they are at; waits for that, a few seconds at most."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it without types
        self._pool.join()

    async def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await asyncio.wrap_future(self._schedule(work, *args, **kwargs))
        except TimeoutError as error:
            raise ParseTimeoutError from error
        except (MemoryError, ProcessExpired, BrokenProcessPool) as error:
            raise ParseCrashedError(type(error).__name__) from error

    def _schedule(
        self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> ProcessFuture[T]:
        """Hand it to the pool; one whose idle worker was killed is broken, and made anew."""
        if not self._pool.active:
            self._pool = self._make_pool()
        return self._pool.schedule(work, args, kwargs, timeout=self._seconds)

    def _make_pool(self) -> ProcessPool:
        return ProcessPool(
            self._count,
            initializer=worker.begin,
            initargs=(self._memory,),
            context=multiprocessing.get_context("spawn"),
        )
