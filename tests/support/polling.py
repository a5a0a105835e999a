"""Blogs on loopback that change, and a poller that reads them for the channels that follow."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import select

from jobs.aside import Aside
from jobs.clock import MovableClock
from jobs.feeds.documents import Limits
from jobs.feeds.fetch import Fetcher
from jobs.polling.asking import Fetch, Parse
from jobs.polling.poller import Pace, Poller
from storage import tables
from storage.digest_records import DigestPlan
from storage.feed_records import Entry, Feed, FeedId
from storage.store import Store
from tests.support.hostile_web import Choice, Route, answer, open_web

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
QUICK = Pace(gap=0.0, gather=0.01, lease=timedelta(seconds=30))
# A machine may stand still for some seconds: that is no fault of a website's.
PATIENT = Limits(seconds=120.0, connect_seconds=60.0, pause_seconds=60.0)
AGENT = "Teapoint (+https://teapoint.example)"


@dataclass(slots=True)
class Blog:
    """A blog with a feed; its ETag is its number of changes. `said`: every request for it."""

    name: str
    posts: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def write(self, *titles: str) -> None:
        """Publish posts, the newest first in the feed."""
        self.posts = [*reversed(titles), *self.posts]

    @property
    def etag(self) -> str:
        return f'W/"{self.name}-{len(self.posts)}"'

    def serve(self) -> Choice:
        return Choice(self._choose)

    def _choose(self, head: str) -> Route:
        self.said.append(head)
        headers = {"ETag": self.etag, "Content-Type": "application/rss+xml"}
        if f"if-none-match: {self.etag}\r\n" in head:
            return answer(304, headers=headers)
        return answer(200, self.document(), headers)

    def document(self) -> bytes:
        items = "".join(
            f"<item><title>{title}</title><guid isPermaLink='false'>{self.name} {title}</guid>"
            f"<link>https://{self.name}.example.org/{title.replace(' ', '-')}</link></item>"
            for title in self.posts
        )
        head = f"<title>{self.name}</title><link>https://{self.name}.example.org/</link>"
        return f"<rss version='2.0'><channel>{head}{items}</channel></rss>".encode()


class Channel:
    """A channel of a network of its own, whose digest follows feeds."""

    def __init__(self, store: Store, name: str = "blogs") -> None:
        self.store = store
        with store.begin() as tx:
            space = tx.spaces.install("slack", f"T-{name}", f"T-{name}", name, "xoxb-tea")
            network = tx.networks.add(name)
            place = tx.places.see(space.id, f"C-{name}", "channel", name)
            digest = tx.digests.open_for_place(network.id, place.id, None, NOW)
            self.digest = tx.digests.change(digest.id, replace(DigestPlan(), rhythm="daily"))

    def follow(self, *urls: str, now: datetime = NOW) -> list[FeedId]:
        with self.store.begin() as tx:
            ids = [tx.feeds.add(url, now).id for url in urls]
            for feed_id in ids:
                tx.digests.follow(self.digest.id, feed_id, (), None, now)
        return ids

    def heard(self) -> list[str]:
        """The kinds of what was queued for its network, the oldest first."""
        with self.store.read() as tx:
            mine = tables.NoticeRow.network_id == self.digest.network_id
            rows = tx.session.scalars(select(tables.NoticeRow).where(mine))
            return [row.kind for row in sorted(rows, key=lambda row: row.created_at)]


@dataclass(slots=True)
class Polled:
    """A poller and what it has read."""

    store: Store
    clock: MovableClock
    poller: Poller
    aside: Aside

    async def at(self, moment: timedelta) -> int:
        """Poll when so much time has passed since the beginning; return how many were asked."""
        self.clock.move_to(NOW + moment)
        return await self.poller.run_once()

    def feed(self, feed_id: FeedId) -> Feed:
        with self.store.read() as tx:
            return tx.feeds.get(feed_id)

    def entries(self, feed_id: FeedId) -> list[Entry]:
        with self.store.read() as tx:
            return tx.posts.latest(feed_id, 1_000)

    def listed(self, feed_id: FeedId) -> list[str]:
        return sorted(one.title for one in self.entries(feed_id) if one.listed_at)


@contextmanager
def open_poller(store: Store, fetch: Fetch, parse: Parse, pace: Pace = QUICK) -> Iterator[Polled]:
    aside, clock = Aside(store), MovableClock(NOW)
    try:
        yield Polled(store, clock, Poller(aside, clock, fetch, parse, AGENT, pace), aside)
    finally:
        aside.close()


@dataclass(slots=True)
class Site:
    """Websites of several names on loopback, all with the same paths, which may change."""

    routes: dict[str, Route | Choice]
    port: int
    fetch: Fetch
    heads: list[str]
    moments: list[float]

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@asynccontextmanager
async def open_sites(
    routes: Mapping[str, Route | Choice], limits: Limits = PATIENT
) -> AsyncIterator[Site]:
    """Serve the routes at 127.0.0.1 and every other loopback address."""
    changing = dict(routes)
    async with open_web(changing, host="0.0.0.0") as web:  # noqa: S104 - a test's own websites
        allowed = {(f"127.0.0.{number}", web.port) for number in range(1, 60)}
        async with Fetcher(allowed) as fetcher:
            fetch = partial(fetcher.fetch_document, limits=limits)
            yield Site(changing, web.port, fetch, web.heads, web.moments)


async def until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait for something that another task does; TimeoutError."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - what is waited for is in a database, or on a website
            await asyncio.sleep(0.02)


async def poll_elsewhere(database: str, port: int, moment: timedelta, crash: str) -> int:
    """Poll once in a process that dies at a named point; return how it ended."""
    given = (database, str(port), (NOW + moment).isoformat(), crash)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.polling_process", *given, cwd=ROOT
    )
    return await process.wait()
