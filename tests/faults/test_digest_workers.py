"""Editions, once a period: real processes that race, are killed and start again, over both changes
of the clocks and an hour that is edited. Two at once on PostgreSQL, one after another on SQLite."""

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.keys import FernetCipher
from jobs.digests import editions
from storage.digest_records import Digest, DigestPlan, Edition
from storage.store import Store, open_store
from storage.tables import DeliveryRow, NoticeRow
from tests.support.digesting import an_entry
from tests.support.polling import ROOT

KEY = "Zm9yLXRlc3RzLW9ubHktdGhpcy1pcy1ub3QtYS1rZXk="
HALF_AN_HOUR = timedelta(minutes=30)
NIGHTLY = DigestPlan("weekly", weekday=6, at="01:30")
"""On Sundays, at a time that clocks skip in March and have twice in October."""


@dataclass(slots=True)
class Worker:
    """A process that ticks; it is killed as by a machine that loses its power."""

    database: str
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        arguments = ("-m", "tests.support.digest_process", self.database, KEY)
        pipe = asyncio.subprocess.PIPE
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, cwd=ROOT, stdin=pipe, stdout=pipe
        )
        assert await self._line() == "ready"

    def tell(self, moment: datetime) -> None:
        assert self.process
        assert self.process.stdin
        self.process.stdin.write(f"{moment.isoformat()}\n".encode())

    async def done(self) -> None:
        assert (await self._line()).startswith("fired")

    async def _line(self) -> str:
        assert self.process
        assert self.process.stdout
        return (await asyncio.wait_for(self.process.stdout.readline(), 60)).decode().strip()

    async def kill(self) -> None:
        assert self.process
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()


@dataclass(slots=True)
class Channel:
    """A channel with a digest of one blog."""

    store: Store
    digest: Digest = field(init=False)
    number: int = 0

    def open(self, now: datetime) -> None:
        with self.store.begin() as tx:
            space = tx.spaces.install("slack", "T1", "T1", "Tea", "xoxb-tea")
            network = tx.networks.add("Tea")
            place = tx.places.see(space.id, "C1", "channel", "blogs")
            digest = tx.digests.open_for_place(network.id, place.id, None, now)
            feed = tx.feeds.add("https://f1.example/feed", now, "Example Council Digital")
            tx.digests.follow(digest.id, feed.id, (), None, now)
            self.digest = editions.set_plan(tx, digest, replace(NIGHTLY, starts=now.date()), now)

    def post(self, now: datetime) -> None:
        """The blog writes, and what was sent arrives."""
        self.number += 1
        with self.store.begin() as tx:
            feed = tx.feeds.find("https://f1.example/feed")
            assert feed
            entry = an_entry(self.number)
            post_id = tx.posts.post_for([entry.link], now)[entry.link]
            mine = replace(entry, feed_id=feed.id, post_id=post_id, listed_at=now)
            tx.posts.record([mine], [], [], now)
            sent = update(DeliveryRow).where(DeliveryRow.state == "ready")
            tx.session.execute(sent.values(state="sent", settled_at=now, remote_ref="1.1"))

    def edit_hour(self, at: str, now: datetime) -> None:
        with self.store.begin() as tx:
            fresh = tx.digests.get(self.digest.id, self.digest.network_id)
            editions.set_plan(tx, fresh, replace(fresh.plan, at=at), now)

    def editions(self) -> list[Edition]:
        with self.store.read() as tx:
            return tx.editions.recent(self.digest.id, datetime(2026, 1, 1, tzinfo=UTC))[::-1]

    def listed(self) -> Counter[str]:
        """How often each post stands in an edition."""
        with self.store.read() as tx:
            posts = [post for each in self.editions() for post in tx.editions.posts(each.id)]
        return Counter(post.post_id for post in posts)

    def told(self) -> int:
        """How many messages of editions were queued."""
        with self.store.read() as tx:
            kinds = tx.session.scalars(select(NoticeRow.kind)).all()
        return sum(kind == "DigestEdition" for kind in kinds)


@pytest.fixture
def channel(database_url: str) -> Iterator[Channel]:
    """A channel on each database, which processes can reach."""
    store = open_store(database_url, FernetCipher([KEY]))
    yield Channel(store)
    store.close()


@asynccontextmanager
async def working(database: str) -> AsyncIterator[list[Worker]]:
    """Two workers, or the one that SQLite may have."""
    workers = [Worker(database) for _ in range(1 if database.startswith("sqlite") else 2)]
    try:
        await asyncio.gather(*(worker.start() for worker in workers))
        yield workers
    finally:
        await asyncio.gather(*(worker.kill() for worker in workers if worker.process))


async def tick(workers: list[Worker], moment: datetime, *, loses: bool) -> None:
    """All tick at once; the last of them is lost in the middle of it, and starts again."""
    for worker in workers:
        worker.tell(moment)
    *others, last = workers
    if loses:
        await asyncio.sleep(0.01)
        await last.kill()
        await last.start()
        last.tell(moment)
    await asyncio.gather(*(worker.done() for worker in [*others, last]))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sunday", "labels"),
    [
        (datetime(2027, 3, 28, tzinfo=UTC), ["2027-W11", "2027-W12", "2027-W13"]),
        (datetime(2026, 10, 25, tzinfo=UTC), ["2026-W42", "2026-W43", "2026-W44"]),
    ],
    ids=["an hour is skipped", "an hour comes twice"],
)
async def test_two_processes_open_one_edition_of_each_period(
    database_url: str, channel: Channel, sunday: datetime, labels: list[str]
) -> None:
    begins = sunday - timedelta(days=8)
    channel.open(begins)
    async with working(database_url) as workers:
        for week in (-7, 0, 7):
            night = sunday + timedelta(days=week)
            for step in range(5):  # from midnight to 2 in the morning, UTC
                moment = night + step * HALF_AN_HOUR
                channel.post(moment - timedelta(minutes=1))
                await tick(workers, moment, loses=week == 0 and step in (1, 3))
            later = night + timedelta(hours=5)
            channel.edit_hour("04:00", night + timedelta(hours=2, minutes=30))
            await tick(workers, later, loses=False)
            channel.edit_hour("01:30", later)
    made = channel.editions()
    assert [each.label for each in made] == labels
    assert channel.told() == len(labels)
    assert set(channel.listed().values()) == {1}
