"""The ready-made set of public-sector blogs, against a stand-in for its hosts, and offline."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from urllib.parse import urlsplit

from jobs.digests.blog_lists import ready_made
from jobs.feeds.fetch import Fetcher
from jobs.feeds.opml import ListedFeed
from tests.support.blog_web import Blogs, feed_of, followed, html, opml_of
from tests.support.chat import Chat, World
from tests.support.hostile_web import Choice, Route, answer, open_web, redirect
from tests.support.importing import Shelf

MINUTE = timedelta(minutes=1)
LISTED = ready_made().feeds
MISSING, PAGES, MOVED, GONE, ILL, SHUT = LISTED[3:63:10]
BAD = (MISSING, PAGES, GONE, ILL, SHUT)


def host_of(feed: ListedFeed) -> str:
    return urlsplit(feed.url).hostname or ""


def ask_all(world: World, asked: list[str]) -> Choice:
    """Every host of the set answers with a feed of its own name, but for some."""
    troubles: dict[str, Route] = {
        host_of(MISSING): answer(404),
        host_of(PAGES): html("<html><body>We have a new website</body></html>"),
        host_of(GONE): answer(410),
        host_of(ILL): answer(500),
        host_of(SHUT): answer(403, headers={"cf-mitigated": "challenge"}),
    }
    titles = {host_of(one): one.title for one in LISTED}

    def choose(head: str) -> Route:
        host = re.search(r"(?im)^host: ([^:\r\n]+)", head)
        assert host
        asked.append(host[1])
        if host[1] == host_of(MOVED) and "/moved/" not in head.split(" ")[1]:
            return redirect("/moved/", 301)
        name = titles[host[1]]
        return troubles.get(host[1]) or feed_of(name, f"News of {name}", now=world.now)

    return Choice(choose)


class Everywhere(dict[str, Route | Choice]):
    """One route for every path."""

    def __init__(self, every: Choice) -> None:
        super().__init__()
        self.every = every

    def get(self, key: str, default: object = None) -> Choice:
        return self.every


@asynccontextmanager
async def stand_in(world: World, asked: list[str]) -> AsyncIterator[Blogs]:
    """A loopback server that every host of the set leads to, at a port of its own."""
    routes = Everywhere(ask_all(world, asked))
    async with open_web(routes) as web:
        allowed = {(host_of(one), web.port) for one in LISTED}
        async with Fetcher(allowed, resolve=lambda _host, _port: ["127.0.0.1"]) as fetcher:
            yield Blogs(world, routes, web, fetcher)


def at_port(port: int) -> bytes:
    """The set, as it ships, with each host where the stand-in is."""
    return opml_of(*((one.title, _here(one, port)) for one in LISTED))


def _here(feed: ListedFeed, port: int) -> str:
    parts = urlsplit(feed.url)
    return parts._replace(scheme="http", netloc=f"{parts.hostname}:{port}").geturl()


async def report_of(blogs: Blogs, chat: Chat) -> str:
    await blogs.poll()
    await blogs.pass_time(MINUTE)
    return "\n".join(await chat.told())


def test_the_set_ships_with_82_blogs_each_with_a_title_and_a_safe_address() -> None:
    assert len(LISTED) == 82
    assert len({one.url for one in LISTED}) == 82
    assert all(one.title and one.groups for one in LISTED)
    assert {urlsplit(one.url).scheme for one in LISTED} == {"https"}


async def test_the_set_is_imported_and_what_failed_is_said_with_why(world: World) -> None:
    sam = await world.member("Sam Okafor")
    asked: list[str] = []
    async with stand_in(world, asked) as blogs:
        body = at_port(blogs.web.port)
        await sam.say("digest import")
        await sam.fill(file=("F1", "blogs.opml", str(len(body))))
        await blogs.look(Shelf({"F1": body}))
        assert "There are 82 blogs in the list." in "\n".join(await sam.told())
        report = await report_of(blogs, sam)
    assert f"Followed: {82 - len(BAD)}" in report
    said = {one.title: _said(report, one) for one in LISTED if _said(report, one)}
    assert said.keys() == {one.title for one in BAD}
    for gone in (MISSING, GONE):
        assert said[gone.title].startswith("left out. The website says that there is nothing")
    assert said[PAGES.title].startswith("left out. That is a web page")
    assert said[ILL.title].startswith("kept, and tried again. The website couldn't answer")
    assert said[SHUT.title].startswith("kept, and tried again. The website")
    assert {host_of(one) for one in LISTED} <= set(asked)
    assert len(await followed(world, sam)) == 82 - 3


async def test_offline_every_blog_of_the_set_is_kept_and_said_to_be_unreachable(
    world: World,
) -> None:
    sam = await world.member("Sam Okafor")

    def nowhere(host: str, _port: int) -> Sequence[str]:
        raise OSError(f"no name {host}")

    async with open_web({}) as web, Fetcher(resolve=nowhere) as fetcher:
        blogs = Blogs(world, {}, web, fetcher)
        await sam.say("digest list")
        await sam.press("Follow the ready-made set")
        await blogs.look()
        await sam.told()
        report = await report_of(blogs, sam)
    assert "Followed: " not in report
    assert "Not reached yet, kept and tried again: 82" in report
    assert all(_said(report, one).startswith("kept, and tried again.") for one in LISTED)
    assert len(await followed(world, sam)) == 82
    assert web.heads == []


def _said(report: str, feed: ListedFeed) -> str:
    """What a report says of a blog; a blank where it says nothing."""
    found = (line.partition(f"{feed.title}: ")[2] for line in report.splitlines())
    return next(filter(None, found), "")
