"""Lists of blogs: imported by file, address or one press, told line by line; and exported."""

from datetime import timedelta

import pytest

from bot.message import File, Message
from jobs.feeds.opml import read_opml
from storage.transaction import Transaction
from tests.support.blog_web import Blogs, feed_of, followed, html, open_blogs, opml_of
from tests.support.chat import Chat, World
from tests.support.hostile_web import answer
from tests.support.importing import Shelf
from tests.support.organising import priya

MINUTE = timedelta(minutes=1)


async def give(blogs: Blogs, chat: Chat, body: bytes, *, channel: bool = False) -> str:
    """Give a list as a file; return what is told when it was read."""
    assert "Import a list of blogs" in await chat.say("digest import", channel=channel)
    said = await chat.fill(file=("F1", "blogs.opml", str(len(body))))
    assert "We're on it" in said
    await blogs.look(Shelf({"F1": body}))
    return "\n".join(await chat.told())


async def finish(blogs: Blogs, chat: Chat) -> str:
    """Poll everything, let the report fall due, and return it."""
    await blogs.poll()
    await blogs.pass_time(MINUTE)
    return "\n".join(await chat.told())


async def test_every_line_of_a_list_is_told_with_why(world: World) -> None:
    organiser = priya(world)
    async with open_blogs(world) as blogs:
        blogs.routes |= {
            "/harbour": feed_of("Harbour digital", "Maps", now=world.now),
            "/ferry": feed_of("Ferry notes", "Tides", now=world.now),
            "/page": html("<html><body>Hello</body></html>"),
            "/ill": answer(500),
        }
        await blogs.add(organiser, f"digest add {blogs.url('/ferry')}", channel=True)
        body = opml_of(
            ("Harbour", blogs.url("/harbour")),
            ("Ferry", blogs.url("/ferry")),
            ("A page", blogs.url("/page")),
            ("Nothing", blogs.url("/nothing")),
            ("Ill", blogs.url("/ill")),
            ("Away", "https://nowhere.invalid/feed"),
            ("Signed", "https://sam:hunter2@example.org/feed"),
            ("Keyed", "https://example.org/feed?token=hunter2"),
        )
        told = await give(blogs, organiser, body, channel=True)
        assert "There are 8 blogs in the list. We're looking at each of them now." in told
        said = await organiser.press("How far is it?")
        assert "3 of 8 blogs are looked at." in said
        report = await finish(blogs, organiser)
        assert "Followed: 1" in report
        assert "Followed already: 1" in report
        assert "Not reached yet, kept and tried again: 1" in report
        assert "A page: left out. That is a web page" in report
        assert "To look for the feed of a web page, type /digest add and its address." in report
        assert "Nothing: left out. The website says that there is nothing" in report
        assert (
            "Ill: kept, and tried again. The website couldn't answer us just now (500)." in report
        )
        assert "Away: left out. We found no public website at that address." in report
        assert "Signed: left out. The address holds a sign-in name or password" in report
        assert "Keyed: left out. The address has a key or password in it" in report
        assert "hunter2" not in report
        assert "When should new posts come to the digest of #unmentoring?" in report
        assert await followed(world) == ["Ferry notes", "Harbour digital", ""]


async def test_what_could_not_be_reached_is_tried_again_and_comes(world: World) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        blogs.routes["/harbour"] = answer(503)
        await give(blogs, sam, opml_of(("Harbour", blogs.url("/harbour"))))
        assert "0 of 1 blog is looked at." in await sam.press("How far is it?")
        await blogs.poll()
        assert "1 of 1 blog is looked at." in await sam.press("How far is it?")
        report = await finish(blogs, sam)
        assert "Harbour: kept, and tried again. The website asks us to come back" in report
        blogs.routes["/harbour"] = feed_of("Harbour digital", "Maps", now=world.now)
        world.now += timedelta(days=2)
        await blogs.poll()
        assert await followed(world, sam) == ["Harbour digital"]


async def test_what_is_not_looked_at_yet_counts_nowhere_as_followed(world: World) -> None:
    organiser = priya(world)
    async with open_blogs(world) as blogs:
        blogs.routes["/harbour"] = feed_of("Harbour digital", "Maps", now=world.now)
        inside = ("Inside", "http://10.0.0.1/feed"), ("Nothing", blogs.url("/nothing"))
        body = opml_of(*inside, ("Harbour", blogs.url("/harbour")))
        await give(blogs, organiser, body, channel=True)
        lines = ("digest list", "digest health", "digest export", "digest remove 1")
        for line in (*lines, "digest here weekly"):
            said = await organiser.say(line, channel=True)
            assert "3 blogs are being looked at, and none is followed yet." in said
        await blogs.poll()
        said = await organiser.say("digest list", channel=True)
        assert "#unmentoring follows 1 blog" in said
        assert "3: Harbour digital" in said
        assert "2 more are being looked at." in said
        assert "10.0.0.1" not in said
        said = await organiser.say("digest here weekly", channel=True)
        assert "It reads one blog. 2 more are being looked at. Everything is shown." in said
        said = await organiser.say("digest health", channel=True)
        assert "1 blog can be read." in said
        assert "2 more are being looked at." in said
        await organiser.say("digest export", channel=True)
        assert "Here is 1 blog as a file.\n2 more are being looked at." in "".join(
            await organiser.told()
        )
        await finish(blogs, organiser)
        assert "being looked at" not in await organiser.say("digest list", channel=True)


