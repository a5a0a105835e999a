"""Polling blogs on loopback that hang, refuse, move, die and return; on both databases."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from jobs.feeds.documents import USUAL, Fetched, Limits
from jobs.feeds.records import ReadFeed
from jobs.polling.asking import Parse
from storage.store import Store
from tests.support.hostile_web import Choice, Route, answer, redirect, write
from tests.support.polling import (
    AGENT,
    NOW,
    QUICK,
    Blog,
    Channel,
    open_poller,
    open_sites,
    poll_elsewhere,
    until,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


# One fetch for everybody


async def test_a_blog_is_read_and_only_what_comes_after_the_first_time_is_new(
    store: Store, parse: Parse
) -> None:
    blog = Blog("design", ["Old news of ours"])
    async with open_sites({"/feed": blog.serve()}) as site:
        [feed_id] = Channel(store).follow(site.url("/feed"))
        with open_poller(store, site.fetch, parse) as polled:
            assert await polled.at(HOUR * 0) == 1
            feed = polled.feed(feed_id)
            assert (feed.state, feed.title, feed.began) == ("alive", "design", True)
            assert polled.listed(feed_id) == []
            blog.write("Something new today")
            assert await polled.at(HOUR / 2) == 0
            assert await polled.at(HOUR * 3) == 1
            assert polled.listed(feed_id) == ["Something new today"]
            assert len(polled.entries(feed_id)) == 2


async def test_followers_of_all_networks_cost_one_request_that_says_how_many_they_are(
    store: Store, parse: Parse
) -> None:
    blog = Blog("design", ["Old news of ours"])
    async with open_sites({"/feed": blog.serve()}) as site:
        for name in ("one", "two"):
            Channel(store, name).follow(site.url("/feed"))
        with open_poller(store, site.fetch, parse) as polled:
            await polled.at(HOUR * 0)
    [head] = blog.said
    assert f"user-agent: {AGENT.removesuffix(')')}; 2 subscribers)\r\n" in head
    assert "cookie" not in head.lower()
    assert "if-none-match" not in head


async def test_validators_go_back_byte_for_byte_and_an_answer_of_no_news_reads_nothing(
    store: Store, parse: Parse
) -> None:
    odd = {"ETag": 'W/"\xe9, "x""', "Last-Modified": "Tue, 24 nov 2026 10:00 Europe"}
    blog = Blog("design", ["Old news of ours"])
    async with open_sites({"/feed": answer(200, blog.document(), odd)}) as site:
        [feed_id] = Channel(store).follow(site.url("/feed"))
        with open_poller(store, site.fetch, parse) as polled:
            await polled.at(HOUR * 0)
            site.routes["/feed"] = answer(304)
            await polled.at(HOUR * 3)
            assert polled.feed(feed_id).read_at is not None
        said = site.heads[-1].encode("latin-1")
    assert b'if-none-match: W/"\xe9, "x""\r\n' in said
    assert b"if-modified-since: Tue, 24 nov 2026 10:00 Europe\r\n" in said


async def test_the_same_body_again_is_not_read_again(store: Store, parse: Parse) -> None:
    read: list[str] = []
    blog = Blog("design", ["Old news of ours"])

    async def counting(body: bytes, content_type: str, url: str) -> ReadFeed:
        read.append(url)
        return await parse(body, content_type, url)

    async with open_sites({"/feed": answer(200, blog.document())}) as site:
        [feed_id] = Channel(store).follow(site.url("/feed"))
        with open_poller(store, site.fetch, counting) as polled:
            await polled.at(HOUR * 0)
            await polled.at(HOUR * 3)
            assert polled.feed(feed_id).failures == 0
    assert (len(read), len(site.heads)) == (1, 2)


async def test_two_pollers_never_fetch_one_address_twice(store: Store, parse: Parse) -> None:
    blogs = {f"/{number}": Blog(f"blog{number}", ["Old news of ours"]) for number in range(40)}
    async with open_sites({path: blog.serve() for path, blog in blogs.items()}) as site:
        Channel(store).follow(*(site.url(path, f"127.0.0.{1 + n}") for n, path in enumerate(blogs)))
        pace = replace(QUICK, most=7)
        with (
            open_poller(store, site.fetch, parse, pace) as one,
            open_poller(store, site.fetch, parse, pace) as other,
        ):
            asked = await asyncio.gather(one.at(HOUR * 0), other.at(HOUR * 0))
    assert sum(asked) == 40
    assert sorted(len(blog.said) for blog in blogs.values()) == [1] * 40


# What breaks


async def test_one_hanging_feed_does_not_hold_the_others(store: Store, parse: Parse) -> None:
    good = Blog("good", ["Old news of ours"])
    async with open_sites({"/hang": write(b"", pause=90), "/feed": good.serve()}) as site:
        channel = Channel(store)
        channel.follow(site.url("/hang", "127.0.0.9"))
        others = channel.follow(*(site.url("/feed", f"127.0.0.{n}") for n in range(10, 30)))
        with open_poller(store, site.fetch, parse, replace(QUICK, most=3)) as polled:
            run = asyncio.create_task(polled.at(HOUR * 0))
            await until(lambda: all(polled.feed(one).state == "alive" for one in others))
            assert not run.done()
            await polled.poller.stop()
            await run


async def test_one_broken_feed_never_stops_another(store: Store, parse: Parse) -> None:
    good = Blog("good", ["Old news of ours"])
    routes: dict[str, Route | Choice] = {
        "/page": answer(200, b"<!doctype html><html><body>Hello</body></html>"),
        "/empty": answer(200, b""),
        "/lies": answer(200, b"x", {"Content-Encoding": "gzip"}),
        "/loop": redirect("/loop"),
        "/inside": redirect("http://169.254.169.254/latest"),
        "/cut": write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<rss>"),
        "/error": answer(500),
        "/odd": answer(200, b"<rss" + b" a='1'" * 100_000 + b"><channel/></rss>"),
        "/feed": good.serve(),
    }
    async with open_sites(routes) as site:
        hosts = (f"127.0.0.{number}" for number in range(1, 30))
        ids = Channel(store).follow(*map(site.url, routes, hosts))
        with open_poller(store, site.fetch, parse) as polled:
            assert await polled.at(HOUR * 0) == len(routes)
            feeds = [polled.feed(one) for one in ids]
    assert [feed.trouble for feed in feeds] == [
        "not a feed",
        "not a feed",
        "garbled",
        "circular",
        "refused",
        "unreachable",
        "status",
        "not a feed",
        "",
    ]
    assert all(feed.failures == 1 for feed in feeds[:-1])


async def test_a_failure_of_our_own_is_that_feeds_trouble_alone(store: Store, parse: Parse) -> None:
    good, bad = Blog("good", ["Old news of ours"]), Blog("bad", ["Old news of theirs"])
    async with open_sites({"/good": good.serve(), "/bad": bad.serve()}) as site:

        async def fetch(
            url: str, *, limits: Limits = USUAL, headers: Mapping[str, str] | None = None
        ) -> Fetched:
            if url.endswith("/bad"):
                raise RuntimeError("a fault of ours")
            return await site.fetch(url, limits=limits, headers=headers)

        ids = Channel(store).follow(site.url("/good"), site.url("/bad", "127.0.0.2"))
        with open_poller(store, fetch, parse) as polled:
            await polled.at(HOUR * 0)
            assert [polled.feed(one).trouble for one in ids] == ["", "broken here"]


async def test_a_crash_between_fetch_and_record_loses_no_post_and_asks_nobody_early(
    store: Store, parse: Parse, database_url: str
) -> None:
    blog = Blog("design", ["Old news of ours"])
    async with open_sites({"/feed": blog.serve()}) as site:
        [feed_id] = Channel(store).follow(site.url("/feed"))
        with open_poller(store, site.fetch, parse) as polled:
            await polled.at(HOUR * 0)
            blog.write("Written before the crash")
            assert await poll_elsewhere(database_url, site.port, HOUR * 3, "before record") == 137
            assert len(blog.said) == 2
            assert await polled.at(HOUR * 3.9) == 0
            await asyncio.sleep(1.2)  # the lease of the one that died runs in real time
            assert await polled.at(HOUR * 4.1) == 1
            assert polled.listed(feed_id) == ["Written before the crash"]


async def test_a_restart_keeps_the_back_off(store: Store, parse: Parse) -> None:
    async with open_sites({"/feed": answer(500)}) as site:
        [feed_id] = Channel(store).follow(site.url("/feed"))
        for hours in (0, 2, 5):
            with open_poller(store, site.fetch, parse) as polled:
                assert await polled.at(HOUR * hours) == 1
                assert polled.feed(feed_id).next_check_at >= NOW + HOUR * (hours + 1)
        with open_poller(store, site.fetch, parse) as polled:
            assert polled.feed(feed_id).failures == 3
            assert await polled.at(HOUR * 8.9) == 0
            assert await polled.at(HOUR * 9.5) == 1


async def test_stopping_is_quick_and_keeps_what_has_come(store: Store, parse: Parse) -> None:
    good = Blog("good", ["Old news of ours"])
    async with open_sites({"/hang": write(b"", pause=90), "/feed": good.serve()}) as site:
        ids = Channel(store).follow(site.url("/feed"), site.url("/hang", "127.0.0.2"))
        with open_poller(store, site.fetch, parse, replace(QUICK, gather=0.3)) as polled:
            run = asyncio.create_task(polled.at(HOUR * 0))
            await until(lambda: len(site.heads) == 2)
            async with asyncio.timeout(30):  # far less than the website takes
                await polled.poller.stop()
                await run
            assert await polled.poller.run_once() == 0
            assert polled.feed(ids[1]).checked_at is None
            assert polled.feed(ids[1]).next_check_at >= NOW + HOUR


# Manners


async def test_429_holds_the_whole_host_and_what_waits_is_asked_when_it_is_free(
    store: Store, parse: Parse
) -> None:
    blogs = {f"/{number}": Blog(f"blog{number}", ["Old news of ours"]) for number in range(5)}
    busy = answer(429, headers={"Retry-After": "7200"})
    async with open_sites(dict.fromkeys(blogs, busy)) as site:
        ids = Channel(store).follow(*map(site.url, blogs))
        with open_poller(store, site.fetch, parse) as polled:
            await polled.at(HOUR * 0)
            assert len(site.heads) == 1
            site.routes |= {path: blog.serve() for path, blog in blogs.items()}
            assert await polled.at(HOUR * 1.9) == 0
            while any(polled.feed(one).state == "new" for one in ids):
                await polled.at(HOUR * 2.3)
    assert len(site.heads) == 6


async def test_requests_to_a_website_keep_apart_also_from_two_pollers(
    store: Store, parse: Parse
) -> None:
    blogs = {f"/{number}": Blog(f"blog{number}", ["Old news of ours"]) for number in range(6)}
    async with open_sites({path: blog.serve() for path, blog in blogs.items()}) as site:
        Channel(store).follow(*map(site.url, blogs))
        pace = replace(QUICK, gap=0.3, most=3)
        with (
            open_poller(store, site.fetch, parse, pace) as one,
            open_poller(store, site.fetch, parse, pace) as other,
        ):
            begun = asyncio.get_running_loop().time()
            await asyncio.gather(one.at(HOUR * 0), other.at(HOUR * 0))
    assert len(site.moments) == 6
    waited = [moment - begun for moment in sorted(site.moments)]
    # Each has a turn of its own, and on a busy machine may come later, but never before it.
    assert [number for number, time in enumerate(waited) if time < 0.3 * number - 0.05] == []


async def test_an_http_address_is_tried_by_https_first(store: Store, parse: Parse) -> None:
    safe = Blog("safe", ["Old news of ours"])
    plain = Blog("plain", ["Old news of ours"])
    asked: list[str] = []
    async with open_sites({"/safe": safe.serve(), "/plain": plain.serve()}) as site:

        async def fetch(
            url: str, *, limits: Limits = USUAL, headers: Mapping[str, str] | None = None
        ) -> Fetched:
            """Names of the world lead to loopback; only one of them answers by https."""
            asked.append(url)
            path = "/safe" if "safe" in url else "/plain"
            if url == "https://plain.example.org/feed":
                path = "/none"
            found = await site.fetch(site.url(path), limits=limits, headers=headers)
            return replace(found, url=url)

        ids = Channel(store).follow("http://safe.example.org/feed", "http://plain.example.org/feed")
        with open_poller(store, fetch, parse) as polled:
            await polled.at(HOUR * 0)
            await polled.at(HOUR * 3)
            urls = [polled.feed(one).url for one in ids]
    assert urls == ["https://safe.example.org/feed", "http://plain.example.org/feed"]
    assert sorted(asked[3:]) == sorted(urls)
