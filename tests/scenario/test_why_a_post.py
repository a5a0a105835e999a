"""Why a post did, or did not, come: each stage is told, and of this network only."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from jobs.digests import editions, settling
from storage.digest_records import Digest
from storage.feed_records import Entry, Feed
from storage.notices.digests import DigestEdition
from storage.queue_records import DeliveryState
from storage.tables import DeliveryRow
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.digesting import (
    DAILY,
    WEEKLY,
    a_feed,
    an_entry,
    editions_of,
    follow,
    follow_oneself,
    write,
)
from tests.support.organising import priya

COUNCIL = a_feed("council", "Example Council Digital")
PLANET = a_feed("planet", "Public Sector Bloggers")
ADDRESS = "https://council.example/1"
WHY = f"digest why {ADDRESS}"
"""Dialogs begin on Thursday 26 November 2026 at 10am."""


async def post(world: World, feed: Feed = COUNCIL) -> Entry:
    (entry,) = await write(world, feed, an_entry(1, feed_id=feed.id, link=ADDRESS))
    return entry


async def settle(world: World, state: DeliveryState) -> None:
    """The message of every edition becomes this."""

    def become(tx: Transaction) -> None:
        for delivery in tx.deliveries.waiting(100):
            if isinstance(tx.deliveries.notice(delivery), DigestEdition):
                row = update(DeliveryRow).where(DeliveryRow.seq == delivery.seq)
                tx.session.execute(row.values(state=state))
        settling.settle_due(tx, world.now)

    await world.aside.write(become)


async def test_a_post_waits_for_the_next_digest_and_then_came_in_it(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await follow(world, COUNCIL)
    await post(world)
    said = await sam.say(WHY, channel=True)
    assert "Post number 1, Example Council Digital" in said
    assert "We read it as a new post in Example Council Digital on Thursday 26 Novem" in said
    assert "The digest of #unmentoring: it waits for the digest of Monday 30 November 2026" in said

    await priya(world).say("digest now", channel=True)
    assert "which is on its way." in await sam.say(WHY, channel=True)
    await settle(world, "sent")
    assert (
        "The digest of #unmentoring: it came on Thursday 26 November 2026 at 10:02am."
        in await sam.say(WHY, channel=True)
    )


async def test_an_edition_that_never_arrived_gives_its_posts_to_the_next(world: World) -> None:
    await follow(world, COUNCIL)
    await post(world)
    boss = priya(world)
    await boss.say("digest now", channel=True)
    await settle(world, "dead")
    said = await boss.say(WHY, channel=True)
    assert "which could not be delivered. It is in the next one." in said


async def test_copies_are_named_and_the_authors_own_is_shown(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await follow(world, PLANET)
    await post(world, PLANET)
    await follow(world, COUNCIL)
    await post(world)
    said = await sam.say(WHY, channel=True)
    assert "as a new post in Public Sector Bloggers on" in said
    assert "as a new post in Example Council Digital on" in said
    assert "Example Council Digital is shown, with “also in Public Sector Bloggers”." in said, (
        "once"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "http://www.council.example/1",
        "<https://council.example/1>",
        "<https://council.example/1|the post>",
        "council.example/1/",
        "https://council.example/1?utm_source=mail&source=rss",
    ],
)
async def test_an_address_may_be_typed_as_it_was_copied(world: World, typed: str) -> None:
    sam = await world.member("Sam Okafor")
    await follow(world, COUNCIL)
    await post(world)
    assert "We read it as a new post" in await sam.say(f"digest why {typed}", channel=True)


async def test_what_was_there_when_we_began_is_not_new(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await follow(world, COUNCIL)

    def seen_at_first(tx: Transaction) -> None:
        feed = tx.feeds.find(COUNCIL.url)
        assert feed
        (entry,) = tx.posts.latest(feed.id, 1)
        tx.posts.record([], [replace(entry, listed_at=None)], [], world.now)

    await post(world)
    await world.aside.write(seen_at_first)
    said = await sam.say(WHY, channel=True)
    began = "Thursday 26 November 2026"
    assert f"had it already when this network began to follow that blog, on {began}." in said
    assert f"was there before the digest began to read Example Council Digital, on {began}." in said


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("digest mute Example Council Digital", "Example Council Digital is muted."),
        ("digest mute author Ade Bello", "Ade Bello is muted."),
        ("digest mute topic number", "it is about a topic that is muted."),
        ("digest topics procurement", "it isn't about any of: procurement."),
        ("digest region Wales", "it isn't about Wales."),
        ("digest here off", "the digest is off, so nothing comes."),
    ],
)
async def test_what_was_left_out_says_by_which_choice(world: World, typed: str, why: str) -> None:
    boss = priya(world)
    await follow(world, COUNCIL)
    await post(world)
    assert "waits for" in await boss.say(WHY, channel=True)
    await boss.say(typed, channel=True)
    said = await boss.say(WHY, channel=True)
    assert f"The digest of #unmentoring: {why}" in said
    if "off" not in typed:
        assert boss.buttons() == ["Choose what you see"]


async def test_a_digest_that_was_left_out_took_the_post_with_it(world: World) -> None:
    boss = priya(world)
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world)
    await boss.say("digest skip", channel=True)
    assert "which is left out, as somebody asked" in await boss.say(WHY, channel=True)
    world.now += timedelta(days=1)

    def come(tx: Transaction) -> None:
        now = tx.digests.get(digest.id, world.network.id)
        editions.open_edition(tx, now, "2026-11-27", world.now)

    await world.aside.write(come)
    assert [each.state for each in await editions_of(world, digest)] == ["skipped"]
    said = await boss.say(WHY, channel=True)
    assert (
        "the digest of Friday 27 November 2026 at 10:02am was left out, as somebody asked." in said
    )


async def test_ones_own_digest_is_told_of_first_and_nobody_elses_at_all(world: World) -> None:
    sam, huw = await world.member("Sam Okafor"), await world.member("Huw Pugh")
    await follow_oneself(world, huw, COUNCIL, plan=WEEKLY)
    await follow(world, COUNCIL)
    await post(world)
    await huw.say("digest now")
    assert "Your digest: it is in the digest of" in await huw.say(WHY)
    said = await sam.say(WHY)
    assert "None comes here yet. To have one, type /digest me weekly." in said
    assert "on its way" not in said
    await sam.say("digest me weekly")
    assert "Your digest: it was new before this digest began." in await sam.say(WHY)


async def test_another_channel_is_named_to_organisers_alone(world: World) -> None:
    """A channel may be private: members hear of their own digest, and of where they ask."""
    boss, sam = priya(world), await world.member("Sam Okafor")
    await follow(world, COUNCIL)
    await post(world)
    assert "a channel's digest" not in await sam.say(WHY), "it came nowhere yet"
    await boss.say("digest now", channel=True)
    said = await sam.say(WHY)
    assert "It came in a channel's digest." in said
    assert "#unmentoring" not in said
    said = await sam.say(WHY, channel=True)
    assert "The digest of #unmentoring: it is in the digest of" in said
    assert "channel's digest" not in said
    await world.take_in(boss)
    said = await boss.say(WHY)
    assert "The digest of #unmentoring: it is in the digest of" in said
    assert "channel's digest" not in said


async def test_who_left_ones_own_digest_out_is_oneself(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await follow_oneself(world, sam, COUNCIL, plan=DAILY)
    await post(world)
    await sam.say("digest skip")
    assert "which is left out, as you asked." in await sam.say(WHY)
    assert "That one is left out, as you asked." in await sam.say("digest")


async def test_a_link_is_shown_without_what_says_where_its_reader_comes_from(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await follow_oneself(world, sam, PLANET, plan=WEEKLY)
    link = f"{ADDRESS}?page=2&utm_source=planet&utm_medium=rss"
    await write(world, PLANET, an_entry(1, feed_id=PLANET.id, link=link))
    for line in ("digest preview", f"digest why {link}"):
        await sam.say(line)
        assert f"{ADDRESS}?page=2" in repr(sam.shown), line
        assert "utm_" not in repr(sam.shown), line


async def test_an_address_that_nobody_has_read_says_what_to_do(world: World) -> None:
    sam = await world.member("Sam Okafor")
    said = await sam.say("digest why https://other.example/a")
    assert said.startswith("No blog that this network follows has a post at that address.")
    assert "To follow its blog, type /digest add" in said
    await follow(world, COUNCIL)
    said = await sam.say("digest why https://council.example/later")
    assert (
        "We began to follow Example Council Digital today, and take its posts from then on." in said
    )
    world.now += timedelta(days=1)
    said = await sam.say("digest why https://council.example/later")
    assert "We follow Example Council Digital on that website, but haven't read it yet." in said
    assert "We need the web address" in await sam.say("digest why")
    assert "We need the web address" in await sam.say("digest why tuesday's one")


async def test_what_another_network_has_read_looks_like_what_nobody_has(world: World) -> None:
    """Posts and feeds are of all networks; what is said of them is this one's alone."""
    sam = await world.member("Sam Okafor")
    nobody = await sam.say(WHY)

    def other(tx: Transaction) -> Digest:
        network = tx.networks.add("Night staff together", sensitive=True)
        place = tx.places.see(world.space.id, "C0NIGHT", "channel", "night")
        digest = tx.digests.open_for_place(network.id, place.id, None, world.now)
        feed = tx.feeds.add(COUNCIL.url, world.now, COUNCIL.title, COUNCIL.site)
        tx.digests.follow(digest.id, feed.id, (), None, world.now)
        return digest

    await world.aside.write(other)
    await post(world)
    assert await sam.say(WHY) == nobody
    world.now += timedelta(days=3)
    await follow(world, COUNCIL)
    said = await sam.say(WHY, channel=True)
    assert "already when this network began to follow that blog, on Sunday 29 November" in said
    assert "26 November" not in said, "when the other network's reading began is not told"


