"""Events: set up by words or a form, changed, and shown as they stand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.meaning.events import read_new
from storage.round_records import Quiet
from storage.transaction import Transaction
from tests.support.camp_day import (
    Channel,
    event_of,
    give_grid,
    grid_of,
    pass_time,
    sessions_of,
    set_up,
)
from tests.support.chat import World
from tests.support.organising import audit, priya

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "name", "day"),
    [
        (("TeaCamp 2027", "2027-01-02"), "TeaCamp 2027", date(2027, 1, 2)),
        (("TeaCamp", "2027", "on", "16", "January", "2027"), "TeaCamp 2027", date(2027, 1, 16)),
        (("TeaCamp", "16", "January"), "TeaCamp", date(2027, 1, 16)),
        (("TeaCamp", "next", "friday"), "TeaCamp", date(2026, 11, 27)),
        (("TeaCamp", "2027"), "TeaCamp 2027", None),
        (("Data", "Camp", "May"), "Data Camp May", None),
        ((), "", None),
    ],
)
def test_a_name_and_a_day_are_told_apart(
    words: tuple[str, ...], name: str, day: date | None
) -> None:
    assert read_new(words, NOW, "Europe/London") == (name, day)


async def test_an_event_is_set_up_where_it_is_typed(world: World) -> None:
    organiser = priya(world)
    said = await set_up(organiser)
    assert "TeaCamp 2027 is set up for Saturday 16 January 2027." in said
    event = await event_of(world)
    assert (event.place_id, event.open_to) == (world.channel.id, "members")
    assert "There is an event called teacamp 2027 already." in await organiser.say(
        'notes event new "teacamp 2027" 2 May 2027'
    )
    assert [entry.action for entry in await audit(world)] == ["event.new"]


async def test_an_event_is_set_up_by_a_form(world: World) -> None:
    organiser = priya(world)
    form = await organiser.say("notes event new TeaCamp")
    assert "Who may write on the pages" in form
    assert "people without an account can write into those posts, too." in form
    said = await organiser.fill(day="2027-01-16", place=world.channel.id, open_to="anyone")
    assert "TeaCamp is set up for Saturday 16 January 2027." in said
    event = await event_of(world, "TeaCamp")
    assert (event.place_id, event.open_to) == (world.channel.id, "anyone")


async def test_a_day_that_there_is_not_is_asked_for_in_the_form(world: World) -> None:
    organiser = priya(world)
    form = await organiser.say('notes event new "TeaCamp" 2027-02-30')
    assert "We found no day in what you typed. Choose it here." in form
    said = await organiser.fill(day="2027-02-27")
    assert "TeaCamp is set up for Saturday 27 February 2027." in said


async def test_an_event_that_is_over_is_announced_to_nobody(world: World) -> None:
    said = await priya(world).say('notes event new "TeaCamp 2020" 2020-01-18', channel=True)
    assert said == (
        "TeaCamp 2020 is set up for Saturday 18 January 2020.\n"
        "Its day is over. Notes that people write later are kept with it."
    )


async def test_without_a_channel_it_says_that_nothing_will_be_announced(world: World) -> None:
    organiser = priya(world)
    said = await organiser.say('notes event new "TeaCamp" 2027-01-16')
    assert "It has no channel yet, so nothing will be announced." in said
    assert "none yet, so nothing is announced" in await organiser.say("notes event")


async def test_only_organisers_set_events_up(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "Only this network's organisers" in await sam.say('notes event new "T" 2027-01-16')
    assert "There is no event here yet." in await sam.say("notes event")


async def test_its_sessions_move_along_to_another_day(world: World) -> None:
    organiser = priya(world)
    await set_up(organiser, "2027-01-16")
    await give_grid(world, organiser, "time,title\n10:00-11:00,Data sharing\n")
    assert "Web address of the grid" in await organiser.say("notes event change")
    said = await organiser.fill(day="2027-06-19", name="TeaCamp in June")
    assert "Its sessions are at the same times of that day." in said
    plan = (await sessions_of(world, "TeaCamp in June"))["Data sharing"].plan
    assert plan.starts_at == datetime(2027, 6, 19, 9, tzinfo=UTC)  # summer time


async def test_a_name_that_is_taken_and_an_address_inside_are_refused_in_the_form(
    world: World,
) -> None:
    organiser = priya(world)
    await set_up(organiser)
    await organiser.say('notes event new "Other" 2027-02-16', channel=True)
    await organiser.say("notes event change Other")
    assert "name: There is an event called" in await organiser.fill(name="TEACAMP 2027")
    assert "url: " in await organiser.fill(url="ftp://inside/grid.csv")
    assert "Other is changed" in await organiser.fill(url="")


async def test_how_an_event_stands(world: World) -> None:
    organiser = priya(world)
    await set_up(organiser, "2026-11-28")
    await give_grid(world, organiser, grid_of())
    sam = await world.member("Sam Okafor", "Eastmarsh Council")
    await sam.say('notes pitch "Tea for everybody"')
    said = await sam.say("notes event")
    assert "Sessions: 40 sessions in 5 slots" in said
    assert "Pitches: 1 waits for a place" in said
    assert "not written up" not in said
    assert sam.buttons() == []
    await pass_time(world, datetime(2026, 11, 28, 10, 30, tzinfo=UTC))
    await sam.say("notes new 1")
    await sam.fill(notes="A point")
    said = await organiser.say("notes event")
    assert "Notes: 1 session is written up" in said
    assert "7 sessions that have begun are not written up:" in said
    assert organiser.buttons() == ["Import the grid", "Change"]


async def test_kinds_of_organisation_are_totals_of_at_least_five(world: World) -> None:
    organiser = priya(world)
    await set_up(organiser)

    def add_organisations(tx: Transaction) -> None:
        for name, kind in (("NHS Vale", "NHS"), ("Fire North", "fire"), ("Ministry", "central")):
            tx.organisations.add(world.network.id, name, kind, "")

    await world.aside.write(add_organisations)
    people = [await world.member(f"Local {n}", "Eastmarsh Council") for n in range(6)]
    few = [await world.member(f"Central {n}", "Ministry") for n in range(2)]
    for n in range(5):
        await world.member(f"Nurse {n}", "NHS Vale")
    for n in range(3):
        await world.member(f"Fire {n}", "Fire North")
    await people[0].say('notes pitch "Tea"')
    for one in (*people, *few):
        await one.say("notes coming P1")
    said = await organiser.say("notes event")
    assert "central government" not in said.lower()
    assert "fire" not in said.lower()
    more = [await world.member(f"More {n}", "Ministry") for n in range(6)]
    for one in more:
        await one.say("notes coming P1")
    said = await organiser.say("notes event")
    assert "Central government: 8" in said
    assert "Local government: 6" in said
    assert "not there at all so far: the NHS." in said


async def test_several_events_are_listed_and_one_is_named(world: World) -> None:
    organiser = priya(world)
    await organiser.say('notes event new "TeaCamp North" 2027-01-16')
    await organiser.say('notes event new "TeaCamp South" 2027-03-20')
    said = await organiser.say("notes event")
    assert "TeaCamp South, Saturday 20 March 2027" in said
    assert "TeaCamp North, Saturday 16 January 2027" in said
    assert "Saturday 20 March" in await organiser.say("notes event south")
    assert "We know no event called “west”" in await organiser.say("notes event west")
    world.now = datetime(2027, 1, 16, 9, tzinfo=UTC)
    assert (await organiser.say("notes event")).startswith("TeaCamp North")


async def test_now_and_next_are_for_anybody_in_the_workspace(world: World) -> None:
    organiser = priya(world)
    await set_up(organiser, "2026-11-28")
    await give_grid(world, organiser, grid_of())
    late = world.person("Late Comer")
    said = await late.say("notes next")
    assert said.startswith("Next, on Saturday 28 November 2026 at 10:15am")
    assert "Great Hall: Data sharing across councils (session 1), led by " in said
    assert "No session of TeaCamp 2027 is on now." in await late.say("notes now")
    await pass_time(world, datetime(2026, 11, 28, 13, 5, tzinfo=UTC))
    said = await late.say("notes now")
    assert said.startswith("On now, until 1:45pm")
    assert said.count("led by") == 8
    assert (await late.say("notes next")).startswith("Next, at 2pm")
    await pass_time(world, datetime(2026, 11, 28, 16, tzinfo=UTC))
    assert "no session of TeaCamp 2027 that is still to come" in await late.say("notes next")


async def test_a_quiet_period_holds_what_would_be_posted(world: World) -> None:
    organiser, channel = priya(world), Channel(world)
    await set_up(organiser, "2026-11-28")
    await give_grid(world, organiser, grid_of())

    def be_quiet(tx: Transaction) -> None:
        tx.quiet_periods.add(
            world.network.id, Quiet(date(2026, 11, 27), date(2026, 11, 29), "Vote")
        )

    await world.aside.write(be_quiet)
    await pass_time(world, datetime(2026, 11, 29, 23, tzinfo=UTC))
    assert await channel.told() == []
    await pass_time(world, datetime(2026, 11, 30, 23, tzinfo=UTC))
    (told,) = await channel.told()
    assert "Nobody has written up these 40 sessions" in told
    await pass_time(world, datetime(2026, 11, 30, 23, tzinfo=UTC) + timedelta(days=1))
    assert not any("written up" in one for one in await channel.told())
