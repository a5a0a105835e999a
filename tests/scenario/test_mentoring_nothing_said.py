"""Mentoring where somebody has not said, or no longer says, what they offer and wish for."""

from storage.programmes import Plan
from storage.round_records import Format, Programme, Rules
from tests.support.chat import World
from tests.support.organising import change_kind, send_term

MENTORING = Format(kind="mentors", meetings=3, posts=False)


async def _mentoring_beside(world: World) -> Programme:
    """One more scheme, in which people are mentored."""
    plan = Plan("Mentoring, spring", world.channel.id, format=MENTORING)
    return await world.aside.write(lambda tx: tx.programmes.add(world.network.id, plan))


async def test_who_said_nothing_yet_is_told_what_to_do(world: World) -> None:
    await change_kind(world, "Mentoring", MENTORING, Rules())
    ade, bea = await world.member("Ade Bello", "Harbours"), await world.member("Bea Cole", "Ports")
    huw = await world.member("Huw Prosser", "Piers")
    await ade.say("offers coaching")
    await bea.say("wishes coaching")
    await send_term(world)
    (told,) = await huw.told()
    assert "You haven't said yet what you can help with" in told
    assert "nothing you need to do" not in told
    assert "Mentoring" in await huw.press("Say what I offer")
    assert huw.form
    assert huw.form.command == "unmentor offers"


async def test_no_room_is_not_nothing_to_offer(world: World) -> None:
    await change_kind(world, "Mentoring", MENTORING, Rules())
    ade = await world.member("Ade Bello", "Harbours")
    await ade.say("offers coaching")
    said = await ade.say("capacity 0")
    assert "You help nobody new at the moment. We keep what you offer: coaching." in said
    assert "You can help 1 person at a time with coaching." in await ade.say("capacity 1")


async def test_a_member_who_joins_mentoring_with_a_press_is_asked_at_once(world: World) -> None:
    ade = world.person("Ade Bello")
    await ade.say("join")
    await ade.fill(organisation="new:Harbours", sector="local")
    await ade.told()
    spring = await _mentoring_beside(world)
    asked = await ade.say("join Mentoring, spring")
    assert "You're in Mentoring, spring. So that we can match you, tell us what you" in asked
    assert "I can help with …" in asked
    (welcome,) = await ade.told()
    assert "tell us first what you can help with, or would like help with" in welcome
    assert ade.buttons()[:2] == ["Say what I offer or wish for", "Tell us more"]
    assert "tell us first what you can help with" in await ade.say("status")
    assert ade.buttons()[0] == "Say what I offer or wish for"
    await ade.say("home")
    assert "Say what I offer or wish for" in ade.buttons()
    assert "You've joined already" in await ade.say("join Mentoring, spring")
    await ade.press("Say what I offer or wish for")
    assert ade.form
    assert ade.form.ref.startswith(spring.id)
    assert "with coaching" in await ade.fill(offers=("new:coaching",))
    for words in ("status", "home"):
        assert "whoever fits what you offer or wish for" in await ade.say(words)
        assert "Say what I offer or wish for" not in ade.buttons(), "until they have"


async def test_offers_that_are_typed_go_where_nothing_was_said_yet(world: World) -> None:
    await change_kind(world, "Autumn mentoring", MENTORING, Rules())
    spring = await _mentoring_beside(world)
    ade = await world.member("Ade Bello", "Harbours")
    await ade.say("offers coaching")
    await world.take_in(ade, "Harbours", programme=spring)
    await ade.say("offers budgets")
    mine = (await ade.find_member()).id
    part = await world.aside.read(lambda tx: tx.enrolments.get(spring.id, mine))
    assert part.offers == ("budgets",)
