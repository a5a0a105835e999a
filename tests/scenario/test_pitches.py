"""Pitches: who would come, which room suits, and how one becomes a session."""

from datetime import UTC, datetime

from tests.support.camp_day import Channel, Readers, event_of, give_grid, sessions_of, set_up
from tests.support.chat import World
from tests.support.organising import priya

DAY = "2026-11-28"
ROOMS = """time,session,room,capacity,title
10:00-10:45,1,M69,4,
10:00-10:45,2,Great Hall,120,
11:00-11:45,3,M69,4,Maps
11:00-11:45,4,Great Hall,120,
"""


async def test_a_pitch_stands_in_the_channel_and_everybody_sees_who_would_come(
    world: World,
) -> None:
    await set_up(priya(world), DAY)
    readers = Readers(world)
    sam, jo = await world.member("Sam Okafor"), await world.member("Jo Park")
    said = await sam.say('notes pitch "Data sharing across councils"')
    assert "Your pitch “Data sharing across councils” is number P1." in said
    (card,) = await readers.read()
    assert "Sam Okafor would hold a session: Data sharing across councils" in card
    assert "Nobody has said yet that they'd come." in card
    jo.shown = await Channel(world).messages() or jo.shown
    said = await jo.say("notes coming P1")
    assert "You'd come to “Data sharing across councils”.\n1 person would come." in said
    (card,) = await readers.read()
    assert "1 person would come." in card
    assert "You've said already" in await jo.say("notes coming data sharing")
    assert "2 people would come." in await sam.say("notes coming 1")
    assert "We've taken back" in await jo.press("I can't after all")
    assert "You had not said" in await jo.say("notes coming undo P1")
    (card,) = await readers.read()
    assert "1 person would come." in card


async def test_the_same_title_is_not_pitched_twice(world: World) -> None:
    await set_up(priya(world), DAY)
    sam, jo = await world.member("Sam Okafor"), await world.member("Jo Park")
    await sam.say("notes pitch Data sharing")
    assert "is pitched already, as number P1." in await jo.say("notes pitch data  SHARING")
    assert "You'd come to “Data sharing”" in await jo.press("I'd come")
    assert "Say what your session would be about." in await jo.say("notes pitch")
    assert len(await sessions_of(world)) == 1


async def test_organisers_see_rooms_by_size_and_members_only_who_would_come(world: World) -> None:
    organiser = priya(world)
    await set_up(organiser, DAY)
    await give_grid(world, organiser, ROOMS)
    people = [await world.member(f"Person {n}") for n in range(6)]
    await people[0].say("notes pitch Small talk")
    await people[1].say("notes pitch Large questions")
    for one in people:
        await one.say("notes coming P2")
    said = await people[0].say("notes pitches")
    assert said.index("P2: Large questions") < said.index("P1: Small talk")
    assert "6 people would come." in said
    assert "seats" not in said
    said = await organiser.say("notes pitches")
    assert "P2: Great Hall at 10am (120 seats)" in said
    assert "P1: M69 at 10am (4 seats)" in said
    assert "notes place 2 Great Hall 10am" in said
    assert "Nobody has pitched" not in said


async def test_a_pitch_becomes_a_session_and_keeps_who_would_come(world: World) -> None:
    organiser = priya(world)
    await set_up(organiser, DAY)
    await give_grid(world, organiser, ROOMS)
    readers = Readers(world)
    sam, jo = await world.member("Sam Okafor"), await world.member("Jo Park")
    await sam.say("notes pitch Data sharing")
    await jo.say("notes coming P1")
    before = (await sessions_of(world))["Data sharing"]
    await readers.read()
    said = await organiser.say("notes place 1 M69 11:00")
    assert "M69 at 11am is taken by “Maps” (session 3)." in said
    said = await organiser.say("notes place 1 M69 10:00")
    assert "“Data sharing” (session 4) is in M69 at 10am now." in said
    (told,) = await jo.told()
    assert told == "Data sharing has its place: M69 at 10am."
    session = (await sessions_of(world))["Data sharing"]
    assert (session.code, session.plan.state) == (before.code, "planned")
    assert session.plan.ends_at == datetime(2026, 11, 28, 11, tzinfo=UTC)
    assert any("It has its place: M69 at 10am." in one for one in await readers.read())
    assert "Nobody has pitched a session" in await organiser.say("notes pitches")
    assert "M69: Data sharing (session 4), led by Sam Okafor" in await sam.say("notes next")


