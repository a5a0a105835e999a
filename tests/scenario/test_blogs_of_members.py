"""Members who blog: "this is my blog", shown with their posts if they agreed; on both databases."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import update

from bot.message import Link, Message, Paragraph, plain_text
from jobs.digests import authors
from storage.digest_records import Blog
from storage.feed_records import Entry, FeedId
from storage.tables import SpaceRow
from storage.transaction import Transaction
from storage.types import MemberId, Profile
from tests.support.blog_web import Blogs, feed_of, open_blogs, page_of
from tests.support.chat import NAMES, Chat, World
from tests.support.digest_days import COUNCIL, message, until
from tests.support.digesting import DAILY, an_entry, follow, write
from tests.support.hostile_web import Route, answer

LINE = "by Sam Okafor, Example City Council"


@pytest.fixture
async def blogs(world: World) -> AsyncIterator[Blogs]:
    """A home page at / with one feed."""
    async with open_blogs(world) as served:
        served.routes["/"] = page_of("Harbour digital", ("Harbour digital", "/feed"))
        served.routes["/feed"] = feed_of("Harbour digital", "Maps", "Letters", now=world.now)
        yield served


async def sam_of(world: World) -> Chat:
    return await world.member("Sam Okafor", "Example City Council")


async def blogs_of(world: World, chat: Chat) -> list[Blog]:
    member = await chat.find_member()
    return await world.aside.read(lambda tx: tx.blogs.of_member(member.id))


async def mine(world: World, chat: Chat, *, agreed: bool = True, author: str = "") -> None:
    """The council's blog is linked to a member."""
    member = await chat.find_member()

    def claim(tx: Transaction) -> None:
        feed = tx.feeds.find(COUNCIL.url)
        assert feed
        tx.blogs.claim(Blog(member.id, feed.id, author, agreed), world.now)

    await world.aside.write(claim)


async def digest(world: World, *entries: Entry) -> Message:
    """The channel's next digest with these posts."""
    await write(world, COUNCIL, *(entries or (an_entry(1, feed_id="council"),)))
    await until(world, world.now.replace(day=world.now.day + 1, hour=12))
    return await message(world)


# Said


async def test_a_blog_is_found_shown_and_linked_only_after_a_yes(
    world: World, blogs: Blogs
) -> None:
    sam = await sam_of(world)
    told = await blogs.add(sam, f"digest blog {blogs.url()}")
    assert "Is this your blog?" in told
    assert "Maps" in told
    assert await blogs_of(world, sam) == [], "nothing is kept before the answer"
    asked = await sam.press("It's mine")
    assert "May your posts be linked to your profile (your name and organisation)" in asked
    assert "show: Choose yes or no." in await sam.fill()
    said = await sam.fill(show="yes")
    assert "Done: posts in Harbour digital are shown as Sam Okafor, Example City Council." in said
    (blog,) = await blogs_of(world, sam)
    assert blog.agreed
    shown = await sam.say("digest blog")
    assert "Your posts in these blogs are linked to your profile" in shown
    assert "• Harbour digital" in shown


async def test_a_no_keeps_nothing_and_takes_back_a_yes(world: World, blogs: Blogs) -> None:
    sam = await sam_of(world)
    await blogs.add(sam, f"digest blog {blogs.url()}")
    await sam.press("It's mine")
    await sam.fill(show="yes")
    await sam.press("It's mine")
    said = await sam.fill(show="no")
    assert "we keep nothing of what you told us" in said
    assert await blogs_of(world, sam) == []


async def test_off_ends_it(world: World, blogs: Blogs) -> None:
    sam = await sam_of(world)
    assert "nothing has changed" in await sam.say("digest blog off")
    await blogs.add(sam, f"digest blog {blogs.url()}")
    await sam.press("It's mine")
    await sam.fill(show="yes")
    assert "nothing has changed" in await sam.say("digest blog off https://other.example.org/feed")
    said = await sam.say(f"digest blog off {blogs.url('/feed')}")
    assert "posts in Harbour digital are not linked to you any more" in said
    assert await blogs_of(world, sam) == []


async def test_of_several_feeds_one_is_chosen(world: World, blogs: Blogs) -> None:
    blogs.routes["/"] = page_of("Harbour", ("Harbour digital", "/feed"), ("Harbour news", "/news"))
    blogs.routes["/news"] = feed_of("Harbour news", "Boats", now=world.now)
    sam = await sam_of(world)
    assert "That page has several feeds" in await blogs.add(sam, f"digest blog {blogs.url()}")
    await sam.press("It's mine")
    assert "Harbour news are shown as" in await sam.fill(which="1", show="yes")


async def test_in_a_blog_of_several_authors_one_gives_a_name(world: World, blogs: Blogs) -> None:
    blogs.routes["/feed"] = _by("Sam O", "Ade Bello")
    sam = await sam_of(world)
    await blogs.add(sam, f"digest blog {blogs.url('/feed')}")
    assert "The last were Sam O and Ade Bello." in await sam.press("It's mine")
    assert "author: Several people write there." in await sam.fill(show="yes")
    said = await sam.fill(show="yes", author="Sam O")
    assert "posts by Sam O in Harbour digital are shown as Sam Okafor" in said
    ade = await world.member("Ade Bello")
    await blogs.add(ade, f"digest blog {blogs.url('/feed')}")
    await ade.press("It's mine")
    assert "Somebody else in this network" in await ade.fill(show="yes", author="sam o")
    assert "posts by Ade Bello" in await ade.fill(show="yes", author="Ade Bello")


