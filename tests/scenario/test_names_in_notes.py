"""Names in notes are members' only after a yes: asked once, privately, and remembered."""

import pytest

from jobs.sessions.naming import likely_member
from storage.session_records import EventSession
from tests.support.camp_day import give_grid, set_up
from tests.support.chat import Chat, World
from tests.support.organising import priya

QUESTION = "Are you the “Ash Nicoll” who led “Data sharing”?"


async def write(writer: Chat, leaders: str, title: str = "Data sharing") -> None:
    await writer.say("notes new afresh")
    await writer.fill(title=title, notes="We talked.", leaders=leaders)


async def linked(world: World) -> list[str | None]:
    """To whom each leader of the newest session is linked."""
    session = await newest(world)
    return [one.member_id for one in session.leaders]


async def newest(world: World) -> EventSession:
    return (await world.aside.read(lambda tx: tx.sessions.recent(world.network.id)))[0]


async def test_a_likely_member_is_asked_and_linked_after_a_yes(world: World) -> None:
    sam, ash = await world.member("Sam Okafor"), await world.member("Ash Nicol")
    await write(sam, "Ash Nicoll")
    assert await linked(world) == [None]
    (told,) = await ash.told()
    assert told.startswith(QUESTION)
    assert "If you don't answer, nothing is linked. We ask only once." in told
    assert ash.buttons() == ["Yes, that's me", "No", "Don't ask me again"]
    said = await ash.press("Yes, that's me")
    assert said.startswith("Thank you. Your name in “Data sharing” is linked to you.")
    assert await linked(world) == [(await ash.find_member()).id]


async def test_no_is_remembered(world: World) -> None:
    sam, ash = await world.member("Sam Okafor"), await world.member("Ash Nicol")
    await write(sam, "Ash Nicoll")
    await ash.told()
    assert "isn't linked to any name" in await ash.press("No")
    await sam.say("notes edit data sharing")
    await sam.fill(notes="We talked more.")
    assert await ash.told() == []
    assert "no longer in “Data sharing”" in await ash.press("Yes, that's me")
    assert await linked(world) == [None]


async def test_silence_links_nobody_and_is_asked_once(world: World) -> None:
    sam, ash = await world.member("Sam Okafor"), await world.member("Ash Nicol")
    await write(sam, "Ash Nicoll")
    for text in ("More.", "And more."):
        await sam.say("notes edit data sharing")
        await sam.fill(notes=text)
    assert len(await ash.told()) == 1
    assert await linked(world) == [None]


async def test_dont_ask_me_again_is_about_every_session(world: World) -> None:
    sam, ash = await world.member("Sam Okafor"), await world.member("Ash Nicol")
    await write(sam, "Ash Nicoll")
    await ash.told()
    assert "type /notes remind me" in await ash.press("Don't ask me again")
    await write(sam, "Ash Nicoll", title="Housing")
    assert await ash.told() == []


async def test_a_link_is_undone(world: World) -> None:
    sam, ash = await world.member("Sam Okafor"), await world.member("Ash Nicol")
    await write(sam, "Ash Nicoll")
    await ash.told()
    await ash.press("Yes, that's me")
    assert "isn't linked to any name" in await ash.say("notes not me data sharing")
    assert await linked(world) == [None]
    assert "No name in “Data sharing” is linked to you" in await ash.say(
        "notes not me data sharing"
    )


async def test_whoever_writes_their_own_name_is_linked_at_once_and_may_undo_it(
    world: World,
) -> None:
    sam = await world.member("Sam Okafor")
    await write(sam, "Sam Okafor")
    assert await linked(world) == [(await sam.find_member()).id]
    assert await sam.told() == []
    await sam.say("notes not me data sharing")
    await sam.say("notes edit data sharing")
    await sam.fill(notes="Again.")
    assert await linked(world) == [None]


async def test_nobody_answers_for_another(world: World) -> None:
    sam, ash = await world.member("Sam Okafor"), await world.member("Ash Nicol")
    await write(sam, "Ash Nicoll")
    await ash.told()
    eve = await world.member("Eve Marsh")
    eve.shown = list(ash.shown)
    assert "no longer in" in await eve.press("Yes, that's me")
    assert await linked(world) == [None]


async def test_two_of_one_name_are_not_asked_unless_the_organisation_tells(world: World) -> None:
    sam = await world.member("Sam Okafor")
    one = await world.member("Ash Nicol", "Leeds City Council")
    two = world.person("Ash Nicol", "UASH2")
    await world.take_in(two, "Home Office")
    await write(sam, "Ash Nicoll")
    assert [await one.told(), await two.told()] == [[], []]
    await write(sam, "Ash Nicoll (Home Office)", title="Housing")
    assert await one.told() == []
    assert len(await two.told()) == 1


async def test_under_the_chatham_house_rule_nobody_is_asked(world: World) -> None:
    sam, ash = await world.member("Sam Okafor"), await world.member("Ash Nicol")
    await sam.say("notes new")
    await sam.fill(title="Candid", notes="We talked.")
    await sam.say("notes consent candid chatham")
    await sam.say("notes edit candid")
    await sam.fill(leaders="Ash Nicol")
    assert await ash.told() == []


@pytest.mark.parametrize("name", ["Ash", "", "()", "Nicol", "Ashley Nicholson-Wright", "A"])
async def test_a_part_of_a_name_is_nobody(world: World, name: str) -> None:
    await world.member("Ash Nicol")
    members = await world.aside.read(lambda tx: tx.members.present(world.network.id))
    assert likely_member(name, members) is None


async def test_a_grid_that_names_leaders_asks_them_too(world: World) -> None:
    ash = await world.member("Ash Nicol")
    organiser = priya(world)
    await set_up(organiser, "2026-11-28")
    grid = "time,session,room,title,leader1\n10:00-11:00,1,M69,Data sharing,Ash Nicoll\n"
    for _turn in range(2):
        await give_grid(world, organiser, grid)
    (told,) = await ash.told()
    assert told.startswith(QUESTION)
    await ash.press("Yes, that's me")
    assert await linked(world) == [(await ash.find_member()).id]
