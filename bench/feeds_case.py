"""One who polls, in a process of its own: `python -m bench.feeds_case WHO PORT COUNT FOLDER`.

Polls all feeds once, and once more when nothing is new. What comes before is not measured: imports,
an empty database, adding the feeds, and the worker process in which ours are read. Processor
seconds are those of this process and of all that it started, as Linux counts them.
"""

import asyncio
import gc
import json
import os
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

from cryptography.fernet import Fernet

from bench.feeds_web import ADDRESSES, host_of
from bot import migrations
from bot.keys import FernetCipher
from jobs.aside import Aside
from jobs.clock import MovableClock
from jobs.feeds.fetch import Fetcher
from jobs.feeds.parse_workers import ParseWorkers
from jobs.polling.poller import Pace, Poller
from storage.store import Store, open_store

WORKERS_OF_READER = 10
_A_DAY_LATER = timedelta(hours=26)


@dataclass(slots=True)
class Took:
    """Processor and wall-clock seconds of a poll, and what is stored after it."""

    cpu: float = 0.0
    wall: float = 0.0
    feeds: int = 0
    posts: int = 0


def main() -> None:
    """Poll twice, and print what that took."""
    who, port, count, folder = sys.argv[1:]
    urls = [f"http://{host_of(number)}:{port}/{number}" for number in range(int(count))]
    poll = _poll_reader if who == "reader" else _poll_ours
    first, second = poll(urls, int(port), Path(folder) / f"{who}.db")
    print(json.dumps({"first": asdict(first), "second": asdict(second)}))


def _poll_reader(urls: list[str], _port: int, file: Path) -> tuple[Took, Took]:
    """As its documentation says, except that the second time nothing is put off."""
    warnings.simplefilter("ignore")
    reader = import_module("reader").make_reader(str(file))
    for url in urls:
        reader.add_feed(url)
    _freeze()
    tooks = []
    for _ in range(2):
        with _measured() as took:
            reader.update_feeds(scheduled=False, workers=WORKERS_OF_READER)
        feeds = reader.get_feed_counts()
        took.feeds, took.posts = feeds.total - feeds.broken, reader.get_entry_counts().total
        tooks.append(took)
    return tooks[0], tooks[1]


def _poll_ours(urls: list[str], port: int, file: Path) -> tuple[Took, Took]:
    database = f"sqlite:///{file}"
    migrations.upgrade(database)
    store = open_store(database, FernetCipher([Fernet.generate_key().decode()]))
    now = datetime.now(UTC)
    _follow(store, urls, now)
    return asyncio.run(_poll_twice(store, port, MovableClock(now)))


async def _poll_twice(store: Store, port: int, clock: MovableClock) -> tuple[Took, Took]:
    allowed = {(host_of(number), port) for number in range(ADDRESSES)}
    async with Fetcher(allowed) as fetcher, ParseWorkers() as readers:
        await readers.parse(b"<rss><channel><title>-</title></channel></rss>", "", "https://a.b/")
        aside, agent = Aside(store), "Teapoint (bench)"
        fetch, pace = fetcher.fetch_document, Pace(gap=0.0)
        poller = Poller(aside, clock, fetch, readers.parse, agent, pace)
        _freeze()
        tooks = []
        for _ in range(2):
            with _measured() as took:
                await poller.run_once()
            took.feeds, took.posts = _count(store)
            tooks.append(took)
            clock.move_to(clock.now() + _A_DAY_LATER)
        aside.close()
    store.close()
    return tooks[0], tooks[1]


def _follow(store: Store, urls: list[str], now: datetime) -> None:
    with store.begin() as tx:
        network = tx.networks.add("Bench").id
        space = tx.spaces.install("slack", "T1", "T1", "Bench").id
        place = tx.places.see(space, "C1", "channel", "blogs").id
        digest = tx.digests.open_for_place(network, place, None, now)
        for url in urls:
            tx.digests.follow(digest.id, tx.feeds.add(url, now).id, (), None, now)


def _count(store: Store) -> tuple[int, int]:
    """Feeds that were read, and their posts."""
    with store.read() as tx:
        network = tx.networks.all()[0].id
        feeds = tx.feeds.many(tx.digests.feeds_of(network)).values()
        well = [feed.id for feed in feeds if feed.state == "alive" and not feed.failures]
        longest_ago = datetime(1970, 1, 1, tzinfo=UTC)
        return len(well), sum(tx.posts.rates(well, longest_ago).values())


def _freeze() -> None:
    """As the bot does when it starts, for both: what is imported is not looked through again."""
    gc.collect()
    gc.freeze()


@contextmanager
def _measured() -> Iterator[Took]:
    took, cpu, wall = Took(), _cpu(), time.perf_counter()
    yield took
    took.cpu, took.wall = _cpu() - cpu, time.perf_counter() - wall


def _cpu() -> float:
    """Processor seconds of this process, of those it started, and of those that have ended."""
    return sum(_seconds(pid) for pid in [os.getpid(), *_descendants(os.getpid())])


def _descendants(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in _children(task):
            yield child
            yield from _descendants(child)


def _children(task: Path) -> list[int]:
    """What a thread has started; a thread that has just ended has nothing any more."""
    try:
        return [int(child) for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
