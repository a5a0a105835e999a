"""An organiser looks at how a scheme has gone: exact totals, none of few, words and a picture."""

import re
from datetime import timedelta

from bot.message import Message, Picture
from tests.support.chat import Chat, World
from tests.support.organising import do_errands, preview, priya

NOT_SHOWN = "not shown"


async def crowd(world: World, count: int, sectors: tuple[str, str], first: int = 0) -> list[Chat]:
    """Members who take part, each of an organisation of their own; their sectors alternate."""
    return [
        await world.member(
            f"Person {n:02}",
            f"Organisation {n:02}",
            sector=sectors[n % 2],
            region=("Wales", "London")[n % 2],
        )
        for n in range(first, first + count)
    ]


async def sent(world: World, people: list[Chat], met: int) -> None:
    """A round of neighbours, of which the first so many pairs say that they met; a month passes."""
    await world.introduce(*zip(people[::2], people[1::2], strict=True))
    for chat in people[0 : 2 * met : 2]:
        await chat.told()
        await chat.say("met")
    await world.close_round()
    world.now += timedelta(days=30)


async def stats(world: World, organiser: Chat) -> tuple[str, Picture]:
    """Ask for the totals; return the words that came by message, and the picture in it."""
    assert "We're on it" in await organiser.say("unmentor stats")
    await do_errands(world)
    words = (await organiser.told())[-1]
    assert isinstance(organiser.last, Message)
    [picture] = [block for block in organiser.last.blocks if isinstance(block, Picture)]
    return words, picture


async def test_exact_totals_of_two_rounds_in_words_and_as_a_picture(world: World) -> None:
    organiser = priya(world)
    people = await crowd(world, 24, ("local", "NHS"))
    await sent(world, people, met=9)
    await sent(world, [*people[1:], people[0]], met=8)
    words, picture = await stats(world, organiser)
    assert words.startswith("Unmentoring, monthly: how it has gone so far")
    assert "24 people have joined so far:\n• in it now: 24" in words
    assert "• November 2026: 9 of 12 (75%); new: 9, of them 9 between" in words
    assert "• December 2026: 8 of 12 (67%); new: 8, of them" in words
    assert "17 pairs of organisations have talked for the first time in this scheme." in words
    assert "Local government with the NHS, 17" in picture.alt
    assert picture.png.startswith(b"\x89PNG")
    assert len(picture.png) < 500_000


async def test_regions_breaks_and_who_cannot_be_reached_are_told_where_there_are_enough(
    world: World,
) -> None:
    organiser = priya(world)
    people = await crowd(world, 30, ("local", "NHS"))
    await sent(world, people, met=12)
    for chat in people[:6]:
        await chat.say("unmentor pause until 1 february 2027")
    words, _picture = await stats(world, organiser)
    assert "30 people have joined so far:\n• in it now: 24\n• having a break: 6" in words
    assert "Between different sectors: 12. Between different regions: 12." in words
    assert "Most often by sector:\n• Local government with the NHS: 12" in words
    assert "Most often by region:\n• London with Wales: 12" in words


async def test_a_round_that_was_sent_early_has_the_name_of_its_month(world: World) -> None:
    organiser = priya(world)
    people = await crowd(world, 12, ("local", "NHS"))
    assert "December's round" in await preview(world, organiser)
    await organiser.press("Introduce")
    assert world.now.month == 11, "it was sent before its day"
    for chat in people:
        await chat.say("met")
    words, picture = await stats(world, organiser)
    assert "• December 2026: 6 of 6 (100%)" in words
    assert "December 2026, 6 of 6 (100%)" in picture.alt
    assert "November" not in words.partition("Introductions that led")[2].partition("Totals of")[0]


async def test_the_words_of_the_picture_hold_every_figure_in_it(world: World) -> None:
    organiser = priya(world)
    people = await crowd(world, 24, ("local", "NHS"))
    await sent(world, people, met=9)
    words, picture = await stats(world, organiser)
    assert "November 2026, 9 of 12 (75%)." in picture.alt
    assert "by sector: Local government with the NHS, 9." in picture.alt
    assert picture.alt in words
    # And no figure is in the picture that the sentences do not have.
    sentences = words.removesuffix(picture.alt)
    assert set(re.findall(r"\d+", picture.alt)) <= set(re.findall(r"\d+", sentences)) | {"26"}


async def test_a_round_of_few_people_is_not_told_in_figures(world: World) -> None:
    organiser = priya(world)
    people = await crowd(world, 14, ("local", "NHS"))
    await sent(world, people, met=6)
    await sent(world, people[:4], met=2)
    words, picture = await stats(world, organiser)
    assert "November 2026: 6 of 7 (86%)" in words
    assert f"December 2026: {NOT_SHOWN}" in words
    assert f"December 2026, {NOT_SHOWN}" in picture.alt


async def test_three_who_have_a_break_cannot_be_counted(world: World) -> None:
    organiser = priya(world)
    people = await crowd(world, 14, ("local", "NHS"))
    for chat in people[:3]:
        await chat.say("unmentor pause until 5 january")
    words = await organiser.say("unmentor stats")
    assert "14 people have joined so far:" in words
    assert f"having a break: {NOT_SHOWN}" in words
    assert f"in it now: {NOT_SHOWN}" in words


async def test_before_the_first_round_the_words_are_told_at_once(world: World) -> None:
    organiser = priya(world)
    await crowd(world, 6, ("local", "NHS"))
    words = await organiser.say("unmentor stats")
    assert "6 people have joined so far:" in words
    assert "No round has been sent yet." in words
    assert await do_errands(world) == 0


async def test_of_fewer_than_five_people_nothing_is_said(world: World) -> None:
    organiser = priya(world)
    await crowd(world, 4, ("local", "NHS"))
    assert "Fewer than 5 people have joined so far." in await organiser.say("stats")


async def test_totals_are_for_organisers_only(world: World) -> None:
    sam = await world.member("Sam Okafor", "Department for Harbours")
    assert "organisers" in await sam.say("unmentor stats")
    assert await do_errands(world) == 0


async def test_asked_in_a_channel_they_come_by_direct_message(world: World) -> None:
    organiser = priya(world)
    people = await crowd(world, 12, ("local", "NHS"))
    await sent(world, people, met=6)
    assert "We'll message" in (await organiser.say("unmentor stats", channel=True)).replace(
        "we'll message", "We'll message"
    )
    await do_errands(world)
    assert "6 of 6 (100%)" in (await organiser.told())[-1]


async def test_one_scheme_of_several_is_named(world: World) -> None:
    organiser = priya(world)
    await world.add_programme("Policy tea")
    people = await crowd(world, 12, ("local", "NHS"))
    await sent(world, people, met=5)
    assert "Which scheme do you mean?" in await organiser.say("unmentor stats")
    assert "Nobody has joined yet." in await organiser.say("unmentor stats policy tea")
