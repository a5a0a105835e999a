"""The playground's own little web: blogs that write as time passes, and can be made to fail."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import httpx
import pytest

from bot.playground.common.given import Json
from bot.playground.web.records import read_blogs
from bot.playground.web.site import DEEDS
from jobs.feeds.discovery import discover_links
from jobs.feeds.parsing import parse_feed
from jobs.feeds.records import ReadFeed
from tests.support.playground import MovableClock, make_playground

HERE = "http://127.0.0.1:8080"
WEB = "/playground/web/"
RSS = "application/rss+xml"
START = datetime(2026, 11, 24, 10, tzinfo=UTC)


@asynccontextmanager
async def reading(clock: MovableClock | None = None) -> AsyncIterator[httpx.AsyncClient]:
    app = make_playground(clock=clock or MovableClock(START))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=HERE) as web:
        yield web


async def read(web: httpx.AsyncClient, path: str) -> ReadFeed:
    answer = await web.get(WEB + path)
    answer.raise_for_status()
    return parse_feed(answer.content, answer.headers["content-type"], f"{HERE}{WEB}{path}")


async def switch(web: httpx.AsyncClient, blog: str, deed: str) -> Json:
    answer = await web.post("/playground/api/web", json={"blog": blog, "do": deed})
    found: Json = answer.json()
    return found


async def test_every_home_page_names_its_feeds_and_every_feed_is_read() -> None:
    async with reading() as web:
        for blog in read_blogs():
            home = f"{HERE}{WEB}{blog.name}/"
            found = discover_links((await web.get(home)).text, home)
            wanted = [feed for feed in blog.feeds if not feed.comments]
            assert [one.url for one in found if one.how == "declared"] == [
                home + feed.path for feed in wanted
            ]
            for feed in wanted:
                assert (await read(web, f"{blog.name}/{feed.path}")).title == feed.title


async def test_every_post_leads_to_a_page_of_its_own() -> None:
    async with reading() as web:
        for path in ("northmoor/feed.xml", "harbour/atom.xml", "odd-titles/feed.xml"):
            for entry in (await read(web, path)).entries:
                page = await web.get(urlsplit(entry.link).path)
                assert page.status_code == 200
                assert "default-src 'none'" in page.headers["content-security-policy"]


async def test_excerpts_are_the_authors_own_words() -> None:
    async with reading() as web:
        for path in ("northmoor/feed.xml", "harbour/atom.xml", "waiting-room/feed.xml"):
            blog = next(one for one in read_blogs() if path.startswith(one.name))
            written = {post.title: post for post in blog.posts}
            for entry in (await read(web, path)).entries:
                post = written[entry.title]
                assert entry.summary.startswith(post.text[0][:60])
                for noise in ("reply", "appeared first", "Share this", post.caption or "Loading"):
                    assert noise not in entry.summary


async def test_a_planet_has_copies_with_other_ids_that_name_where_they_are_from() -> None:
    async with reading() as web:
        mine = {entry.title: entry for entry in (await read(web, "harbour/atom.xml")).entries}
        copies = (await read(web, "planet/feed.xml")).entries
        theirs = {entry.title: entry for entry in copies if entry.source_title == "Harbour notes"}
        assert theirs.keys() == mine.keys()
        for title, copy in theirs.items():
            assert copy.id != mine[title].id
            assert copy.link.startswith(mine[title].link)


async def test_blogs_write_as_time_passes() -> None:
    clock = MovableClock(START)
    async with reading(clock) as web:
        before = await read(web, "harbour/atom.xml")
        clock.move_to(START + timedelta(days=2))
        after = await read(web, "harbour/atom.xml")
        assert len(after.entries) == len(before.entries) + 1
        assert after.entries[0].title == "Harbour data: the consultation is open"


async def test_who_asks_again_is_told_that_nothing_is_new() -> None:
    async with reading() as web:
        first = await web.get(f"{WEB}northmoor/feed.xml")
        known = {"if-none-match": first.headers["etag"]}
        assert (await web.get(f"{WEB}northmoor/feed.xml", headers=known)).status_code == 304
        await switch(web, "northmoor", "publish")
        assert (await web.get(f"{WEB}northmoor/feed.xml", headers=known)).status_code == 200


async def test_a_blog_publishes_what_it_would_have_written_next_and_then_notes() -> None:
    async with reading() as web:
        planned = len(read_blogs()[0].posts)
        for _ in range(planned):
            await switch(web, "northmoor", "publish")
        titles = [entry.title for entry in (await read(web, "northmoor/feed.xml")).entries]
        assert len(set(titles)) == len(titles) > planned
        assert "One more note, number 1" in titles


async def test_a_blog_moves_ends_turns_to_a_page_and_comes_back() -> None:
    old, new = f"{WEB}northmoor/feed.xml", f"{WEB}northmoor/new-feed.xml"
    async with reading() as web:
        await switch(web, "northmoor", "move")
        moved = await web.get(old)
        assert (moved.status_code, moved.headers["location"]) == (301, new)
        assert (await web.get(new)).status_code == 200
        await switch(web, "northmoor", "die")
        assert (await web.get(old)).status_code == 301
        assert (await web.get(new)).status_code == 410
        await switch(web, "northmoor", "page")
        assert (await web.get(new)).headers["content-type"].startswith("text/html")
        await switch(web, "northmoor", "return")
        assert (await web.get(old)).status_code == 200


async def test_a_reset_puts_every_blog_back() -> None:
    async with reading() as web:
        await switch(web, "harbour", "die")
        await web.post("/playground/api/reset", json={})
        assert (await web.get(f"{WEB}harbour/atom.xml")).status_code == 200


@pytest.mark.parametrize(("blog", "deed"), [("nobody", "move"), ("harbour", "sing")])
async def test_what_cannot_be_done_is_said_plainly(blog: str, deed: str) -> None:
    async with reading() as web:
        answer = await web.post("/playground/api/web", json={"blog": blog, "do": deed})
        assert answer.status_code == 400
        assert answer.json()["error"].endswith(".")


async def test_only_this_machine_may_read_it_or_switch_anything() -> None:
    async with reading() as web:
        for headers in ({"host": "teapoint.example"}, {"origin": "https://elsewhere.example"}):
            assert (await web.get(f"{WEB}harbour/", headers=headers)).status_code == 403
            deed = {"blog": "harbour", "do": "die"}
            refused = await web.post("/playground/api/web", json=deed, headers=headers)
            assert refused.status_code == 403


async def test_the_scenes_say_how_each_blog_is() -> None:
    async with reading() as web:
        await switch(web, "harbour", "slow")
        rows = (await web.get("/playground/api/scenes")).json()["blogs"]
        moods = {row["name"]: row["mood"] for row in rows}
        assert moods.keys() == {blog.name for blog in read_blogs()}
        assert moods["harbour"] == "slow"
        assert moods["northmoor"] == "well"
        assert "slow" in DEEDS
