"""What an errand may ask for between reading its facts and deciding.

Files that people gave, documents at web addresses, worker processes, and telling its progress.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from jobs.aside import Aside
from jobs.delivery.files import Files
from jobs.errands.work import FeedReader
from jobs.feeds.discovery import FoundLink
from jobs.feeds.documents import Fetched
from jobs.feeds.opml import FeedList
from jobs.feeds.records import ReadFeed
from storage.queue_records import Errand
from storage.types import SpaceId

P = ParamSpec("P")
T = TypeVar("T")

FilesOf = Callable[[str], Files]
FetchDocument = Callable[[str], Awaitable[Fetched]]


def no_files(platform: str) -> Files:
    """For where no platform is connected."""
    raise LookupError(f"no files from the platform {platform!r}")


async def no_documents(_url: str) -> Fetched:
    """For where nothing is wired to fetch with."""
    raise LookupError("nothing fetches documents here")


class NoReader:
    """For where nothing is wired to read feeds with."""

    async def parse(self, body: bytes, content_type: str, url: str) -> ReadFeed:
        raise LookupError("nothing reads feeds here")

    async def find_links(self, body: bytes, content_type: str, url: str) -> list[FoundLink]:
        raise LookupError("nothing reads feeds here")

    async def read_opml(self, body: bytes) -> FeedList:
        raise LookupError("nothing reads feeds here")


@dataclass(frozen=True, slots=True)
class RunningAid:
    """Fills `jobs.errands.work.Aid` for one errand under its lease."""

    aside: Aside
    workers: Executor
    files_of: FilesOf
    errand: Errand
    token: str
    fetch: FetchDocument = no_documents
    reader: FeedReader = field(default_factory=NoReader)

    async def fetch_file(self, platform: str, space: SpaceId, file_id: str) -> bytes:
        return await self.files_of(platform).fetch_file(space, file_id)

    async def fetch_document(self, url: str) -> Fetched:
        return await self.fetch(url)

    async def compute(self, work: Callable[P, T], *args: P.args, **_none: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.workers, work, *args)

    async def note_progress(self, done: int, total: int) -> None:
        await self.aside.write(
            lambda tx: tx.errands.note_progress(self.errand, self.token, done, total)
        )
