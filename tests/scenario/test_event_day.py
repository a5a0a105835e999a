"""The day of an event: slots are announced once, sessions move, and one list comes at the end."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.message import plain_text
from storage.notices.camps import SessionMoved
from storage.transaction import Transaction
from tests.support.camp_day import (
    Channel,
    Readers,
    give_grid,
    grid_of,
    pass_time,
    sessions_of,
    set_up,
)
from tests.support.chat import Chat, World
from tests.support.organising import audit, priya

DAY = "2026-11-28"
GRID = """time,session,room,capacity,title,leader1
10:00-10:45,1,M69,25,Data sharing,Ash Nicol
10:00-10:45,2,M70,40,Letters,Bo Reed
11:00-11:45,3,M69,25,Maps,
11:00-11:45,4,Great Hall,120,Forms that end,
"""


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 28, hour, minute, tzinfo=UTC)


async def begin(world: World, grid: str = GRID) -> Chat:
    organiser = priya(world)
    await set_up(organiser, DAY)
    await give_grid(world, organiser, grid)
    return organiser


async def come(world: World, name: str, number: str) -> Chat:
    person = await world.member(name)
    assert "You'd come to" in await person.say(f"notes coming {number}")
    return person


async def test_each_slot_is_one_message_with_all_its_sessions(world: World) -> None:
    await begin(world)
    channel = Channel(world)
    await pass_time(world, at(9, 59))
    assert await channel.told() == []
    await pass_time(world, at(10, 30))
    (told,) = await channel.told()
    assert told.startswith("10am: 2 sessions begin\n")
    assert "M69: Data sharing (session 1), led by Ash Nicol" in told
    assert "M70: Letters (session 2), led by Bo Reed" in told
    await pass_time(world, at(10, 59))
    assert await channel.told() == []
    await pass_time(world, at(12))
    (told,) = await channel.told()
    assert told.startswith("11am: 2 sessions begin\n")
    announced = [one.announced_at for one in (await sessions_of(world)).values()]
    assert announced == [at(11), at(10), at(11), at(10)] or all(announced)


async def test_a_document_that_the_grid_names_is_announced_with_its_session(world: World) -> None:
    await begin(world, "time,room,title,notesUrl\n10:00,M69,Maps,https://docs.example/maps\n")
    channel = Channel(world)
    await pass_time(world, at(10, 1))
    (told,) = await channel.messages()
    assert "Maps. Their own document" in plain_text(told)
    assert "https://docs.example/maps" in str(told)


async def test_a_camp_without_a_channel_announces_nothing_and_can_have_one_later(
    world: World,
) -> None:
    organiser = priya(world)
    await organiser.say(f'notes event new "TeaCamp 2027" {DAY}')
    await give_grid(world, organiser, GRID)
    await pass_time(world, at(10, 20))
    channel = Channel(world)
    assert await channel.told() == []
    await organiser.say("notes event change")
    await organiser.fill(place=world.channel.id)
    await pass_time(world, at(10, 25))
    (told,) = await channel.told()
    assert told.startswith("10am: 2 sessions begin")


async def test_a_session_that_moves_is_told_once_to_whoever_is_interested(world: World) -> None:
    organiser = await begin(world)
    sam, jo = await come(world, "Sam Okafor", "1"), await world.member("Jo Park")
    kit = await world.member("Kit Marlow")
    await kit.say("notes interested 1")
    said = await organiser.say("notes move 1 Great Hall 2pm")
    assert "“Data sharing” (session 1) is in Great Hall at 2pm now." in said
    assert "We've told the 2 people who are interested." in said
    (told,) = await sam.told()
    assert await kit.told() == [told]
    assert "Data sharing has moved. It is now in Great Hall at 2pm." in told
    assert "Before, it was to be in M69 at 10am." in told
    assert await jo.told() == []
    plan = (await sessions_of(world))["Data sharing"].plan
    assert (plan.starts_at, plan.ends_at, plan.capacity) == (at(14), at(14, 45), 120)
    assert "is there already" in await organiser.say("notes move 1 to great hall at 14:00")
    assert await sam.told() == []
    assert [entry.action for entry in await audit(world)].count("session.move") == 1


async def test_before_the_day_nobody_is_told_at_night_and_all_by_its_morning(world: World) -> None:
    organiser = await begin(world)
    sam = await come(world, "Sam Okafor", "1")
    world.now = datetime(2026, 11, 26, 22, tzinfo=UTC)
    await organiser.say("notes move 1 M75")
    friday = datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert await due_by(world, friday - timedelta(minutes=1)) == 0
    assert await due_by(world, friday) == 1
    world.now = datetime(2026, 11, 27, 22, tzinfo=UTC)  # the camp is on the Saturday
    await organiser.say("notes move 1 M76")
    assert await due_by(world, at(7, 29)) == 1
    assert await due_by(world, at(7, 30)) == 2
    world.now = at(8)
    await organiser.say("notes move 1 M77")
    assert await due_by(world, at(8)) == 3
    assert len(await sam.told()) == 3


async def test_who_moves_it_there_and_back_tells_nobody(world: World) -> None:
    organiser = await begin(world)
    sam = await come(world, "Sam Okafor", "1")
    world.now = datetime(2026, 11, 26, 22, tzinfo=UTC)
    await organiser.say("notes move 1 M75")
    world.now += timedelta(minutes=1)
    await organiser.say("notes move 1 M69")
    assert len(await sam.told()) == 1  # and that it was to be in M75 is all that it can say


async def due_by(world: World, moment: datetime) -> int:
    """How many messages to single people are due by then."""

    def read(tx: Transaction) -> int:
        due = tx.deliveries.waiting(1000, due_by=moment)
        kinds = [tx.deliveries.notice(one) for one in due if one.account_id]
        return sum(isinstance(one, SessionMoved) for one in kinds)

    return await world.aside.read(read)


@pytest.mark.parametrize(
    ("words", "room", "starts"),
    [
        ("1 M72", "M72", at(10)),
        ("1 12:00", "M69", at(12)),
        ("1 to Room 4 at 3.30pm", "Room 4", at(15, 30)),
        ('"data sharing" M70 11:00', "M70", at(11)),
        ("data sharing Great Hall", "Great Hall", at(10)),
        ("#1 M71 noon", "M71", at(12)),
    ],
)
async def test_where_and_when_in_words(
    world: World, words: str, room: str, starts: datetime
) -> None:
    organiser = await begin(world)
    said = await organiser.say(f"notes move {words}")
    assert "now." in said
    plan = (await sessions_of(world))["Data sharing"].plan
    assert (plan.room, plan.starts_at) == (room, starts)


async def test_a_clash_is_said_and_allowed_by_a_second_press(world: World) -> None:
    organiser = await begin(world)
    sam = await come(world, "Sam Okafor", "1")
    said = await organiser.say("notes move 1 M70")
    assert "M70 at 10am is taken by “Letters” (session 2). Nothing has changed yet." in said
    assert (await sessions_of(world))["Data sharing"].plan.room == "M69"
    assert await sam.told() == []
    assert "is in M70 at 10am now" in await organiser.press("Put both there")
    assert len(await sam.told()) == 1


async def test_a_session_is_moved_by_a_form(world: World) -> None:
    organiser = await begin(world)
    assert "Begins at" in await organiser.say("notes move letters")
    assert "is in M70 at 11am now" in await organiser.fill(time="11:00")
    assert "Say which session" in await organiser.say("notes move")
    assert "We can't find a session for “99”" in await organiser.say("notes move 99 M70")
    sam = await world.member("Sam Okafor")
    assert "Only this network's organisers" in await sam.say("notes move 1 M70")


@pytest.mark.parametrize(
    ("words", "odd"),
    [
        ("1 M99 25:00", "25:00"),
        ("1 M99 2500", "2500"),
        ("1 M99 25.00", "25.00"),
        ("1 M99 at 14:75", "14:75"),
        ("1 25:00", "25:00"),
        ("1 M99 13:61pm", "13:61pm"),
        ("1 M99 26 pm", "26 pm"),
        ("1 25:00 M99", "25:00"),
        ("data sharing 10:00-11:00", "10:00-11:00"),
    ],
)
async def test_what_looks_like_a_time_never_becomes_a_room(
    world: World, words: str, odd: str
) -> None:
    organiser = await begin(world)
    sam = await come(world, "Sam Okafor", "1")
    said = await organiser.say(f"notes move {words}")
    assert f"“{odd}” is no time that we know" in said
    plan = (await sessions_of(world))["Data sharing"].plan
    assert (plan.room, plan.starts_at) == ("M69", at(10))
    assert await sam.told() == []
    assert "is in M98 at 11am now" in await organiser.fill(room="M98", time="11:00")


async def test_a_room_that_is_known_may_look_like_a_time(world: World) -> None:
    organiser = await begin(world, GRID + "12:00-12:45,5,2.75,25,Tea,\n")
    assert "is in 2.75 at 10am now" in await organiser.say("notes move 1 2.75")
    assert "is in 2.75 at 2pm now" in await organiser.say("notes move 1 2.75 2pm")


async def test_the_form_takes_no_time_for_a_room(world: World) -> None:
    organiser = await begin(world)
    await organiser.say("notes move 1")
    assert "looks like a time" in await organiser.fill(room="M70 25:00")
    assert (await sessions_of(world))["Data sharing"].plan.room == "M69"


async def test_a_slot_that_was_announced_is_corrected_in_its_place(world: World) -> None:
    organiser = await begin(world)
    readers = Readers(world)
    await pass_time(world, at(10, 5))
    (told,) = [one for one in await readers.read() if "begin" in one]
    assert "Data sharing" in told
    await organiser.say("notes move 1 M71 11:00")
    (told,) = [one for one in await readers.read() if "begin" in one]
    assert told.startswith("10am: 1 session begins")
    assert "Data sharing" not in told
    await pass_time(world, at(11, 5))
    first, second = [one for one in await readers.read() if "begin" in one]
    assert first.startswith("10am: 1 session begins")
    assert "M71: Data sharing" in second  # announced again, in its new slot
    await organiser.say("notes move 1 M71 15:00")
    await pass_time(world, at(15, 1))
    told_at = [one.split(":")[0] for one in await readers.read() if "begin" in one]
    assert told_at == ["10am", "11am", "3pm"]


async def test_one_list_an_hour_after_the_last_slot(world: World) -> None:
    organiser = await begin(world)
    channel = Channel(world)
    sam = await world.member("Sam Okafor")
    await pass_time(world, at(11, 30))
    for number in ("1", "3"):
        await sam.say(f"notes new {number}")
        assert "are saved" in await sam.fill(notes="What we said")
    await channel.told()
    await pass_time(world, at(12, 40))
    assert await channel.told() == []
    await pass_time(world, at(12, 50))
    (told,) = await channel.told()
    assert told.startswith("Not written up yet\nNobody has written up these 2 sessions of")
    assert "Letters" in told
    assert "Forms that end" in told
    assert "Data sharing" not in told
    assert "Open the page of a session, or type /notes new" in told
    await organiser.say("notes move 4 M75 16:00")  # there is one list, whatever happens after it
    await pass_time(world, at(23))
    assert not any("written up" in one for one in await channel.told())


async def test_when_all_is_written_up_there_is_no_list(world: World) -> None:
    await begin(world, "time,session,room,title\n10:00-10:45,1,M69,Data sharing\n")
    channel, sam = Channel(world), await world.member("Sam Okafor")
    await pass_time(world, at(10, 30))
    await sam.say("notes new 1")
    await sam.fill(notes="What we said")
    await channel.told()
    await pass_time(world, at(23))
    assert await channel.told() == []


async def test_a_bot_that_was_down_tells_only_of_the_slot_that_is_on(world: World) -> None:
    organiser = priya(world)
    await set_up(organiser, DAY)
    await give_grid(world, organiser, grid_of())
    channel = Channel(world)
    world.now = at(13, 20)
    await pass_time(world, at(13, 21))
    (told,) = await channel.told()
    assert told.startswith("1pm: 8 sessions begin")
