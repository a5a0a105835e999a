"""An organiser plans the next rounds on paper: how long partners last, and what would help."""

import re
from datetime import timedelta

from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.organising import audit, do_errands, people, priya


async def dry_run(world: World, organiser: Chat, words: str = "organise try") -> str:
    """Ask, wait, and return what is told."""
    assert "We're on it" in await organiser.say(f"unmentor {words}")
    await do_errands(world)
    return (await organiser.told())[-1]


async def test_where_partners_last_the_six_rounds_are_told_by_month(world: World) -> None:
    organiser = priya(world)
    await people(world, 16)
    said = await dry_run(world, organiser)
    assert said.startswith("Unmentoring, monthly: the next rounds on paper")
    assert "There are new partners for everybody in the next 6 rounds." in said
    assert "Round 1 (December 2026): 16 people introduced, all with somebody new." in said
    assert "Round 6 (May 2027): 16 people introduced" in said
    assert "everybody who is in takes part as often as they chose. Nothing was sent." in said


async def test_where_the_pool_runs_dry_it_is_said_when_and_what_would_help(world: World) -> None:
    organiser = priya(world)
    await people(world, 4)
    said = await dry_run(world, organiser, "organise dry run")
    assert "The pool runs dry of new partners in round 4 (March 2027)." in said
    assert "Round 4 (March 2027): 4 people introduced, 2 groups with people who have met" in said
    assert "What would help" in said
    assert "A memory of 2 rounds instead of 6. With 4 people, a longer memory" in said
    assert "each from an organisation that is not in it yet." in said


async def test_a_department_that_is_too_large_is_named_with_how_many_others_it_needs(
    world: World,
) -> None:
    organiser = priya(world)
    for number in range(13):
        await world.member(f"Harbour {number}", "Department for Harbours")
    await people(world, 7)
    said = await dry_run(world, organiser)
    assert "Already in round 1 (December 2026), not everybody can have a partner." in said
    assert "6 more people from other organisations than Department for Harbours." in said


async def test_nothing_is_kept_for_the_real_rounds_and_nobody_else_is_told(world: World) -> None:
    organiser = priya(world)
    members = await people(world, 6)
    await dry_run(world, organiser)
    assert await world.aside.write(lambda tx: tx.rounds.latest(world.programme.id)) is None
    assert [await chat.told() for chat in members] == [[]] * 6
    assert await audit(world) == []


async def test_people_who_met_before_count_as_met(world: World) -> None:
    organiser = priya(world)
    four = await people(world, 4)
    await world.introduce(four[:2], four[2:])
    await world.close_round()
    said = await dry_run(world, organiser)
    assert "The pool runs dry of new partners in round 3" in said


async def test_whoever_takes_part_in_every_second_round_is_counted_in_those(world: World) -> None:
    organiser = priya(world)
    members = await people(world, 16)
    for member in members[:2]:
        await member.say("every 2 months")
    await members[2].say("skip")
    await members[3].say("skip")
    said = await dry_run(world, organiser)
    counts = [line.partition("): ")[2].split()[0] for line in said.splitlines() if "): " in line]
    assert counts == ["14", "14", "16", "14", "16", "14"]


async def test_two_who_wish_to_meet_next_year_only_are_new_to_each_other_then(
    world: World,
) -> None:
    organiser = priya(world)
    one, other = await people(world, 2)
    await world.introduce([one, other])
    await one.say("touch next year Person 01")
    await other.say("touch next year Person 00")
    await world.close_round()
    world.now += timedelta(days=310)  # Saturday 2 October 2027
    said = await dry_run(world, organiser)
    assert "Round 2 (November 2027): nobody introduced, 2 people without a partner." in said
    assert "Round 3 (December 2027): 2 people introduced, all with somebody new." in said
    assert "Round 4 (January 2028): 2 people introduced, 1 group with people who have met" in said


async def test_with_nobody_in_it_there_is_nothing_to_plan(world: World) -> None:
    organiser = priya(world)
    assert "Nobody is taking part yet" in await dry_run(world, organiser)


async def test_of_an_ended_scheme_nothing_is_planned(world: World) -> None:
    organiser = priya(world)
    await people(world, 4)
    await organiser.say("unmentor organise try")

    def end(tx: Transaction) -> None:
        tx.programmes.end(world.programme.id, world.network.id, world.now)

    await world.aside.write(end)
    assert await do_errands(world) == 1
    assert await organiser.told() == []


async def test_planning_ahead_is_for_organisers_only(world: World) -> None:
    sam = await world.member("Sam Okafor", "Department for Harbours")
    assert "organisers" in await sam.say("unmentor organise try")
    assert await do_errands(world) == 0


async def test_people_of_a_sector_that_is_missing_are_asked_for_in_words(world: World) -> None:
    """Seven people, of whom two from the NHS would make good partners for everybody."""
    organiser = priya(world)
    topics = tuple(f"topic {n}" for n in range(5))
    for n in range(7):
        await world.member(
            f"Person {n}",
            f"Organisation {n}",
            sector="NHS" if n < 2 else "local",
            profession="policy" if n < 2 else "delivery",
            interests=topics if n < 2 else topics[n - 2 : n - 1],
        )
    said = await dry_run(world, organiser)
    assert "What would help" in said
    assert re.search(
        r"\d+ more people from the NHS, each from an organisation that is not in it yet\.", said
    )
