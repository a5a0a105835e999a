"""What was taken out of notes stays out, whatever older text arrives later."""

from dataclasses import replace
from functools import partial

import pytest

from bot.pages.links import Links
from bot.pages.room_watch import RoomWatch
from storage.session_records import EventSession
from storage.tables import Base
from storage.transaction import Transaction
from tests.support.camp_day import Readers
from tests.support.chat import World
from tests.support.organising import priya
from tests.support.rooms import BASE, Rooms, phone_of

NAME = "Wilhelmina Quist"
NOTES = f"We talked.\n\n{NAME} said that forms are hard.\n\nwilhelmina  quist agreed."


async def asked(world: World) -> EventSession:
    """Sam's notes name Wilhelmina, who asked to be taken out."""
    sam = await world.member("Sam Okafor")
    await sam.say("notes new")
    await sam.fill(title=f"Forms with {NAME}", notes=NOTES, leaders=NAME)
    session = (await world.aside.read(lambda tx: tx.sessions.recent(world.network.id)))[0]
    await world.aside.write(lambda tx: tx.removals.ask(session, "My name", "", world.now))
    return session


async def everything(world: World) -> str:
    """All that the database holds, as one text."""

    def read(tx: Transaction) -> str:
        tables = Base.metadata.sorted_tables
        rows = [row for table in tables for row in tx.session.execute(table.select())]
        return "\n".join(map(str, rows))

    return await world.aside.read(read)


async def take_name_out(world: World) -> None:
    """The organiser takes Wilhelmina's name out."""
    organiser = priya(world)
    await organiser.say("notes removal settle 1")
    assert "are taken out in" in await organiser.fill(outcome="removed", words=NAME)


async def is_nowhere(world: World) -> bool:
    """Whether no table has a word of her name; and the posts as they are read."""
    left = (await everything(world)).casefold()
    return "wilhelmina" not in left and "quist" not in left


LEFT_OUT = "something was taken out of these notes at somebody's request. We've left it out"


async def test_an_edit_that_was_open_is_saved_without_what_was_taken_out(world: World) -> None:
    await asked(world)
    sam = world.person("Sam Okafor")
    await sam.say("notes post forms #unmentoring yes")
    await sam.say("notes edit forms")
    await take_name_out(world)
    said = await sam.fill(summary=f"{NAME} was late.", volunteer=NAME)
    assert said.startswith("“Forms with [taken out]” is saved.")
    assert LEFT_OUT in said
    assert NAME not in said
    assert await is_nowhere(world)
    said = await sam.say("notes show forms")
    assert "[taken out] was late." in said
    assert not any(NAME in one for one in await Readers(world).read())


@pytest.mark.parametrize("choice", ["notes use mine", "notes keep both", "notes keep theirs"])
async def test_a_question_about_two_versions_brings_nothing_back(world: World, choice: str) -> None:
    await asked(world)
    sam, bo = world.person("Sam Okafor"), await world.member("Bo Reed")
    await sam.say("notes edit forms")
    await bo.say("notes edit forms")
    await bo.fill(notes=f"{NOTES}\n\nAnd tea.")
    await take_name_out(world)
    said = await sam.fill(summary=f"Late, said {NAME}.")
    assert "Bo Reed changed the notes" in said
    assert LEFT_OUT in said
    assert NAME not in said
    await sam.say(choice)
    assert await is_nowhere(world)


async def test_a_question_that_was_asked_before_is_asked_again_without_it(world: World) -> None:
    await asked(world)
    sam, bo = world.person("Sam Okafor"), await world.member("Bo Reed")
    await sam.say("notes edit forms")
    await bo.say("notes edit forms")
    await bo.fill(notes=f"{NOTES}\n\nAnd tea.")
    assert NAME in await sam.fill(notes=f"{NOTES}\n\n{NAME} again.")
    await take_name_out(world)
    said = await sam.say("notes use mine")
    assert "Nothing is lost, and yours are not saved yet." in said
    assert LEFT_OUT in said
    assert NAME not in said
    assert "is saved." in await sam.press("Use mine")
    assert "[taken out] again." in await sam.say("notes show forms")
    assert await is_nowhere(world)