async def test_what_a_channel_imports_is_in_nobodys_list_before_it_is_looked_at(
    world: World,
) -> None:
    organiser, sam = priya(world), await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        blogs.routes["/harbour"] = feed_of("Harbour digital", "Maps", now=world.now)
        blogs.routes["/ferry"] = feed_of("Ferry notes", "Tides", now=world.now)
        await world.aside.write(lambda tx: follow_read(tx, world, blogs.url("/ferry")))
        await blogs.poll()
        world.now += MINUTE
        await sam.say("digest me weekly")
        body = opml_of(("Inside", "http://10.0.0.1/feed"), ("Harbour", blogs.url("/harbour")))
        await give(blogs, organiser, body, channel=True)
        said = await sam.say("digest list")
        assert "Your digest follows 1 blog" in said
        assert "2 more are being looked at." in said
        assert "10.0.0.1" not in await sam.say("digest")


def follow_read(tx: Transaction, world: World, url: str) -> None:
    place = world.channel
    digest = tx.digests.open_for_place(world.network.id, place.id, None, world.now)
    tx.digests.follow(digest.id, tx.feeds.add(url, world.now).id, (), None, world.now)


async def test_a_title_in_somebodys_list_is_shown_to_nobody_else(world: World) -> None:
    sam, ada = await world.member("Sam Okafor"), await world.member("Ada Ford")
    async with open_blogs(world) as blogs:
        blogs.routes["/harbour"] = answer(500)
        await give(blogs, sam, opml_of(("My secret plan", blogs.url("/harbour"))))
        await give(blogs, ada, opml_of(("", blogs.url("/harbour"))))
        await blogs.poll()
        assert "127.0.0.1" in await ada.say("digest list")
        assert "secret" not in await ada.say("digest list")


async def test_a_list_at_a_web_address_is_read(world: World) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        blogs.routes["/harbour"] = feed_of("Harbour digital", "Maps", now=world.now)
        blogs.routes["/list.opml"] = answer(200, opml_of(("H", blogs.url("/harbour"))))
        assert "We're on it" in await sam.say(f"digest import {blogs.url('/list.opml')}")
        assert "is being read" in await sam.say("digest import")
        await blogs.look()
        assert "There is 1 blog in the list." in "".join(await sam.told())
        assert "Followed: 1" in await finish(blogs, sam)


@pytest.mark.parametrize("words", ["digest import", "", "My blogs", "/digest import"])
async def test_a_list_that_is_sent_as_a_file_is_read(world: World, words: str) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        blogs.routes["/harbour"] = feed_of("Harbour digital", "Maps", now=world.now)
        body = opml_of(("H", blogs.url("/harbour")))
        said = await sam.drop(("F1", "Blogs.OPML", str(len(body))), text=words)
        assert "We're on it, and read the list for your digest." in said
        await blogs.look(Shelf({"F1": body}))
        assert "There is 1 blog in the list." in "".join(await sam.told())
        assert "Followed: 1" in await finish(blogs, sam)


async def test_a_list_that_is_sent_may_be_for_a_channel(world: World) -> None:
    organiser = priya(world)
    async with open_blogs(world) as blogs:
        blogs.routes["/harbour"] = feed_of("Harbour digital", "Maps", now=world.now)
        body = opml_of(("H", blogs.url("/harbour")))
        file = ("F1", "feeds.xml", str(len(body)))
        said = await organiser.drop(file, text="digest import #unmentoring")
        assert "read the list for the digest of #unmentoring" in said
        await blogs.look(Shelf({"F1": body}))
        await finish(blogs, organiser)
        assert await followed(world) == ["Harbour digital"]


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([("F1", "blogs.pdf", "9")], "ends in .opml"),
        ([("F1", "blogs.opml", "999999999")], "larger than"),
        ([("F1", "a.opml", "9"), ("F2", "b.opml", "9")], "Send one list at a time."),
    ],
)
async def test_a_file_that_is_no_list_is_left_with_a_reason(
    world: World, files: list[tuple[str, str, str]], why: str
) -> None:
    sam = await world.member("Sam Okafor")
    assert why in await sam.drop(*files, text="digest import")
    assert isinstance(sam.last, Message)
    assert "follow no blogs yet" in await sam.say("digest list")


