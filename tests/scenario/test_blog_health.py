"""How blogs are read: what is wrong, in plain words, and when we try again."""

from datetime import timedelta

from sqlalchemy import select

from storage import tables
from storage.transaction import Transaction
from storage.types import NetworkId
from tests.support.blog_web import Blogs, feed_of, open_blogs
from tests.support.chat import Chat, World
from tests.support.hostile_web import answer
from tests.support.organising import priya

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


async def follow(blogs: Blogs, chat: Chat, *names: str) -> None:
    for name in names:
        blogs.routes[f"/{name}"] = feed_of(f"{name} blog", "Hello", now=blogs.world.now)
        await blogs.add(chat, f"digest add {blogs.url(f'/{name}')}")


async def test_a_blog_that_is_well_says_when_it_was_looked_at(world: World) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        await follow(blogs, sam, "Harbour")
        said = await sam.say("digest health")
        assert "Last looked at: Thursday 26 November 2026 at 10:01am" in said
        assert "Last post: Monday 23 November 2026" in said
        assert "Nothing is wrong." in said


async def test_trouble_is_listed_first_and_explained_for_one(world: World) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        await follow(blogs, sam, "Harbour", "Ferry")
        blogs.routes["/Ferry"] = answer(403)
        world.now += DAY
        await blogs.poll()
        said = await sam.say("digest health")
        assert "1 blog can be read." in said
        assert "2: Ferry blog, is out of order" in said
        said = await sam.say("digest health 2")
        assert "The website does not let us read that address." in said
        assert "It has been so since Friday 27 November 2026 at 10:02am." in said
        assert "Tried again: " in said
        assert "We never stopped looking at Ferry blog." in await sam.say("digest restore ferry")


async def test_a_blog_that_was_taken_down_is_looked_at_again_by_a_press(world: World) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        await follow(blogs, sam, "Harbour")
        assert "is read as it should be" in await sam.say("digest restore harbour")
        blogs.routes["/Harbour"] = answer(410)
        world.now += DAY
        await blogs.poll()
        assert "1: Harbour blog" in await sam.say("digest list")
        assert "taken down" in await sam.say("digest list")
        said = await sam.say("digest health 1")
        assert "The website has taken the feed down" in said
        blogs.routes["/Harbour"] = feed_of("Harbour blog", "Back", now=world.now)
        assert "We look at Harbour blog again" in await sam.press("Look there again")
        await blogs.poll()
        assert "Nothing is wrong." in await sam.say("digest health 1")


async def test_a_blog_that_moved_says_from_where_to_those_who_followed_it_then(
    world: World,
) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        await follow(blogs, sam, "Harbour")
        old, new = blogs.url("/Harbour"), blogs.url("/quay")

        def move(tx: Transaction) -> None:
            feed = tx.feeds.find(old)
            assert feed
            tx.feeds.move(feed.id, new, world.now)

        world.now += DAY
        await world.aside.write(move)
        said = await sam.say("digest health")
        assert f"Moved from: {old}" in said
        assert f"Is now at: {new}" in said
        ada = await world.member("Ada Ford")
        world.now += DAY
        await blogs.add(ada, f"digest add {new}")
        assert "Moved from" not in await ada.say("digest health"), "others followed it then"


async def test_who_asked_is_told_that_a_blog_is_still_gone_and_the_channel_nothing(
    world: World,
) -> None:
    organiser = priya(world)
    async with open_blogs(world) as blogs:
        blogs.routes["/harbour"] = feed_of("Harbour blog", "Hello", now=world.now)
        await blogs.add(organiser, f"digest add {blogs.url('/harbour')}", channel=True)
        await organiser.say("digest here weekly", channel=True)
        blogs.routes["/harbour"] = answer(410)
        world.now += DAY
        await blogs.poll()
        assert await kinds_queued(world) == ["FeedGone"]
        said = await organiser.say("digest restore harbour", channel=True)
        assert "You'll get a message." in said
        await blogs.poll()
        assert await kinds_queued(world) == ["FeedGone"]
        world.now += 5 * MINUTE
        (told,) = await organiser.told()
        assert "We looked at Harbour blog again. Its feed is still taken down." in told
        blogs.routes["/harbour"] = feed_of("Harbour blog", "Back", now=world.now)
        await organiser.say("digest restore harbour", channel=True)
        await blogs.poll()
        assert await kinds_queued(world) == ["FeedBack", "FeedGone"]
        world.now += 5 * MINUTE
        (told,) = await organiser.told()
        assert "We can read Harbour blog again." in told


async def test_who_asked_hears_of_other_trouble_and_of_a_look_that_has_to_wait(
    world: World,
) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        await follow(blogs, sam, "Harbour")
        blogs.routes["/Harbour"] = answer(410)
        world.now += DAY
        await blogs.poll()
        world.now += MINUTE
        await sam.say("digest restore harbour")
        world.now += 5 * MINUTE
        assert "We haven't come to Harbour blog yet." in "".join(await sam.told())
        await blogs.poll()
        blogs.routes["/Harbour"] = answer(500)
        await sam.say("digest restore harbour")
        await blogs.poll()
        world.now += 5 * MINUTE
        told = "".join(await sam.told())
        assert "We looked at Harbour blog again, and can't read it yet." in told


async def test_what_was_before_a_network_followed_it_is_not_said(world: World) -> None:
    """Another network has followed the blog for long, and its trouble is older."""
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        blogs.routes["/feed"] = feed_of("Harbour blog", "Hello", now=world.now)
        await world.aside.write(lambda tx: other_network(tx, world, blogs.url("/feed")))
        await blogs.poll()
        world.now += DAY
        told = await blogs.add(sam, f"digest add {blogs.url('/feed')}")
        assert "Harbour blog is in your digest now." in told
        said = await sam.say("digest health")
        assert "Last looked at: Friday 27 November 2026 at 10:01am" in said
        assert "26 November" not in said


async def kinds_queued(world: World) -> list[str]:
    """The kinds of notices about feeds that were queued, by their names."""

    def find(tx: Transaction) -> list[str]:
        kinds = tx.session.scalars(select(tables.NoticeRow.kind))
        return sorted(kind for kind in kinds if kind.startswith("Feed"))

    return await world.aside.read(find)


def other_network(tx: Transaction, world: World, url: str) -> NetworkId:
    other = tx.networks.add("Another network")
    place = tx.places.see(world.space.id, "C0OTHER", "channel", "other")
    digest = tx.digests.open_for_place(other.id, place.id, None, world.now)
    tx.digests.follow(digest.id, tx.feeds.add(url, world.now).id, (), None, world.now)
    return other.id
