"""How members get to the page for a room: a link in chat, their own, and a code for the others."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette

from bot import commands
from bot.command import Names, load
from bot.dispatch import Dispatcher
from bot.message import Link, Message, Paragraph, Picture
from bot.pages.links import Links
from bot.pages.room_watch import RoomWatch
from bot.wording.look import Look
from bot.wording.notices import word
from storage.transaction import Transaction
from tests.support.chat import NAMES, POLICY, Chat, World
from tests.support.rooms import BASE, Rooms, phone_of

NOW = datetime(2027, 1, 16, 9, tzinfo=UTC)


@pytest.fixture
def rooms(world: World) -> Rooms:
    """The pages of the world's network, and commands that know of them."""
    world.now = NOW
    links = Links(world.aside.store.cipher, BASE)
    names = replace(NAMES, room=links.room, way_in=links.way_in)
    world.dispatcher = Dispatcher(load(commands), world.aside, lambda: world.now, POLICY, names)
    watch = RoomWatch(world.aside)
    return Rooms(world.aside, world.space, world.network, links, watch, BASE, NOW)


@pytest.fixture
def app(rooms: Rooms) -> Starlette:
    return rooms.app()


def _link(message: object) -> str:
    assert isinstance(message, Message)
    parts = [part for b in message.blocks if isinstance(b, Paragraph) for part in b.text]
    (found,) = [part.url for part in parts if isinstance(part, Link)]
    return found


async def _sent_code(world: World, names: Names) -> list[Message]:
    """The messages with a code to scan that wait to be delivered."""

    def find(tx: Transaction) -> list[Message | None]:
        network = tx.networks.get(world.network.id)
        waiting = tx.deliveries.waiting(100)
        return [word(Look(tx, one, network, world.now, names, POLICY)) for one in waiting]

    return [one for one in await world.aside.read(find) if one]


def _names(rooms: Rooms) -> Names:
    return replace(NAMES, room=rooms.links.room, way_in=rooms.links.way_in)


async def _ash(world: World) -> Chat:
    return await world.member("Ash Nicol")


async def test_a_member_gets_a_link_of_their_own_and_a_code_for_the_others(
    world: World, rooms: Rooms, app: Starlette
) -> None:
    session, ash = await rooms.add("members"), await _ash(world)
    answer = await ash.say("notes page data sharing")
    assert "This link is yours alone" in answer
    assert "It works until Saturday 23 January 2027." in answer
    address = _link(ash.last)
    phone = phone_of(app, session)
    await phone.open(address.removeprefix(f"{BASE}{phone.home}"))
    assert phone.field("name") == "Ash Nicol"

    (message,) = await _sent_code(world, _names(rooms))
    (picture,) = [one for one in message.blocks if isinstance(one, Picture)]
    assert picture.png.startswith(b"\x89PNG")
    assert f"{BASE}/r/{session.code}" in picture.alt
    assert _link(message) == f"{BASE}/r/{session.code}", "the code is no way in for others"
    await ash.say("notes page data sharing")
    assert len(await _sent_code(world, _names(rooms))) == 1, "it is sent once, not twice at once"


async def test_an_open_events_page_has_one_link_for_all(world: World, rooms: Rooms) -> None:
    session, ash = await rooms.add("anyone"), await _ash(world)
    answer = await ash.say(f"notes page {session.code}")
    assert "Nobody needs an account." in answer
    assert _link(ash.last) == f"{BASE}/r/{session.code}"


async def test_where_no_notes_are_taken_there_is_no_page_to_give(
    world: World, rooms: Rooms
) -> None:
    session, ash = await rooms.add("anyone"), await _ash(world)
    await ash.say(f"notes page {session.code}")
    await rooms.change(session, "none")
    assert await _sent_code(world, _names(rooms)) == [], "what was not told yet is not told"
    assert "asked that no notes are taken" in await ash.say(f"notes page {session.code}")


async def test_without_an_address_people_are_told_why(world: World, rooms: Rooms) -> None:
    session, ash = await rooms.add(), await _ash(world)
    world.dispatcher = Dispatcher(load(commands), world.aside, lambda: NOW, POLICY, NAMES)
    answer = await ash.say(f"notes page {session.code}")
    assert "this Teapoint has no web address" in answer
    assert "Nothing has changed." in answer


async def test_the_same_note_in_chat_and_on_the_page(
    world: World, rooms: Rooms, app: Starlette
) -> None:
    session, ash = await rooms.add(), await _ash(world)
    phone = phone_of(app, session)
    await phone.open()
    await phone.send("From the room")
    assert "From the room" in await ash.say(f"notes show {session.code}")
    await ash.say(f"notes edit {session.code}")
    await ash.fill(summary="Written up.")
    await phone.open()
    assert "Written up." in phone.reads()
    assert phone.reads().count("From the room") == 1, "it is in the notes, and no point any more"
    assert await rooms.said(session) == []