async def test_a_draft_is_opened_and_saved_without_it(world: World) -> None:
    await asked(world)
    sam = world.person("Sam Okafor")
    await sam.say("notes edit forms")
    await sam.fill(notes="", summary=f"{NAME} was late.")
    await take_name_out(world)
    await sam.say("notes drafts")
    await sam.say("notes continue")
    assert sam.form is not None
    assert NAME not in str(sam.form)
    assert LEFT_OUT in str(sam.form.intro)
    assert "is saved." in await sam.fill(notes="Forms.", title=f"Forms with {NAME}")
    assert await is_nowhere(world)


async def test_pasting_the_notes_once_more_does_not_bring_it_back(world: World) -> None:
    await asked(world)
    bo = await world.member("Bo Reed")
    await take_name_out(world)
    await bo.say(f"notes paste Session title: Forms with {NAME}\nNotes\n{NOTES}")
    said = await bo.press("Save")
    assert LEFT_OUT in said
    assert NAME not in await bo.say("notes show forms")
    assert await is_nowhere(world)


async def test_whoever_has_seen_the_notes_without_it_may_write_it(world: World) -> None:
    await asked(world)
    sam = world.person("Sam Okafor")
    await take_name_out(world)
    await sam.say("notes edit forms")
    said = await sam.fill(summary=f"{NAME} agreed to be named.")
    assert LEFT_OUT not in said
    assert f"{NAME} agreed to be named." in await sam.say("notes show forms")


async def test_a_point_that_was_typed_offline_comes_without_it(world: World) -> None:
    session = await asked(world)
    links = Links(world.aside.store.cipher, BASE)
    rooms = Rooms(world.aside, world.space, world.network, links, RoomWatch(world.aside))
    rooms.now = world.now
    await open_to_anyone(world, session)
    phone = phone_of(rooms.app(), session)
    await phone.open()
    await take_name_out(world)
    await phone.send(f"{NAME} will ask the regulator", name=NAME)
    assert "Kept, without something that was taken out of these notes" in phone.reads()
    assert ("[taken out] will ask the regulator", "") in await rooms.said(session)
    assert await is_nowhere(world)
    await phone.send("Tea was good")
    assert "without something" not in phone.reads()


async def open_to_anyone(world: World, session: EventSession) -> None:
    """The session is one of today's camp, whose pages anyone with the link may write on."""

    def change(tx: Transaction) -> None:
        day, by = world.now.date(), tx.networks.organisers(world.network.id)[0].id
        event = tx.events.add(world.network.id, "TeaCamp", day, "Europe/London", by, world.now)
        assert event
        tx.events.change(replace(event, open_to="anyone"))
        rows = Base.metadata.tables["session"]
        put = rows.update().where(rows.c.id == session.id).values(event_id=event.id)
        tx.session.execute(put)

    await world.aside.write(change)


async def test_what_was_taken_out_changes_the_posts_in_every_workspace(world: World) -> None:
    await asked(world)
    sam = world.person("Sam Okafor")
    await world.aside.write(partial(_add_workspace, world))
    await sam.say("notes post forms #unmentoring #harbour yes")
    readers = Readers(world)
    await readers.read()
    before = [words for words in readers.platform.shown.values() if NAME in words]
    assert len(before) >= 2
    await take_name_out(world)
    await readers.read()
    shown = list(readers.platform.shown.values())
    assert len([words for words in shown if "[taken out] agreed." in words]) >= 2
    assert not [words for words in shown if NAME in words]


def _add_workspace(world: World, tx: Transaction) -> None:
    space = tx.spaces.install("slack", "T0HARBOUR", "T0HARBOUR", "Harbours")
    tx.networks.link(world.network.id, space.id, default=True)
    tx.places.see(space.id, "C0HARBOUR", "channel", "harbour")
