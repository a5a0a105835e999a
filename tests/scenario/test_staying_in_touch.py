"""Two who stay in touch by themselves: kept apart for good, or matched again after a year."""

from datetime import timedelta

from jobs.rounds import rounds
from storage.programmes import Plan
from storage.round_records import Rules
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.organising import pairs, people, preview, priya

YEAR = timedelta(days=366)


async def _met(world: World) -> list[Chat]:
    """Four people in two pairs, who have met."""
    members = await people(world, 4)
    await world.introduce(members[:2], members[2:])
    for member in members:
        await member.say("met")
    return members


async def _plan(world: World) -> list[list[str]]:
    """End the rounds there are, and plan the next."""

    def close(tx: Transaction) -> None:
        waiting = tx.rounds.latest(world.programme.id, "proposed")
        if waiting:
            rounds.cancel(tx, world.programme, waiting, world.now)
        round_ = tx.rounds.latest(world.programme.id, "open")
        if round_:
            tx.rounds.become(round_, "closed", world.now, only_from="open")

    await world.aside.write(close)
    await preview(world, priya(world))
    return await pairs(world)


async def _may_repeat(world: World) -> None:
    """Let people meet again at once, so that only wishes decide."""
    old = world.programme
    plan = Plan(old.name, old.place_id, rules=Rules(no_repeat_within=0))
    world.programme = await world.aside.write(lambda tx: tx.programmes.change(old, plan))


async def test_never_again_keeps_two_apart_and_the_other_does_not_learn_it(world: World) -> None:
    one, other, *rest = await _met(world)
    await one.say("worth yes")
    await one.press("Stay in touch")
    assert one.buttons() == [
        "Don't match us again, we stay in touch by ourselves",
        "Match us again next year",
    ]
    said = await one.press("Don't match us again")
    assert "We won't match you and Person again." in said
    assert await other.say("touch") == (
        "You've asked for nothing about anybody yet.\n"
        "To never be matched with somebody again, or again next year, type /unmentor touch and "
        "the name of somebody you've met."
    )
    await _may_repeat(world)
    for member in rest:
        await member.say("pause forever")
    world.now += timedelta(days=28)
    assert await _plan(world) == [], "they are the only two, and still they are not matched"
    await one.say("touch undo Person 01")
    assert await _plan(world) == [["Person 00", "Person 01"]]


async def test_next_year_needs_both_and_then_a_year(world: World) -> None:
    one, other, *_rest = await _met(world)
    said = await one.say("touch next year Person 01")
    assert "asks for the same" in said
    assert "both wish this" not in said
    said = await other.say("touch next year Person 00")
    assert "both wish this. From Friday 26 November 2027" in said
    await _may_repeat(world)
    world.now += timedelta(days=28)
    assert ["Person 00", "Person 01"] not in await _plan(world), "not before the year is over"
    world.now += YEAR
    assert ["Person 00", "Person 01"] in await _plan(world)
    organiser = priya(world)
    await organiser.say("unmentor round show")
    await organiser.say("unmentor round preview")
    await organiser.press("Introduce")
    for member in (one, other):
        told = "".join(await member.told())
        assert "You both asked to be introduced again after a year." in told
        assert "nobody new was left" not in told
    world.now += timedelta(days=28)
    assert "asked for nothing" in await one.say("touch"), "the wish is fulfilled"


async def test_one_wish_alone_puts_nobody_together(world: World) -> None:
    members = await _met(world)
    await members[0].say("touch next year Person 01")
    world.now += YEAR
    assert ["Person 00", "Person 01"] not in await _plan(world)


async def test_an_avoid_list_is_stronger_than_a_wish(world: World) -> None:
    one, other, *_rest = await _met(world)
    await one.say("touch next year Person 01")
    await other.say("touch next year Person 00")
    await other.say("avoid Person 00")
    world.now += YEAR
    assert ["Person 00", "Person 01"] not in await _plan(world)


async def test_wishes_are_listed_and_can_be_taken_back(world: World) -> None:
    one, _other, *_rest = await _met(world)
    await one.say("touch never Person 01")
    said = await one.say("touch")
    assert "Person 01 (Organisation 01): don't match us again" in said
    assert "taken that back" in await one.press("Undo for")
    assert "nothing has changed" in await one.say("touch undo Person 01")
    assert "asked for nothing" in await one.say("stay in touch")


async def test_only_people_who_were_introduced_can_be_named(world: World) -> None:
    one, *_rest = await _met(world)
    assert "You haven't been introduced to anybody called" in await one.say("touch never Zed Zulu")
    stranger = await (await world.member("Jo March")).find_member()

    def nobody(tx: Transaction) -> int:
        return len(tx.stay_in_touch.never(world.network.id))

    assert "We won't match" not in await one.say(f"touch never {stranger.name}")
    assert await world.aside.read(nobody) == 0


async def test_two_of_one_name_are_told_apart(world: World) -> None:
    sam = await world.member("Sam Okafor")
    both = [world.person("Jo March", user) for user in ("UEAST", "UWEST")]
    for chat, place in zip(both, ("Eastmarsh", "Northmoor"), strict=True):
        await world.take_in(chat, place)
    await world.introduce([sam, *both])
    assert "Whom do you mean? Nothing has changed yet." in await sam.say("touch never Jo March")
    assert sorted(sam.buttons()) == ["Jo March, Eastmarsh", "Jo March, Northmoor"]
    assert "We won't match you and Jo again." in await sam.press("Jo March, Northmoor")
    assert "Northmoor" in await sam.say("touch")
