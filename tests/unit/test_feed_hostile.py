"""Documents made to hurt end within their limits, and hurt nobody else."""

import asyncio
import multiprocessing
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
import pytest_asyncio

from jobs.feeds.parse_workers import ParseWorkers
from jobs.feeds.trouble import NotAFeedError, ParseCrashedError, ParseTimeoutError, ReadError
from tests.support.feed_formats import POSTS, URL, rss_2
from tests.support.hostile_feeds import HOSTILE

FINE = rss_2(POSTS, lambda text: f"<![CDATA[{text}]]>").encode()
_SECONDS = 20
_KILOBYTES = 500_000


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def workers() -> AsyncIterator[ParseWorkers]:
    async with ParseWorkers() as found:
        yield found


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", HOSTILE)
async def test_it_ends_within_its_limits_and_the_next_feed_is_read(
    name: str, workers: ParseWorkers
) -> None:
    body = HOSTILE[name]()
    began = time.monotonic()
    with suppress(NotAFeedError, ParseTimeoutError):
        found = await workers.parse(body, "", URL)
        assert not any("root:" in entry.title + entry.summary for entry in found.entries)
        assert all(len(entry.title) + len(entry.summary) < 1_000 for entry in found.entries)
    assert time.monotonic() - began < _SECONDS
    assert len((await workers.parse(FINE, "", URL)).entries) == len(POSTS)
    assert 0 < _peak() < _KILOBYTES


def _peak() -> int:
    """The most kilobytes that the parser which runs now ever held; other children hold more."""
    newest = max(multiprocessing.active_children(), key=lambda child: child.pid or 0)
    lines = Path(f"/proc/{newest.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


async def test_a_document_that_takes_too_long_is_stopped_and_others_are_read() -> None:
    slow = HOSTILE["thousands of attributes again and again"]()
    async with ParseWorkers(2, seconds=0.5) as workers:
        await asyncio.gather(*(workers.parse(FINE, "", URL) for _ in range(4)))
        stopped = asyncio.ensure_future(workers.parse(slow, "", URL))
        others = await asyncio.gather(*(workers.parse(FINE, "", URL) for _ in range(4)))
        assert all(len(found.entries) == len(POSTS) for found in others)
        with pytest.raises(ParseTimeoutError):
            await stopped
        assert (await workers.parse(FINE, "", URL)).entries


async def test_a_document_that_takes_too_much_memory_fails_alone() -> None:
    async with ParseWorkers(memory_bytes=90_000_000) as workers:
        with pytest.raises(ReadError):
            await workers.parse(HOSTILE["nothing but tags begun"](), "", URL)
        assert (await workers.parse(FINE, "", URL)).entries


async def test_after_a_worker_was_killed_feeds_are_read_all_the_same() -> None:
    async with ParseWorkers() as workers:
        await workers.parse(FINE, "", URL)
        before = set(_children())
        for process in before:
            os.kill(process, signal.SIGKILL)
        for _ in range(2):
            try:
                found = await workers.parse(FINE, "", URL)
            except ParseCrashedError:
                continue
            assert len(found.entries) == len(POSTS)
            return
    pytest.fail("no feed was read after the worker was killed")


async def test_what_is_no_feed_is_told_across_processes() -> None:
    async with ParseWorkers() as workers:
        with pytest.raises(NotAFeedError) as error:
            await workers.parse(b"<html>", "text/html", URL)
    assert error.value.kind == "web page"


def _children() -> list[int]:
    """The workers of this process, as the system knows them."""
    own = os.getpid()
    listed = Path(f"/proc/{own}/task/{own}/children").read_text(encoding="ascii").split()
    return [int(number) for number in listed if _is_worker(int(number))]


def _is_worker(process: int) -> bool:
    return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
