"""Coming late or back after half-way: somebody who waits is offered, or can be looked for."""

from datetime import timedelta

import pytest

from jobs.schedule import Ticker
from storage.programmes import Plan
from storage.round_records import Format, Programme
from storage.transaction import Transaction
from storage.waiting import Wait
from tests.support.chat import START, Chat, World
from tests.support.organising import WorldClock

HALF_WAY = START + timedelta(days=14)  # Thursday 10 December 2026
LAST_DAY = START + timedelta(days=27)


async def _pair(world: World) -> tuple[Chat, Chat]:
    sam = await world.member("Sam Okafor", "Okafor Council")
    ade = await world.member("Ade Bello", "Bello Council")
    await world.introduce([sam, ade])
    for chat in (sam, ade):
        await chat.told()
    return sam, ade


async def _waits(world: World) -> list[Wait]:
    round_ = await world.aside.read(lambda tx: tx.rounds.latest(world.programme.id, "open"))
    assert round_
    return await world.aside.read(lambda tx: tx.waiting.of_round(round_.id))


async def _tick(world: World) -> None:
    await Ticker(world.aside, WorldClock(world), retention_months=24).run_once()


async def _ask_now(world: World) -> None:
    """Propose the next round, about which members are being asked."""

    def change(tx: Transaction) -> Programme:
        old = tx.programmes.get(world.programme.id, world.network.id)
        plan = Plan(old.name, old.place_id, timing=old.timing, format=Format(asks=True))
        return tx.programmes.change(old, plan)

    world.programme = await world.aside.write(change)
    world.now += timedelta(days=1)
    round_ = await world.propose()

    def ask(tx: Transaction) -> None:
        tx.schedules.set(world.network.id, "ask", world.programme.id, round_.label, world.now)
        schedule = tx.schedules.find("ask", world.programme.id)
        assert schedule
        assert tx.schedules.use(schedule, world.now)

    await world.aside.write(ask)


async def _joins(world: World, name: str) -> tuple[Chat, str]:
    chat = world.person(name)
    await chat.say("join")
    await chat.fill(organisation="new:Northmoor", sector="local")
    (welcome,) = await chat.told()
    return chat, welcome


async def test_where_nobody_waits_a_newcomer_can_have_somebody_looked_for(world: World) -> None:
    await _pair(world)
    world.now = HALF_WAY
    eve, welcome = await _joins(world, "Eve Stone")
    assert "A round of Unmentoring, monthly is under way, and nobody else is waiting" in welcome
    assert "type /unmentor rematch" in welcome
    assert await _waits(world) == [], "nobody is looked for unless they ask"
    assert "We're looking for a partner for you" in await eve.press("Find me somebody")
    (wait,) = await _waits(world)
    assert wait.member_id == (await eve.find_member()).id


async def test_a_round_that_is_nearly_over_is_not_spoken_of(world: World) -> None:
    await _pair(world)
    world.now = LAST_DAY
    _eve, welcome = await _joins(world, "Eve Stone")
    assert "under way" not in welcome
    assert "On Tuesday 5 January 2027 at 10am we'll introduce you" in welcome


@pytest.mark.parametrize("words", ["resume", "resume Unmentoring, monthly", "in"])
async def test_after_a_break_whoever_waits_is_offered_at_once(world: World, words: str) -> None:
    sam, ade = await _pair(world)
    jo = await world.member("Jo March", "March Council")
    await jo.say("pause for 6 weeks")
    world.now = HALF_WAY
    await sam.say("can't")
    await ade.told()
    world.now += timedelta(minutes=1)
    said = await jo.say(words)
    assert "in Unmentoring, monthly again" in said
    assert "Ade Bello (Bello Council) is also waiting for a partner." in said
    assert "We're introducing you to Ade Bello." in await jo.press("Introduce us now")


async def test_joining_again_ends_a_break_with_the_same_offer(world: World) -> None:
    sam, ade = await _pair(world)
    eve, _welcome = await _joins(world, "Eve Stone")
    await eve.say("pause for 6 weeks")
    world.now = HALF_WAY
    await sam.say("can't")
    await ade.told()
    world.now += timedelta(minutes=1)
    said = await eve.say("join")
    assert "Welcome back." in said
    assert "Ade Bello (Bello Council) is also waiting for a partner." in said


async def test_after_a_break_with_nobody_waiting_one_can_ask(world: World) -> None:
    sam, _ade = await _pair(world)
    jo = await world.member("Jo March", "March Council")
    for chat in (jo, sam):
        await chat.say("pause for 6 weeks")
    world.now = HALF_WAY
    assert "nobody else is waiting for a partner" in await jo.say("resume")
    assert "nobody else is waiting" not in await sam.say("resume"), "they have a partner"


async def test_a_break_that_runs_out_after_half_way_offers_it_too(world: World) -> None:
    sam, ade = await _pair(world)
    jo = await world.member("Jo March", "March Council")
    await jo.say("pause until 11 December")
    world.now = HALF_WAY + timedelta(minutes=1)
    await sam.say("can't")
    await ade.told()
    world.now = HALF_WAY + timedelta(days=1)
    await _tick(world)
    (told,) = await jo.told()
    assert "Your break is over" in told
    assert "Ade Bello (Bello Council) is also waiting for a partner." in told


async def test_of_several_breaks_the_named_one_ends(world: World) -> None:
    jo = await world.member("Jo March", "March Council")
    lunch = await world.add_programme("Design lunch")
    await world.take_in(jo, "March Council", programme=lunch)
    await jo.say("pause forever")
    said = await jo.say("resume Design tea")
    assert "You're in no scheme called “Design tea”, so nothing has changed." in said
    assert "Your schemes are Design lunch and Unmentoring, monthly." in said
    assert "Welcome back. You're in Design lunch again." in await jo.say("resume design lunch")
    status = await jo.say("status")
    assert "You're having a break from Unmentoring, monthly." in status
    assert "You're in Unmentoring, monthly again." in await jo.say("resume")
    assert "weren't having a break" in await jo.say("resume")


async def test_whoever_says_in_during_a_break_is_in_the_round_under_way_too(world: World) -> None:
    """Weekly, the next round is asked about before half-way of this one."""
    await _pair(world)
    jo = await world.member("Jo March", "March Council")
    await jo.say("pause forever")
    await _ask_now(world)
    world.now += timedelta(hours=1)
    assert "You're in" in await jo.say("in")
    (wait,) = await _waits(world)
    assert (wait.member_id, wait.why) == ((await jo.find_member()).id, "late")