async def test_a_file_that_anything_may_be_in_is_not_taken_for_a_list(world: World) -> None:
    sam = await world.member("Sam Okafor")
    said = await sam.drop(("F1", "feeds.xml", "9"))
    assert "We can't read files of this kind here" in said
    assert "A list of blogs ends in .opml." in said


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<html><body>Hello</body></html>", "That is no list of feeds that we can read."),
        (b"", "That is no list of feeds that we can read."),
        (opml_of(), "There are no feeds in that list."),
        (b"\x00\xff" * 50, "That is no list of feeds that we can read."),
    ],
)
async def test_what_is_no_list_changes_nothing(world: World, body: bytes, why: str) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        told = await give(blogs, sam, body)
        assert why in told
        assert "Nothing was imported." in told


async def test_the_form_wants_a_file_or_an_address(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("digest import")
    assert "Give a file or a web address." in await sam.fill()
    assert "ends in .opml" in await sam.fill(file=("F1", "blogs.pdf", "9"))
    assert "larger than" in await sam.fill(file=("F1", "blogs.opml", "999999999"))
    assert "sign-in name" in await sam.fill(url="https://sam:hunter2@example.org/x")


async def test_the_first_five_hundred_lines_are_taken(world: World) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        body = opml_of(*((f"B{n}", f"ftp://b{n}.example.org/feed") for n in range(503)))
        told = await give(blogs, sam, body)
        assert "Address not used, left out: 500" in told
        assert "3 more feeds in the list were left out: we take the first 500." in told
        assert "part 34 of 34" in told


async def test_after_an_hour_what_nobody_came_to_is_told_and_kept(world: World) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        await give(blogs, sam, opml_of(("Harbour", blogs.url("/harbour"))))
        for _minute in range(61):
            await blogs.pass_time(MINUTE)
        told = "".join(await sam.told())
        assert "Harbour: kept, and tried again. We haven't come to it yet." in told
        assert "1: 127.0.0.1, not read yet" in await sam.say("digest list")


async def test_the_ready_made_set_is_followed_with_one_press(world: World) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        await sam.say("digest list")
        assert "We're on it" in await sam.press("Follow the ready-made set")
        await blogs.look()
        assert "There are 82 blogs in the list." in "".join(await sam.told())
        assert "82 blogs are being looked at" in await sam.say("digest list")
        said = await sam.say("digest set")
        assert "0 of 82 blogs are looked at." in said


async def test_some_groups_of_the_set_are_followed(world: World) -> None:
    sam, ada = await world.member("Sam Okafor"), await world.member("Ada Ford")
    async with open_blogs(world) as blogs:
        assert "no group “gardening”" in await sam.say("digest set gardening")
        await sam.say("digest set design")
        await blogs.look()
        assert "7 blogs are being looked at" in await sam.say("digest list")
        await ada.say("digest set")
        assert "Choose at least one group." in await ada.fill(groups=())
        await ada.fill(groups=("design",))
        await blogs.look()
        assert "7 blogs are being looked at" in await ada.say("digest list")


async def test_what_is_followed_is_exported_as_a_file_by_direct_message(world: World) -> None:
    organiser = priya(world)
    assert "follows no blogs yet" in await organiser.say("digest export", channel=True)
    async with open_blogs(world) as blogs:
        blogs.routes["/harbour"] = feed_of("Harbour digital", "Maps", now=world.now)
        await blogs.add(organiser, f"digest add {blogs.url('/harbour')}", channel=True)
        assert "message to you alone" in await organiser.say("digest export", channel=True)
        (told,) = await organiser.told()
        assert "Here is 1 blog as a file." in told
        assert isinstance(organiser.last, Message)
        (file,) = [block for block in organiser.last.blocks if isinstance(block, File)]
        listed = read_opml(file.content)
        assert listed.title == "Blogs that #unmentoring follows"
        assert [(one.url, one.title) for one in listed.feeds] == [
            (blogs.url("/harbour"), "Harbour digital")
        ]


async def test_the_report_of_a_member_who_was_forgotten_is_told_to_nobody(world: World) -> None:
    sam = await world.member("Sam Okafor")
    async with open_blogs(world) as blogs:
        await give(blogs, sam, opml_of(("Harbour", blogs.url("/harbour"))))
        await sam.say("forget me")
        await sam.press("Delete everything about me")
        for _minute in range(3):
            await blogs.pass_time(MINUTE)

        def waits(tx: Transaction) -> int:
            return len(tx.schedules.of_kind(world.network.id, "blogs"))

        assert await world.aside.read(waits) == 0
