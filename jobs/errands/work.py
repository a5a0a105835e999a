"""What one kind of errand is made of: facts are read, something is decided, that is recorded."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, ParamSpec, Protocol, TypeVar

from jobs.feeds.discovery import Reader
from jobs.feeds.documents import Fetched
from jobs.feeds.opml import FeedList
from storage.queue_records import Errand
from storage.transaction import Transaction
from storage.types import SpaceId

P = ParamSpec("P")
T = TypeVar("T")
Facts = TypeVar("Facts")
Result = TypeVar("Result")


class FeedReader(Reader, Protocol):
    """Who reads feeds, pages and lists of feeds; `ParseWorkers` in earnest."""

    async def read_opml(self, body: bytes) -> FeedList:
        """Return the feeds in a list; ReadError."""
        ...


class Aid(Protocol):
    """What an errand may ask for outside any transaction."""

    @property
    def reader(self) -> FeedReader:
        """Who reads feeds, in processes that can be stopped."""
        ...

    async def fetch_file(self, platform: str, space: SpaceId, file_id: str) -> bytes:
        """Return a file that somebody gave in a form; NotFetchedError."""
        ...

    async def fetch_document(self, url: str) -> Fetched:
        """Return what is at a web address that somebody gave, through the guard; FetchError."""
        ...

    async def compute(self, work: Callable[P, T], *args: P.args, **_none: P.kwargs) -> T:
        """Have a worker process do this: a pure function of a module, by position."""
        ...

    async def note_progress(self, done: int, total: int) -> None:
        """Let whoever asks know how far this is."""
        ...


@dataclass(frozen=True, slots=True)
class Work(Generic[Facts, Result]):
    """One kind of errand.

    `read` returns the facts, or None where there is nothing to do any more; `compute` is pure, a
    function of a module, and runs in a worker process; `record` writes the result in one
    transaction. `tell_failed` tells whoever waits, after the last attempt. `prepare` completes the
    facts with what takes a network or many steps; it may be run again from the start.
    """

    read: Callable[[Transaction, Errand, datetime], Facts | None]
    compute: Callable[[Facts], Result]
    record: Callable[[Transaction, Errand, Facts, Result, datetime], None]
    tell_failed: Callable[[Transaction, Errand, datetime], None]
    prepare: Callable[[Facts, Aid], Awaitable[Facts]] | None = None
