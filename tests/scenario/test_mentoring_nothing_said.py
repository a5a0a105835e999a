"""Mentoring where somebody has not said, or no longer says, what they offer and wish for."""

from storage.types import Format, Rules
from tests.support.chat import World
from tests.support.organising import change_kind, send_term

MENTORING = Format(kind="mentors", meetings=3, posts=False)


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