async def test_what_is_no_blog_is_said_plainly(world: World, blogs: Blogs) -> None:
    blogs.routes["/nothing"] = page_of("Nothing here")
    sam = await sam_of(world)
    told = await blogs.add(sam, f"digest blog {blogs.url('/nothing')}")
    assert "Nothing has changed." in told
    assert f"To try another address, type {NAMES.typed('digest blog')}." in told
    assert "Nothing has changed" in await sam.say("digest blog somewhere")
    await sam.say("digest blog")
    assert "url:" in await sam.fill(url="https://a.example.org/feed?token=abc")


async def test_another_persons_answer_is_not_taken(world: World, blogs: Blogs) -> None:
    sam, ade = await sam_of(world), await world.member("Ade Bello")
    await blogs.add(sam, f"digest blog {blogs.url()}")
    ade.shown.append(sam.shown[-1])
    await ade.press("It's mine")
    assert ade.form is None
    assert await blogs_of(world, ade) == []


# Shown


async def test_posts_of_members_who_agreed_say_who_wrote_them(world: World) -> None:
    sam = await sam_of(world)
    await follow(world, COUNCIL, plan=DAILY)
    await mine(world, sam)
    assert LINE in plain_text(await digest(world))


async def test_without_a_yes_nobody_is_named(world: World) -> None:
    sam = await sam_of(world)
    await follow(world, COUNCIL, plan=DAILY)
    await mine(world, sam, agreed=False)
    assert "Okafor" not in plain_text(await digest(world))


async def test_in_a_blog_of_several_only_ones_own_posts_are_named(world: World) -> None:
    sam = await sam_of(world)
    await follow(world, COUNCIL, plan=DAILY)
    await mine(world, sam, author="Sam O")
    one = an_entry(1, feed_id="council", author="Robin Lind, SAM O")
    told = plain_text(await digest(world, one, an_entry(2, feed_id="council")))
    assert told.count(LINE) == 1
    assert told.index(LINE) < told.index("Post number 2")


async def test_their_name_leads_to_their_profile_and_pings_nobody(world: World) -> None:
    sam = await sam_of(world)
    await follow(world, COUNCIL, plan=DAILY)
    await mine(world, sam)
    url = "https://together.slack.example/"

    def settle(tx: Transaction) -> None:
        tx.session.execute(update(SpaceRow).values(url=url))

    await world.aside.write(settle)
    told = await digest(world)
    texts = [block.text for block in told.blocks if isinstance(block, Paragraph)]
    links = [part for text in texts for part in text if isinstance(part, Link)]
    assert Link("Sam Okafor", f"{url}team/{sam.user}") in links


async def test_who_left_is_named_no_more(world: World) -> None:
    sam = await sam_of(world)
    await follow(world, COUNCIL, plan=DAILY)
    await mine(world, sam)
    member = await sam.find_member()
    await world.aside.write(lambda tx: tx.members.leave(member.id, world.now))
    assert "Okafor" not in plain_text(await digest(world))


async def test_a_member_of_another_network_is_not_named(world: World) -> None:
    sam = await sam_of(world)
    await follow(world, COUNCIL, plan=DAILY)
    member = await sam.find_member()

    def elsewhere(tx: Transaction) -> None:
        other = tx.networks.add("Night staff together", sensitive=True)
        (account,) = tx.members.accounts(member.id)
        theirs = tx.members.join(other.id, account.id, Profile(member.name, None), world.now)
        feed = tx.feeds.find(COUNCIL.url)
        assert feed
        tx.blogs.claim(Blog(theirs.id, feed.id, "", agreed=True), world.now)

    await world.aside.write(elsewhere)
    assert "Okafor" not in plain_text(await digest(world))


def test_a_name_is_compared_as_people_write_it() -> None:
    entry = an_entry(1, author="Robin Lind, Ade  BELLO")
    blog = Blog(MemberId("m"), FeedId("f1"), "ade bello", agreed=True)
    assert authors.writers([blog], entry) == ["m"]
    assert authors.writers([Blog(MemberId("m"), FeedId("f1"), "Ade", agreed=True)], entry) == []
    assert authors.writers([Blog(MemberId("m"), FeedId("f2"), "", agreed=True)], entry) == []


def _by(*names: str) -> Route:
    """A feed with one post of each of these people."""
    items = "".join(
        f"<item><title>Post of {name}</title><guid>{name}</guid>"
        f"<link>https://harbour.example/{number}</link><author>{name}</author></item>"
        for number, name in enumerate(names)
    )
    body = f"<rss version='2.0'><channel><title>Harbour digital</title>{items}</channel></rss>"
    return answer(200, body.encode(), {"Content-Type": "application/rss+xml"})
