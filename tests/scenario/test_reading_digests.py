"""Reading digests: how things stand, the next one, the rest of one, sending and leaving one out."""

from dataclasses import replace

from tests.support.chat import World
from tests.support.digesting import WEEKLY, a_feed, an_entry, editions_of, follow, write
from tests.support.organising import priya

COUNCIL = a_feed("council", "Example Council Digital")
TWELVE = [an_entry(number, feed_id="council") for number in range(1, 13)]
"""Dialogs begin on Thursday 26 November 2026 at 10am."""


async def test_a_network_that_follows_nothing_is_offered_the_ready_made_set(world: World) -> None:
    boss, sam = priya(world), await world.member("Sam Okafor")
    said = await boss.say("digest", channel=True)
    assert "This network follows no blogs yet." in said
    assert boss.buttons() == ["Follow the ready-made set", "Add a blog", "Your own digest"]
    await sam.say("digest", channel=True)
    assert sam.buttons() == ["Your own digest"], "what organisers decide is not offered"
    stranger = world.person("Vi Sitor")
    said = await stranger.say("digest", channel=True)
    assert said.startswith("A digest brings new blog posts in one message")
    assert stranger.buttons() == ["Join Public services together"]


async def test_home_says_what_is_read_and_when_the_next_one_comes(world: World) -> None:
    boss = priya(world)
    await follow(world, COUNCIL, plan=replace(WEEKLY, rhythm="off"))
    said = await boss.say("digest", channel=True)
    assert "None comes to #unmentoring yet." in said
    assert boss.buttons()[0] == "Set it up here"
    await boss.say("digest here weekly", channel=True)
    await write(world, COUNCIL, *TWELVE[:2])
    said = await boss.say("digest", channel=True)
    assert "on Monday 30 November 2026 at 9am." in said
    assert "2 new posts wait for it." in said
    assert "It reads Example Council Digital. Everything is shown." in said


async def test_a_preview_is_the_next_digest_and_sends_nothing(world: World) -> None:
    boss, sam = priya(world), await world.member("Sam Okafor")
    digest = await follow(world, COUNCIL)
    await write(world, COUNCIL, *TWELVE)
    said = await sam.say("digest preview", channel=True)
    assert "The next digest comes to #unmentoring on Monday 30 November 2026 at 9am." in said
    assert "12 new posts since" in said
    assert "Send it now" not in sam.buttons()
    rest = await sam.press("The rest (4)", channel=True)
    assert rest.startswith("4 more posts")
    assert "Post number 12" in rest
    assert "Send it now" not in sam.buttons()
    await boss.say("digest preview", channel=True)
    assert "Send it now" in boss.buttons()
    assert await editions_of(world, digest) == []


async def test_sent_at_once_its_rest_is_read_by_whoever_reads_the_channel(world: World) -> None:
    boss, stranger = priya(world), world.person("Vi Sitor")
    digest = await follow(world, COUNCIL)
    assert "Nothing is new since" in await boss.say("digest now", channel=True)
    await write(world, COUNCIL, *TWELVE)
    said = await boss.say("digest now", channel=True)
    assert "A digest with 12 posts is on its way to #unmentoring." in said
    assert "Nothing is new since" in await boss.say("digest now", channel=True)
    (edition,) = await editions_of(world, digest)
    heard = stranger._heard("digest more", channel=True, ref=edition.id, pressed=True)
    assert "4 more posts" in await stranger._hear(heard)
    assert "4 more posts" in await boss.say("digest more", channel=True)


async def test_the_next_one_is_left_out_and_comes_after_all(world: World) -> None:
    boss = priya(world)
    assert "No digest is due" in await boss.say("digest skip", channel=True)
    await follow(world, COUNCIL)
    said = await boss.say("digest skip", channel=True)
    assert "leave out the digest of #unmentoring on Monday 30 November 2026 at 9am" in said
    assert "left out, as somebody asked" in await boss.say("digest", channel=True)
    assert "It isn't left out any more." in await boss.press("Send it after all", channel=True)
    assert "as somebody asked" not in await boss.say("digest", channel=True)


async def test_ones_own_edition_is_nobody_elses_to_read(world: World) -> None:
    sam, huw = await world.member("Sam Okafor"), await world.member("Huw Pugh")
    await follow(world, COUNCIL)
    await sam.say("digest me weekly")
    await write(world, COUNCIL, *TWELVE)
    await sam.say("digest now")
    await sam.told()
    huw.shown = sam.shown
    assert "out of date" in await huw.press("The rest")
    assert "out of date" in await huw.press("Choose what you see")
