"""Blogs on loopback, and what a bot does about them: looks for feeds, imports lists, polls."""

from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime

from jobs.errand_runner import ErrandRunner
from jobs.feeds.discovery import FoundLink
from jobs.feeds.fetch import Fetcher
from jobs.feeds.opml import FeedList
from jobs.feeds.reading import worker
from jobs.feeds.records import ReadFeed
from jobs.polling.poller import Pace, Poller
from jobs.schedule import Ticker
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.hostile_web import Choice, Route, Web, answer, open_web
from tests.support.importing import Shelf
from tests.support.organising import WorldClock

AGENT = "Teapoint (+https://teapoint.example)"
HOME = "<html><head><title>{name}</title>{links}</head><body>Welcome</body></html>"
LINK = '<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'
Routes = dict[str, Route | Choice]


class Reading:
    """Reads as the worker processes do, in this one."""

    async def parse(self, body: bytes, content_type: str, url: str) -> ReadFeed:
        return worker.read_feed(body, content_type, url)

    async def find_links(self, body: bytes, content_type: str, url: str) -> list[FoundLink]:
        return worker.read_links(body, content_type, url)

    async def read_opml(self, body: bytes) -> FeedList:
        return worker.read_list(body)


@dataclass
class Blogs:
    """Websites that the operator allows; `routes` may be changed while they are up."""

    world: World
    routes: Routes
    web: Web
    fetcher: Fetcher

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.web.port}"

    def url(self, path: str = "/") -> str:
        return self.web.url(path)

    @property
    def asked(self) -> list[str]:
        """The paths that were asked for, in order."""
        return self.web.paths

    async def look(self, shelf: Shelf | None = None) -> int:
        """Do what commands put off; return how many errands were done."""
        done = 0
        with ThreadPoolExecutor(1) as workers:
            runner = ErrandRunner(
                self.world.aside,
                WorldClock(self.world),
                workers,
                files_of=(shelf or Shelf()).of,
                fetch=self.fetcher.fetch_document,
                reader=Reading(),
            )
            while done < 20 and await runner.run_once():
                done += 1
        return done

    async def poll(self) -> int:
        """Poll what is due; return how many feeds were asked."""
        pace = Pace(gap=0.0, gather=0.01)
        clock, fetch = WorldClock(self.world), self.fetcher.fetch_document
        return await Poller(self.world.aside, clock, fetch, Reading().parse, AGENT, pace).run_once()

    async def pass_time(self, time: timedelta) -> None:
        """Let the time pass; then what fell due is done."""
        self.world.now += time
        while await Ticker(self.world.aside, WorldClock(self.world), 24).run_once():
            pass

    async def add(self, chat: Chat, line: str, *, channel: bool = False) -> str:
        """Type it, let us look, and return what the person is told; a minute later."""
        self.world.now += timedelta(minutes=1)
        assert "You'll get a message" in await chat.say(line, channel=channel)
        await self.look()
        return "\n".join(await chat.told())


@asynccontextmanager
async def open_blogs(world: World, routes: Routes | None = None) -> AsyncIterator[Blogs]:
    """Serve blogs while a test runs."""
    served: Routes = routes if routes is not None else {}
    async with open_web(served) as web, Fetcher({("127.0.0.1", web.port)}) as fetcher:
        yield Blogs(world, served, web, fetcher)


def feed_of(name: str, *titles: str, now: datetime, every: timedelta = timedelta(days=3)) -> Route:
    """A feed with posts, the newest first, one each so often before now."""
    items = "".join(
        f"<item><title>{title}</title><guid isPermaLink='false'>{name} {title}</guid>"
        f"<link>https://{_host(name)}/{title.replace(' ', '-').lower()}/</link>"
        f"<pubDate>{format_datetime(now - (number + 1) * every)}</pubDate>"
        f"<description>About {title}, in two honest lines.</description></item>"
        for number, title in enumerate(titles)
    )
    head = f"<title>{name}</title><link>https://{_host(name)}/</link>"
    body = f"<rss version='2.0'><channel>{head}{items}</channel></rss>".encode()
    return answer(200, body, {"Content-Type": "application/rss+xml", "ETag": '"1"'})


def page_of(name: str, *feeds: tuple[str, str]) -> Route:
    """A home page that declares feeds: the title and address of each."""
    links = "".join(LINK.format(title=title, href=href) for title, href in feeds)
    return html(HOME.format(name=name, links=links))


def html(text: str, status: int = 200) -> Route:
    return answer(status, text.encode(), {"Content-Type": "text/html; charset=utf-8"})


def opml_of(*feeds: tuple[str, str]) -> bytes:
    """A list of feeds: the title and address of each."""
    lines = "".join(f'<outline type="rss" text="{t}" xmlUrl="{url}"/>' for t, url in feeds)
    return (
        f'<opml version="2.0"><head><title>Mine</title></head><body>{lines}</body></opml>'.encode()
    )


async def followed(world: World, chat: Chat | None = None) -> Sequence[str]:
    """Return the titles of what the channel follows, or a member; the oldest first."""
    member = await chat.find_member() if chat else None

    def find(tx: Transaction) -> list[str]:
        digests, network = tx.digests, world.network.id
        digest = (
            digests.of_member(network, member.id)
            if member
            else digests.of_place(network, world.channel.id)
        )
        follows = digests.follows(digest.id) if digest else []
        feeds = tx.feeds.many([one.feed_id for one in follows])
        return [feeds[one.feed_id].title for one in follows]

    return await world.aside.read(find)


def _host(name: str) -> str:
    return f"{name.split()[0].lower()}.example.org"
