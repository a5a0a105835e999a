"""Messages that may not have arrived: two presses, and one list an hour at most."""

from datetime import timedelta

from jobs.rounds import reports
from storage.outbox import Settled
from storage.queue_records import DeliveryState
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.organising import audit, people, priya


async def _settled(world: World, state: DeliveryState, error: str = "") -> None:
    """Three introductions, sent with this end."""
    members = await people(world, 6)
    await world.introduce(members[:2], members[2:4], members[4:])
    await _settle(world, state, error)


async def _settle(world: World, state: DeliveryState, error: str = "") -> None:
    def settle(tx: Transaction) -> None:
        for claimed in tx.outbox.claim("ready", world.now, timedelta(minutes=1), 100):
            tx.outbox.settle(claimed, Settled(state, error=error or None), world.now)

    await world.aside.write(settle)


async def _states(world: World) -> list[str]:
    def read(tx: Transaction) -> list[str]:
        round_ = tx.rounds.latest(world.programme.id)
        assert round_
        return [d.state for d in tx.deliveries.of_round(round_.id, "Introduced")]

    return await world.aside.write(read)


async def _tick(world: World, organiser: Chat) -> list[str]:
    await world.aside.write(lambda tx: reports.unsure_due(tx, world.now))
    return await organiser.told()


async def test_it_arrived_and_send_again_settle_the_first_of_the_list(world: World) -> None:
    organiser = priya(world)
    await _settled(world, "unsure")
    said = await organiser.say("unsure")
    assert said.startswith("Did these arrive?")
    assert "Of 3 messages we can't tell whether they arrived." in said
    assert said.count("the introduction of Person") == 4  # three in the list, the first again
    assert organiser.buttons() == ["It arrived", "Send again"]
    said = await organiser.press("It arrived")
    assert said.startswith("Noted: the introduction of Person")
    assert "Of 2 messages" in said
    assert (await organiser.press("Send again")).startswith("On its way again: the introduction")
    assert await _states(world) == ["sent", "ready", "unsure"]
    assert [e.action for e in await audit(world)] == ["unsure.again", "unsure.arrived"]


async def test_pressing_an_old_button_again_changes_nothing(world: World) -> None:
    organiser = priya(world)
    await _settled(world, "unsure")
    await organiser.say("unsure")
    old = organiser.find_button("It arrived")
    await organiser.press("It arrived")
    organiser.shown = organiser.shown[:1]
    assert organiser.find_button("It arrived") == old
    said = await organiser.press("It arrived")
    assert said.startswith("Somebody settled this a moment ago, so nothing has changed")
    assert await _states(world) == ["sent", "unsure", "unsure"]
    assert len(await audit(world)) == 1


async def test_typed_with_a_number_or_asked_for_one(world: World) -> None:
    organiser = priya(world)
    await _settled(world, "unsure")
    assert "Please say which one, by its number." in await organiser.say("unsure arrived")
    said = await organiser.say("unsure")
    number = said.splitlines()[3].removeprefix("• ").partition(":")[0]
    assert "Noted" in await organiser.say(f"unsure arrived {number}")
    assert "There is no message 99999." in await organiser.say("unsure again 99999")


async def test_undelivered_messages_are_tried_again_or_dropped(world: World) -> None:
    organiser = priya(world)
    await _settled(world, "dead", "not allowed (restricted_action)")
    said = await organiser.say("unsure")
    assert said.startswith("These were not delivered")
    assert "The workspace doesn't allow it." in said
    assert organiser.buttons() == ["Try again", "Drop"]
    assert (await organiser.press("Try again")).startswith("We'll try again: the introduction of")
    assert (await organiser.press("Drop")).startswith("Dropped: the introduction of")
    assert await _states(world) == ["ready", "cancelled", "dead"]
    assert [e.action for e in await audit(world)] == ["undelivered.drop", "undelivered.again"]


async def test_a_chat_whose_people_were_told_alone_is_not_listed(world: World) -> None:
    organiser = priya(world)
    await _settled(world, "dead", "cannot meet (cannot_find_group)")
    assert "Nothing waits for you" in await organiser.say("unsure")


async def test_with_nothing_to_settle_the_list_says_so(world: World) -> None:
    said = await priya(world).say("unsure")
    assert said == "Nothing waits for you: every message has arrived, or is on its way."


async def test_organisers_hear_of_new_unsure_messages_once_an_hour_at_most(world: World) -> None:
    organiser = priya(world)
    assert await _tick(world, organiser) == []
    await _settled(world, "unsure")
    (told,) = await _tick(world, organiser)
    assert told.startswith("Did these arrive?")
    world.now += timedelta(hours=2)
    assert await _tick(world, organiser) == []  # nothing new
    world.now += timedelta(days=1)
    late = [await world.member(f"Late {k}", f"Late {k}") for k in range(2)]
    await world.close_round()
    await world.introduce(late)
    await _settle(world, "unsure")
    (again,) = await _tick(world, organiser)
    assert "Of 5 messages" in again


async def test_within_the_hour_nothing_more_is_said(world: World) -> None:
    organiser = priya(world)
    await _settled(world, "unsure")
    assert len(await _tick(world, organiser)) == 1
    world.now += timedelta(minutes=20)
    late = [await world.member(f"Late {k}", f"Late {k}") for k in range(2)]
    await world.close_round()
    world.now += timedelta(minutes=20)
    await _introduce_tomorrow(world, late)
    assert await _tick(world, organiser) == []


async def _introduce_tomorrow(world: World, members: list[Chat]) -> None:
    before = world.now
    world.now += timedelta(days=1)
    await world.introduce(members)
    await _settle(world, "unsure")
    world.now = before