async def test_a_pitch_that_the_grid_takes_up_is_that_session(world: World) -> None:
    organiser = priya(world)
    await set_up(organiser, DAY)
    sam = await world.member("Sam Okafor")
    await sam.say("notes pitch Data sharing")
    await sam.say("notes coming P1")
    code = (await sessions_of(world))["Data sharing"].code
    await give_grid(world, organiser, "time,room,title\n10:00,M69,Data sharing\n")
    session = (await sessions_of(world))["Data sharing"]
    assert (session.code, session.plan.state, session.plan.number) == (code, "planned", "")
    assert await sam.told() == ["Data sharing has its place: M69 at 10am."]
    assert await world.aside.read(lambda tx: tx.sessions.counts([session.id], "coming")) == {
        session.id: 1
    }


async def test_without_a_channel_pitches_are_in_the_list(world: World) -> None:
    organiser = priya(world)
    await organiser.say(f'notes event new "TeaCamp 2027" {DAY}')
    sam = await world.member("Sam Okafor")
    assert "so others find it with the list of pitches" in await sam.say("notes pitch Tea")
    assert "P1: Tea, by Sam Okafor. Nobody has said yet" in await sam.say("notes pitches")
    assert "We know of no free room" in await organiser.say("notes pitches")
    assert (await event_of(world)).place_id is None


async def test_whoever_pitched_takes_it_back_and_who_would_come_is_told_once(world: World) -> None:
    await set_up(priya(world), DAY)
    readers = Readers(world)
    sam, jo = await world.member("Sam Okafor"), await world.member("Jo Park")
    said = await sam.say("notes pitch Data sharing")
    assert "To take yours back, type /notes pitch withdraw P1." in said
    await jo.say("notes coming P1")
    await sam.say("notes coming P1")
    assert len(await readers.read()) == 1
    assert "is somebody else's. Nothing has changed." in await jo.say("notes pitch withdraw P1")
    said = await sam.say("notes pitch withdraw P1")
    assert said.startswith("The pitch “Data sharing” is taken back, and its post in the channel")
    assert "We'll tell the one person whom it concerns." in said
    (told,) = await jo.told()
    assert told.startswith("“Data sharing” won't take place at ")
    assert "its pitch was taken back." in told
    assert await sam.told() == []
    assert await readers.read() == []
    assert "No pitch has the number P1 now." in await sam.say("notes pitch withdraw P1")
    assert "Nobody has pitched a session" in await jo.say("notes pitches")
    assert "is number P1." in await sam.say("notes pitch Data sharing")


async def test_a_card_that_is_pressed_after_it_was_taken_back_changes_nothing(world: World) -> None:
    await set_up(priya(world), DAY)
    sam, jo = await world.member("Sam Okafor"), await world.member("Jo Park")
    await sam.say("notes pitch Data sharing")
    await jo.say("notes pitch Data sharing")
    await sam.say("notes unpitch Data sharing")
    assert "“Data sharing” was taken back. Nothing has changed." in await jo.press("I'd come")


async def test_an_organiser_takes_a_pitch_back_and_whoever_pitched_is_told(world: World) -> None:
    organiser = priya(world)
    await set_up(organiser, DAY)
    sam = await world.member("Sam Okafor")
    await sam.say("notes pitch Data sharing")
    assert "the one person" in await organiser.say("notes pitch withdraw P1")
    assert len(await sam.told()) == 1
    assert "Priya Raman took a pitch back" in await organiser.say("log")


async def test_a_pitch_that_has_its_place_is_no_pitch_any_more(world: World) -> None:
    organiser = priya(world)
    await set_up(organiser, DAY)
    await give_grid(world, organiser, ROOMS)
    sam = await world.member("Sam Okafor")
    await sam.say("notes pitch Data sharing")
    await organiser.say("notes place 1 M69 10:00")
    said = await sam.say("notes pitch withdraw Data sharing")
    assert "is a session now, and no pitch any more." in said
    assert (await sessions_of(world))["Data sharing"].plan.state == "planned"
    said = await sam.say("notes coming P1")
    assert said == (
        "No pitch has the number P1 now. Nothing has changed.\n"
        "It may have a place by now, or was taken back. You can type words of its title."
    )
