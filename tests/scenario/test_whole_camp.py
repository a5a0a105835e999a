"""A whole camp: forty sessions in five slots, notes by sixty people in one day, nothing lost."""

import asyncio
from datetime import UTC, datetime, timedelta

from storage.notes import Note
from storage.session_records import EventSession
from storage.transaction import Transaction
from tests.support.camp_day import Channel, event_of, give_grid, grid_of, pass_time, set_up
from tests.support.chat import Chat, World
from tests.support.organising import priya

DAY = datetime(2026, 11, 28, tzinfo=UTC)
SLOTS = ((10, 15), (11, 15), (13, 0), (14, 0), (15, 0))
SILENT = {5, 21, 38}
"""Sessions of which nobody writes anything."""


async def test_a_camp_of_forty_sessions_and_sixty_writers_loses_nothing(world: World) -> None:
    organiser, channel = priya(world), Channel(world)
    await set_up(organiser, "2026-11-28")
    await give_grid(world, organiser, grid_of())
    writers = [await world.member(f"Writer {n:02}", f"Council {n % 9}") for n in range(60)]
    for number, person in enumerate(writers):
        await person.say(f"notes coming {number % 40 + 1}")
    for slot, (hour, minute) in enumerate(SLOTS):
        await pass_time(world, DAY + timedelta(hours=hour, minutes=minute + 30))
        await write_up(writers, slot)
    told = await channel.told()
    assert [one.partition(":")[0] for one in told] == ["10", "11", "1pm", "2pm", "3pm"]
    assert all("8 sessions begin" in one for one in told)
    assert sum(one.count("(session ") for one in told) == 40
    await every_word_is_kept(world)
    await pass_time(world, DAY + timedelta(hours=23))
    (listed,) = await channel.told()
    assert "Nobody has written up these 3 sessions" in listed
    assert {n for n in range(1, 41) if f"(session {n})" in listed} == SILENT
    await someone_writes_late(world, writers[0], channel)


async def write_up(writers: list[Chat], slot: int) -> None:
    """Twelve people write at once in each slot: several of them about the same session."""
    numbers = [slot * 8 + place % 8 + 1 for place in range(12)]
    mine = writers[slot * 12 : slot * 12 + 12]
    chosen = [(p, n) for p, n in zip(mine, numbers, strict=True) if n not in SILENT]
    await asyncio.gather(*(open_form(person, number) for person, number in chosen))
    await asyncio.gather(*(send_form(person, number) for person, number in chosen))


async def open_form(person: Chat, number: int) -> None:
    assert "Session notes" in await person.say(f"notes new {number}")


async def send_form(person: Chat, number: int) -> None:
    """Whoever was second sees what the first wrote, and keeps both."""
    said = await person.fill(notes=f"{person.name} heard something in session {number}.")
    while "are saved" not in said and "is saved" not in said:
        said = await person.press("Keep both")


async def every_word_is_kept(world: World) -> None:
    event = await event_of(world)

    def read(tx: Transaction) -> list[tuple[EventSession, Note | None]]:
        return [(one, tx.notes.find(one)) for one in tx.sessions.of_event(event.id)]

    found = {int(one.plan.number): note for one, note in await world.aside.read(read)}
    assert {number for number, note in found.items() if note is None} == SILENT
    for place in range(60):
        slot, seat = divmod(place, 12)
        number = slot * 8 + seat % 8 + 1
        if number not in SILENT:
            note = found[number]
            assert note
            words = f"Writer {place:02} heard something in session {number}."
            assert note.text.count(words) == 1, (number, note.text)


async def someone_writes_late(world: World, person: Chat, channel: Channel) -> None:
    """Weeks later one more is written up; nobody is reminded again."""
    world.now += timedelta(days=20)
    await person.say("notes new neighbourhood data")
    said = await person.fill(notes="Late, and welcome")
    assert "saved" in said
    await pass_time(world, world.now + timedelta(days=1))
    assert not any("Nobody has written up" in one for one in await channel.told())
