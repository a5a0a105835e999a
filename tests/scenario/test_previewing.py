"""A round is previewed before it is sent: how many, how good, what bends, who is left out."""

from datetime import timedelta

import pytest

from tests.support.chat import World
from tests.support.organising import (
    audit,
    do_errands,
    pairs,
    people,
    preview,
    priya,
    waiting_round,
)


async def test_a_round_is_planned_and_previewed(world: World) -> None:
    organiser = priya(world)
    await people(world, 8)
    said = await preview(world, organiser)
    assert said.startswith("Unmentoring, monthly: December's round")
    assert "8 people would be introduced, in 4 pairs." in said
    assert "How good it is: 100.0 per cent of the best possible under your rules." in said
    assert "can't be matched" not in said
    assert organiser.buttons() == ["Introduce 4 pairs", "Change pairs", "Send to me only"]


async def test_looking_again_plans_nothing_anew(world: World) -> None:
    organiser = priya(world)
    await people(world, 6)
    told = await preview(world, organiser)
    before = await waiting_round(world)
    assert await organiser.say("round") == told
    assert await waiting_round(world) == before
    assert [entry.action for entry in await audit(world)] == ["round.plan"]


async def test_until_it_is_planned_the_organiser_is_told_so(world: World) -> None:
    organiser = priya(world)
    await people(world, 4)
    await organiser.say("round preview")
    for words in ("round preview", "round send", "round show", "round lock Person 00"):
        assert "We're on it" in await organiser.say(words)


@pytest.mark.parametrize(("count", "sizes"), [(2, "1 pair"), (3, "1 group of three")])
async def test_two_and_three_people_are_one_group(world: World, count: int, sizes: str) -> None:
    organiser = priya(world)
    await people(world, count)
    assert f"{count} people would be introduced, in {sizes}." in await preview(world, organiser)


async def test_with_nobody_in_it_there_is_nothing_to_send(world: World) -> None:
    organiser = priya(world)
    said = await preview(world, organiser)
    assert "no introductions this time" in said
    assert "Nobody is taking part yet." in said
    assert "There's nobody to introduce in this round." in await organiser.say("round preview")
    assert organiser.buttons() == ["Plan it again"]
    assert "so nothing was sent" in await organiser.say("round send yes")


async def test_one_person_alone_is_told_about_by_name(world: World) -> None:
    organiser = priya(world)
    await world.member("Sam Okafor", "Department for Harbours")
    assert "There is nobody else to meet in this round." in await preview(world, organiser)
    said = await organiser.say("round preview")
    assert "1 person can't be matched this time:" in said
    assert "Sam Okafor: There is nobody else to meet" in said


async def test_all_in_one_organisation_are_not_matched_and_the_cause_is_named(
    world: World,
) -> None:
    organiser = priya(world)
    await people(world, 6, "Department for Harbours")
    told = await preview(world, organiser)
    assert "Everybody is from Department for Harbours, and colleagues are not matched." in told
    said = await organiser.say("round preview")
    assert "6 people can't be matched this time:" in said
    assert "Person 00, Person 01, Person 02, Person 03, Person 04 and Person 05: " in said


async def test_one_large_organisation_is_named_as_the_cause(world: World) -> None:
    organiser = priya(world)
    await people(world, 9, "Department for Harbours")
    for number in range(2):
        await world.member(f"Guest {number}", f"Town {number}")
    said = await preview(world, organiser)
    assert "Department for Harbours has 9 of 11 members, and colleagues are not matched" in said
    assert "and 2 others" in said
    assert len(await pairs(world)) == 2


async def test_where_everybody_met_everybody_the_repeats_are_listed(world: World) -> None:
    organiser = priya(world)
    sam, ade = await people(world, 2)
    await world.introduce([sam, ade])
    await world.close_round()
    said = await preview(world, organiser)
    assert "One rule had to bend" in said
    assert (
        "Person 00 (Organisation 00) and Person 01 (Organisation 01) were last introduced on "
        "Thursday 26 November 2026." in said
    )


async def test_the_groups_are_listed_with_reasons_in_pages(world: World) -> None:
    organiser = priya(world)
    await people(world, 34)
    await preview(world, organiser)
    first = await organiser.say("round show")
    assert first.startswith("December's round: 17 introductions, page 1 of 2")
    assert first.count("• ") == 10
    assert "care about" in first
    assert organiser.buttons() == ["More groups", "Back to the preview"]
    second = await organiser.press("More groups")
    assert second.count("• ") == 7
    assert await organiser.say("round show 2") == second


async def test_a_plan_can_be_made_afresh(world: World) -> None:
    organiser = priya(world)
    await people(world, 4)
    await preview(world, organiser)
    await world.member("Late Joiner", "Somewhere else")
    world.now += timedelta(minutes=1)
    assert "We're on it" in await organiser.say("round again")
    await do_errands(world)
    assert "5 people would be introduced" in (await organiser.told())[-1]


async def test_whoever_left_or_joined_since_the_plan_is_seen_at_once(world: World) -> None:
    organiser = priya(world)
    sam, *_others = await people(world, 6)
    await preview(world, organiser)
    await sam.say("leave")
    said = await organiser.say("round preview")
    assert "5 people would be introduced, in 1 pair and 1 group of three." in said
    await world.member("Late Joiner", "Somewhere else")
    assert "6 people would be introduced, in 3 pairs." in await organiser.say("round preview")


async def test_why_not_names_the_rule_or_the_cost(world: World) -> None:
    organiser = priya(world)
    sam, ade, *_others = await people(world, 6)
    await world.member("Colleague", "Organisation 00")
    await world.member("Eighth", "Eight")
    await preview(world, organiser)
    (together, *_rest) = await pairs(world)
    said = await organiser.say(f"round why @{together[0]} @{together[1]}")
    assert "are in the same group" in said
    said = await organiser.say("round why @Person 00 @Colleague")
    assert "are colleagues, and this scheme never matches colleagues." in said
    await sam.say("avoid Person 01")
    said = await organiser.say("round why @Person 01 @Person 00")
    assert said == "Person 00 and Person 01 can't be matched."
    assert ade.name == "Person 01"


async def test_a_rehearsal_goes_to_the_asking_organiser_only(world: World) -> None:
    organiser = priya(world)
    members = await people(world, 13)
    await preview(world, organiser)
    assert "5 introductions are on their way to you" in await organiser.press("Send to me only")
    shown = await organiser.told()
    assert len(shown) == 5
    assert all(text.startswith("A rehearsal, to you only.") for text in shown)
    assert shown[0].count(", who works in ") == 3  # the group of three comes first
    for member in members:
        assert await member.told() == []
    assert (await waiting_round(world)).rehearsed_at == world.now
    assert [entry.action for entry in await audit(world)] == ["round.rehearse", "round.plan"]


async def test_a_round_is_dropped_after_asking_and_the_next_one_is_named(world: World) -> None:
    organiser = priya(world)
    await people(world, 4)
    await preview(world, organiser)
    assert "Dropping December's round can't be taken back" in await organiser.say("round cancel")
    assert (await waiting_round(world)).state == "proposed"
    said = await organiser.press("Drop this round")
    assert "Dropped: December's round. Nobody was told anything." in said
    assert "The next introductions are on Tuesday 5 January 2027 at 10am." in said
    said = await organiser.press("Drop this round")
    assert "December's round was dropped, so there is nothing to send." in said
    assert "No round of Unmentoring, monthly waits" in await organiser.say("round send")