# Two posts are one


async def two_posts(world: World) -> tuple[Chat, str]:
    await follow(world, COUNCIL, PLANET)
    await post(world)
    other = "https://planet.example/elsewhere"
    await write(world, PLANET, an_entry(2, "The same, told again", feed_id="planet", link=other))
    return priya(world), f"{ADDRESS} {other}"


async def test_an_organiser_says_that_two_posts_are_one_and_takes_it_back(world: World) -> None:
    boss, both = await two_posts(world)
    assert "2 new posts" in await boss.say("digest preview", channel=True)
    said = await boss.say(f"digest same {both}", channel=True)
    assert said.startswith("Done: digests show these as one post. They show Post number 1, Example")
    assert "1 new post since" in await boss.say("digest preview", channel=True)
    said = await boss.say(WHY, channel=True)
    assert "Somebody in this network said" in said
    assert "You asked about “Post number 1”. We read it as a new post in Example Council" in said
    assert "“The same, told again” is the same post. We read it as a new post in Public" in said
    assert "one post already" in await boss.say(f"digest same {both}", channel=True)

    assert "two posts again" in await boss.press("They are two posts", channel=True)
    assert "2 new posts" in await boss.say("digest preview", channel=True)
    assert "Nobody said" in await boss.press("They are two posts", channel=True)
    await boss.say(f"digest same {both}", channel=True)
    assert "two posts again" in await boss.say(f"digest different {both}", channel=True)
    assert "2 new posts" in await boss.say("digest preview", channel=True)


async def test_taking_it_back_leaves_what_was_one_before_together(world: World) -> None:
    boss, both = await two_posts(world)
    third = "https://third.example/x"
    await write(world, PLANET, an_entry(3, "A third telling", feed_id="planet", link=third))
    council, planet = both.split()
    await boss.say(f"digest same {planet} {third}")
    assert "2 new posts" in await boss.say("digest preview", channel=True)
    await boss.say(f"digest same {council} {third}")
    assert "1 new post since" in await boss.say("digest preview", channel=True)
    await boss.press("They are two posts")
    assert "2 new posts" in await boss.say("digest preview", channel=True)
    assert "The same, told again" in await boss.say(f"digest why {third}", channel=True)


async def test_only_organisers_say_so_and_of_posts_that_are_known(world: World) -> None:
    boss, both = await two_posts(world)
    sam = await world.member("Sam Okafor")
    assert "Only this network's organisers" in await sam.say(f"digest same {both}")
    assert "at this address" in await boss.say(f"digest same {ADDRESS} https://nowhere.example/1")
    assert "web addresses of two posts" in await boss.say(f"digest same {ADDRESS}")
