"""Does what commands put off: claimed under a lease, computed outside any transaction."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import Executor
from datetime import timedelta
from typing import Any

from jobs.aside import Aside
from jobs.attempt import attempt
from jobs.clock import Clock
from jobs.crash import CrashPoints
from jobs.digests import blogs_errand, discover_errand, own_blog_errand
from jobs.errands.errand_aid import (
    FetchDocument,
    FilesOf,
    NoReader,
    RunningAid,
    no_documents,
    no_files,
)
from jobs.errands.work import FeedReader, Work
from jobs.events import grid_errand
from jobs.members import import_errand
from jobs.organisations import sheet_errand
from jobs.rounds import plan_errand
from jobs.schemes import draw_errand, dry_run_errand
from jobs.sessions import link_title_errand, note_file_errand
from jobs.waves import wave_errand
from storage.errands import MOST_ATTEMPTS
from storage.queue_records import Errand
from storage.transaction import Transaction

KINDS: Mapping[str, Work[Any, Any]] = {
    "blogs": blogs_errand.WORK,
    "discover": discover_errand.WORK,
    "draw": draw_errand.WORK,
    "dry run": dry_run_errand.WORK,
    "grid": grid_errand.WORK,
    "import": import_errand.WORK,
    "link title": link_title_errand.WORK,
    "note file": note_file_errand.WORK,
    "organisations": sheet_errand.WORK,
    "own blog": own_blog_errand.WORK,
    "plan": plan_errand.WORK,
    "wave": wave_errand.WORK,
}


class ErrandRunner:
    """Runs one errand at a time; `workers` are processes: planning never holds up a press."""

    def __init__(
        self,
        aside: Aside,
        clock: Clock,
        workers: Executor,
        lease: timedelta = timedelta(seconds=60),
        crash: CrashPoints | None = None,
        files_of: FilesOf = no_files,
        fetch: FetchDocument = no_documents,
        reader: FeedReader | None = None,
    ) -> None:
        self._aside = aside
        self._clock = clock
        self._workers = workers
        self._lease = lease
        self._crash = crash or CrashPoints()
        self._files_of = files_of
        self._fetch = fetch
        self._reader = reader or NoReader()

    async def run_once(self) -> int:
        """Do the oldest errand, if there is one; return how many were done."""
        claimed = await self._aside.write(lambda tx: tx.errands.claim(self._lease))
        if claimed is None:
            return 0
        errand, token = claimed
        keeping = asyncio.create_task(self._keep_lease(errand, token))
        failure = await attempt(self._do(errand, token), "errand %s (%s)", errand.id, errand.kind)
        keeping.cancel()
        error = type(failure).__name__ if failure else None
        await self._aside.write(lambda tx: self._finish(tx, errand, token, error))
        return 1

    def _finish(self, tx: Transaction, errand: Errand, token: str, error: str | None) -> None:
        """Settle the errand; where it failed for good, whoever waits for it is told."""
        settled = tx.errands.finish(errand, token, error)
        if settled and error and errand.attempts >= MOST_ATTEMPTS:
            KINDS[errand.kind].tell_failed(tx, errand, self._clock.now())

    async def _keep_lease(self, errand: Errand, token: str) -> None:
        """Work may take minutes; a lost worker is noticed after one lease all the same."""
        while True:
            await asyncio.sleep(self._lease.total_seconds() / 3)
            await self._aside.write(lambda tx: tx.errands.renew(errand, token, self._lease))

    async def _do(self, errand: Errand, token: str) -> None:
        work = KINDS[errand.kind]
        facts = await self._aside.read(lambda tx: work.read(tx, errand, self._clock.now()))
        if facts is None:
            return
        self._crash.reach("during work")
        aid = RunningAid(
            self._aside, self._workers, self._files_of, errand, token, self._fetch, self._reader
        )
        if work.prepare is not None:
            facts = await work.prepare(facts, aid)
        result = await aid.compute(work.compute, facts)
        self._crash.reach("before record")
        await self._aside.write(lambda tx: self._record(tx, errand, facts, result))
        self._crash.reach("after record")

    def _record(self, tx: Transaction, errand: Errand, facts: object, result: object) -> None:
        KINDS[errand.kind].record(tx, errand, facts, result, self._clock.now())
        self._crash.reach("during introduce")  # all is written, nothing is committed
