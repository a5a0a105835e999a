"""A command without a session offers what is likely meant, and never what nobody could mean."""

from datetime import timedelta

import pytest

from tests.support.camps import hold_camp, on_air
from tests.support.carrying import one_camp
from tests.support.chat import World
from tests.support.organising import priya


async def test_without_words_what_was_written_last_is_offered_before_what_is_to_come(
    world: World,
) -> None:
    sam = await world.member("Sam Okafor")
    for title in ("Older", "Newer"):
        world.now += timedelta(minutes=1)
        await sam.say("notes new afresh")
        await sam.fill(title=title, notes="We talked.")
    world.now += timedelta(days=1)
    await hold_camp(world, *(on_air(f"Later {n}", world.now) for n in range(3)))
    world.now -= timedelta(hours=23)
    await sam.say("notes show")
    assert sam.buttons()[:2] == ["Newer", "Older"]


async def test_on_the_day_what_is_on_is_offered(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("notes new")
    await sam.fill(title="Older", notes="We talked.")
    hour = timedelta(hours=1)
    starts = [world.now - 3 * hour, world.now, world.now + 3 * hour]
    await hold_camp(world, *(on_air(f"At {one:%H}", one) for one in starts))
    await sam.say("notes interested")
    assert sam.buttons() == ["At 10 (TeaCamp)", "Older", "At 07 (TeaCamp)"]


@pytest.mark.parametrize("line", ["notes done", "notes handover"])
async def test_who_carries_one_need_not_name_it_and_who_carries_none_is_told(
    world: World, line: str
) -> None:
    ade = await world.member("Ade Bello")
    await one_camp(world, None, count=5)
    said = await ade.say(line)
    assert said.startswith("You carry no conversation on at the moment. Nothing has changed.")
    assert ade.buttons() == []
    await ade.say("notes volunteer 4")
    assert "Session about 4" in await ade.say(line)
    await ade.say("notes volunteer 2")
    await ade.say("notes volunteer 4")
    await ade.say("notes volunteer 5")
    await ade.say(line)
    assert {*ade.buttons()} >= {"Session about 2", "Session about 5"}


async def test_no_request_is_waiting(world: World) -> None:
    said = await priya(world).say("notes removal")
    assert said == "No request to take something out of notes is waiting. Nothing has changed."


async def test_files_that_were_asked_for_in_a_direct_message_are_on_their_way(
    world: World,
) -> None:
    sam = await world.member("Sam Okafor")
    await hold_camp(world, on_air("Tea", world.now, number="1"))
    await sam.say("notes new 1")
    await sam.fill(notes="We talked.")
    await sam.say("notes post 1 #unmentoring yes")
    assert "are on their way." in await sam.say("notes export teacamp")
    assert "message to you alone" in await sam.say("notes export teacamp", channel=True)
