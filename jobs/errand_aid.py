"""What an errand may ask for between reading its facts and deciding: files, workers, progress."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from jobs.aside import Aside
from jobs.files import Files
from storage.types import Errand, SpaceId

P = ParamSpec("P")
T = TypeVar("T")

FilesOf = Callable[[str], Files]


def no_files(platform: str) -> Files:
    """For where no platform is connected."""
    raise LookupError(f"no files from the platform {platform!r}")


@dataclass(frozen=True, slots=True)
class RunningAid:
    """Fills `jobs.work.Aid` for one errand under its lease."""

    aside: Aside
    workers: Executor
    files_of: FilesOf
    errand: Errand
    token: str

    async def fetch_file(self, platform: str, space: SpaceId, file_id: str) -> bytes:
        return await self.files_of(platform).fetch_file(space, file_id)

    async def compute(self, work: Callable[P, T], *args: P.args, **_none: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.workers, work, *args)

    async def note_progress(self, done: int, total: int) -> None:
        await self.aside.write(
            lambda tx: tx.errands.note_progress(self.errand, self.token, done, total)
        )
