"""Leaving: always possible, at once, and kind to whoever is left behind."""

from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.digest_days import deliver


async def _kinds(world: World, chat: Chat) -> list[str]:
    member = await chat.find_member()
    consents = await world.aside.read(lambda tx: tx.consents.all(member.id))
    return [consent.kind for consent in consents]


async def test_stop_always_works(world: World) -> None:
    words = ("leave", "stop", "STOP!", "Stop.", "unsubscribe", "opt out", "unmentor stop", "quit")
    for number, typed in enumerate(words):
        sam = await world.member(f"Sam Okafor {number}")
        assert "You've left Unmentoring, monthly." in await sam.say(typed), typed
        assert (await sam.find_member()).left_at == world.now
        assert "You're not taking part" in await sam.say(typed)


async def test_stop_works_for_somebody_who_never_joined(world: World) -> None:
    assert "we won't send you anything" in await world.person("Nobody Yet").say("stop")


async def test_leaving_is_on_record_and_says_how_to_come_back(world: World) -> None:
    sam = await world.member("Sam Okafor")
    answer = await sam.say("leave")
    assert "/unmentor join" in answer
    assert "/teapoint forget me" in answer
    assert await _kinds(world, sam) == ["withdrawn"]


async def test_the_button_asks_first_and_says_what_happens(world: World) -> None:
    sam = await world.member("Sam Okafor")
    await sam.say("status")
    confirm = sam.find_button("Leave").confirm
    assert confirm
    assert "called off" in confirm.text
    assert "You've left" in await sam.press("Leave")
    assert "You're not taking part" in await sam.press("Leave"), "pressed twice"


async def test_a_pair_is_called_off_and_the_partner_told(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await world.introduce([sam, ade])
    assert len(await ade.told()) == 1
    await sam.say("leave")
    (message,) = await ade.told()
    assert "Sam Okafor has stopped taking part, so this introduction is called off." in message
    assert "nothing to do with you" in message
    assert "Tuesday 1 December 2026" in message
    assert "You have no introduction at the moment" in await ade.say("met")
    assert "called off" in await ade.press("We've met"), "the old button"


async def test_an_introduction_that_was_not_sent_yet_is_never_sent(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await world.introduce([sam, ade])
    await sam.say("leave")
    (message,) = await ade.told()
    assert "called off" in message


async def test_a_trio_goes_on(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    jo = await world.member("Jo March")
    await world.introduce([sam, ade, jo])
    await deliver(world, "sent")
    await sam.say("leave")
    (gone,) = await ade.told()
    assert gone.split("\n") == [
        "Sam Okafor is no longer in your introduction. It has nothing to do with you.",
        "You and Jo go on.",
    ]
    assert ade.buttons() == ["Suggest times"]
    answer = await ade.say("met")
    assert "you and Jo have met" in answer


async def test_who_never_read_of_the_third_is_not_told_that_they_are_gone(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await world.introduce([sam, ade, await world.member("Jo March")])
    await sam.say("leave")
    (introduction,) = await ade.told()
    assert "Jo March" in introduction
    assert "Sam Okafor" not in introduction


async def test_a_pair_that_has_met_is_left_as_it_is(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    (group,) = await world.introduce([sam, ade])
    await ade.told()
    await ade.say("met")
    await sam.say("leave")
    assert await ade.told() == []
    found = await world.aside.read(lambda tx: tx.rounds.group(group.id, world.network.id))
    assert found.state == "active"


async def test_a_round_that_waits_loses_the_seat_and_nobody_is_told(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    round_ = await world.propose([sam, ade])
    await sam.say("leave")
    (group,) = await world.aside.read(lambda tx: tx.rounds.groups(round_.id))
    assert group.members == ((await ade.find_member()).id,)
    assert await ade.told() == []


async def test_one_of_several_schemes_can_be_left_by_name(world: World) -> None:
    sam = await world.member("Sam Okafor")
    other = await world.add_programme("Action learning")
    member = await sam.find_member()
    await world.aside.write(lambda tx: tx.enrolments.join(other.id, member.id, world.now))
    assert "You're not in a scheme of that name" in await sam.say("leave knitting")
    answer = await sam.say("leave action learning")
    assert "You've left Action learning." in answer
    assert "still taking part in Unmentoring, monthly" in answer
    assert (await sam.find_member()).left_at is None
    assert "You've left Unmentoring, monthly." in await sam.say("leave")


async def test_stop_leaves_every_scheme(world: World) -> None:
    sam = await world.member("Sam Okafor")
    other = await world.add_programme("Action learning")
    member = await sam.find_member()
    await world.aside.write(lambda tx: tx.enrolments.join(other.id, member.id, world.now))
    assert "You've left Action learning and Unmentoring, monthly." in await sam.say("stop")

    def enrolled(tx: Transaction) -> int:
        return len(tx.enrolments.of_member(member.id))

    assert await world.aside.read(enrolled) == 0


async def test_messages_that_wait_for_somebody_who_left_are_not_said(world: World) -> None:
    sam = world.person("Sam Okafor")
    await sam.say("join")
    await sam.fill(organisation="new:Eastmarsh", sector="local")
    await sam.say("leave")
    assert await sam.told() == []
