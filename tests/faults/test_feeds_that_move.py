"""Blogs that move, die and return, and who is told of it; on both databases."""

from dataclasses import replace
from datetime import timedelta

from jobs.polling.asking import Parse
from storage.store import Store
from tests.support.hostile_web import answer, redirect
from tests.support.polling import NOW, Blog, Channel, open_poller, open_sites

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def test_a_feed_that_moved_for_good_has_its_new_address_after_a_day(
    store: Store, parse: Parse
) -> None:
    blog = Blog("design", ["Old news of ours"])
    async with open_sites({"/feed": blog.serve(), "/new": blog.serve()}) as site:
        channel = Channel(store)
        [feed_id] = channel.follow(site.url("/feed"))
        with open_poller(store, site.fetch, parse) as polled:
            await polled.at(HOUR * 0)
            site.routes["/feed"] = redirect(site.url("/new"), 301)
            for hours in (3, 15, 28):
                assert polled.feed(feed_id).url == site.url("/feed")
                await polled.at(HOUR * hours)
            assert polled.feed(feed_id).url == site.url("/new")
            blog.write("Written after the move")
            await polled.at(HOUR * 40)
            assert polled.listed(feed_id) == ["Written after the move"]
    assert channel.heard() == []
    assert channel.follow(site.url("/feed")) == [feed_id]


async def test_a_feed_that_moved_to_one_that_is_followed_becomes_that_one(
    store: Store, parse: Parse
) -> None:
    blog = Blog("design", ["Old news of ours"])
    async with open_sites({"/feed": blog.serve(), "/new": blog.serve()}) as site:
        [old] = Channel(store, "one").follow(site.url("/feed"))
        [new] = Channel(store, "two").follow(site.url("/new"))
        with open_poller(store, site.fetch, parse) as polled:
            await polled.at(HOUR * 0)
            site.routes["/feed"] = redirect(site.url("/new"), 308)
            for hours in (3, 15, 28):
                await polled.at(HOUR * hours)
            with store.read() as tx:
                assert tx.feeds.many([old, new]).keys() == {new}
                assert len(tx.digests.followers(new)) == 2
            blog.write("Written after the move")
            await polled.at(HOUR * 40)
            assert polled.listed(new) == ["Written after the move"]


async def test_a_feed_that_is_gone_is_told_once_and_asked_again_only_when_restored(
    store: Store, parse: Parse
) -> None:
    blog = Blog("design", ["Old news of ours"])
    async with open_sites({"/feed": blog.serve()}) as site:
        channel = Channel(store)
        [feed_id] = channel.follow(site.url("/feed"))
        with open_poller(store, site.fetch, parse) as polled:
            await polled.at(HOUR * 0)
            site.routes["/feed"] = answer(410)
            await polled.at(HOUR * 3)
            assert polled.feed(feed_id).state == "gone"
            assert await polled.at(DAY * 30) == 0
            assert channel.heard() == ["FeedGone"]
            site.routes["/feed"] = blog.serve()
            blog.write("Back at our desks")
            with store.begin() as tx:
                tx.feeds.restore(feed_id, NOW + DAY * 30)
            assert await polled.at(DAY * 30) == 1
            assert polled.listed(feed_id) == ["Back at our desks"]
            await polled.at(DAY * 32)
            assert channel.heard() == ["FeedGone", "FeedBack"]


async def test_a_feed_that_fails_for_a_week_is_told_once_and_once_when_it_is_back(
    store: Store, parse: Parse
) -> None:
    blog = Blog("design", ["Old news of ours"])
    async with open_sites({"/feed": blog.serve()}) as site:
        channel, quiet = Channel(store), Channel(store, "quiet")
        [feed_id] = channel.follow(site.url("/feed"))
        quiet.follow(site.url("/feed"))
        with store.begin() as tx:
            tx.digests.change(quiet.digest.id, replace(quiet.digest.plan, rhythm="off"))
        with open_poller(store, site.fetch, parse) as polled:
            await polled.at(HOUR * 0)
            site.routes["/feed"] = answer(404)
            await polled.at(DAY)
            for day in range(2, 12):
                assert channel.heard() == (["FeedFailing"] if day > 8 else [])
                await polled.at(DAY * (day + 0.2))
            blog.write("Back at our desks")
            site.routes["/feed"] = blog.serve()
            await polled.at(DAY * 14)
            await polled.at(DAY * 15)
            assert channel.heard() == ["FeedFailing", "FeedBack"]
            assert polled.listed(feed_id) == ["Back at our desks"]
    assert quiet.heard() == []
