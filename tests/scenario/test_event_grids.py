"""The grid of an event: by file or web address, told row by row, read again, never less."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.transaction import Transaction
from tests.support.camp_day import (
    do_errands,
    event_of,
    give_grid,
    grid_of,
    grid_site,
    pass_time,
    sessions_of,
    set_up,
)
from tests.support.chat import Chat, World
from tests.support.hostile_web import Route, answer, redirect
from tests.support.organising import audit, priya

DAY = "2026-11-28"
HEAD = "time,session,room,title,leader1\n"
ROWS = f"{HEAD}10:00-11:00,1,M69,Data sharing,Ash Nicol\n10:00-11:00,2,M70,Letters,\n"


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 28, hour, minute, tzinfo=UTC)


async def begin(world: World) -> Chat:
    organiser = priya(world)
    await set_up(organiser, DAY)
    return organiser


async def write_notes(world: World, number: str) -> None:
    sam = await world.member(f"Writer {number}")
    await sam.say(f"notes new {number}")
    assert "are saved" in await sam.fill(notes="A point that must not be lost")


async def test_a_grid_by_file_becomes_sessions_and_a_report(world: World) -> None:
    organiser = await begin(world)
    (report,) = await give_grid(world, organiser, grid_of())
    assert "The grid of TeaCamp 2027 is read" in report
    assert "We read 40 rows." in report
    assert "40 new sessions" in report
    sessions = await sessions_of(world)
    assert len({one.code for one in sessions.values()}) == 40
    assert sessions["Data sharing across councils"].plan.starts_at == at(10, 15)
    (again,) = await give_grid(world, organiser, grid_of())
    assert "40 sessions as before" in again
    assert await sessions_of(world) == sessions
    assert (await audit(world))[0].action == "event.import"


async def test_what_is_odd_is_told_row_by_row_in_plain_words(world: World) -> None:
    organiser = await begin(world)
    rows = (
        "Year;Time;Room;Title;notesUrl;Coffee\n"
        "2026;soon;M69;One;;\n"
        "2026;10:00;M69;Two;here;\n"
        "2026;10:00;M69;Three;;\n"
        "2026;10:00;M69;Three;;\n"
        "2025;10:00;M69;Four;;\n"
    )
    (report,) = await give_grid(world, organiser, rows.encode("cp1252"))
    assert "3 new sessions" in report
    assert "There is no column for: session number, capacity and leaders." in report
    assert "We left out these columns: Coffee." in report
    assert "Row 2: “soon” is no time that we know" in report
    assert "Row 3: “here” is no web address of notes." in report
    assert "Row 4: “Three” is in the same room and slot as row 3. Both are in." in report
    assert "Row 5: “Three” is in row 4 already. We made them one session." in report
    assert "Row 6: it is of 2025, so it was left out." in report


async def test_a_long_report_comes_in_several_messages(world: World) -> None:
    organiser = await begin(world)
    rows = "time,title\n" + "".join(f"soon,Session {n}\n" for n in range(40))
    first, second, third = await give_grid(world, organiser, rows)
    assert "40 new sessions" in first
    assert "part 2 of 3" in second
    assert "Row 41" in third


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"time,room\n10:00,M69\n", "We found no column of titles."),
        (b"title,room\n,\n", "no session of the event's day"),
        (b"PK\x03\x04 xl/workbook.xml [Content_Types].xml", "CSV (comma separated)"),
        (b"  \n", "The sheet is empty."),
        (b'title\n"One\n', "A quotation mark in the sheet is never closed"),
    ],
)
async def test_what_is_no_grid_changes_nothing(world: World, data: bytes, why: str) -> None:
    organiser = await begin(world)
    await give_grid(world, organiser, ROWS)
    before = await sessions_of(world)
    (report,) = await give_grid(world, organiser, data)
    assert why in report
    assert "Nothing has changed" in report
    assert await sessions_of(world) == before


async def test_the_form_wants_an_address_or_a_file(world: World) -> None:
    organiser = await begin(world)
    await organiser.say("notes event import")
    assert "url: Give a web address or a file." in await organiser.fill()
    assert "url: A web address begins with https://" in await organiser.fill(url="inside")
    assert "file: " in await organiser.fill(file=("F1", "grid.xlsx", "9"))
    assert "Nothing has changed" in await organiser.say("notes event import https://u:p@x.example/")


async def test_a_grid_by_web_address_is_read_again_on_the_day(world: World) -> None:
    organiser = await begin(world)
    routes: dict[str, Route] = {"/grid.csv": answer(200, ROWS.encode())}
    async with grid_site(routes) as (web, fetcher):
        said = await organiser.say(f"notes event import {web.url('/grid.csv')}")
        assert "We're on it" in said
        await do_errands(world, fetcher=fetcher)
        (report,) = await organiser.told()
        assert "2 new sessions" in report
        assert (await event_of(world)).grid_url == web.url("/grid.csv")
        await pass_time(world, at(7, 59), fetcher)
        assert len(web.heads) == 1
        assert "user-agent: teapoint" in web.heads[0].lower()
        await write_notes(world, "1")
        moved = f"{HEAD}10:00-11:00,1,M71,Data sharing,Ash Nicol\n10:00-11:00,2,M70,Letters,\n"
        routes["/grid.csv"] = answer(200, f"{moved}10:00-11:00,3,M72,Maps,\n".encode())
        await pass_time(world, at(8, 1), fetcher)
        assert len(web.heads) == 2
        sessions = await sessions_of(world)
        assert sessions["Data sharing"].plan.room == "M71"
        assert "Maps" in sessions
        assert await organiser.told() == []  # what goes well by itself is not told
        await pass_time(world, at(23), fetcher)
        assert len(web.heads) == 14  # every quarter of an hour until the last slot ends


async def test_a_grid_that_fails_is_told_once_and_takes_nothing_away(world: World) -> None:
    organiser = await begin(world)
    routes: dict[str, Route] = {"/grid.csv": answer(200, ROWS.encode())}
    async with grid_site(routes) as (web, fetcher):
        await organiser.say(f"notes event import {web.url('/grid.csv')}")
        await do_errands(world, fetcher=fetcher)
        await organiser.told()
        before = await sessions_of(world)
        routes["/grid.csv"] = answer(503)
        await pass_time(world, at(8, 20), fetcher)
        routes["/grid.csv"] = answer(200, b"<html>Sign in</html>", {"Content-Type": "text/html"})
        await pass_time(world, at(9, 10), fetcher)
        routes["/grid.csv"] = answer(200, b"time,session,room,title,leader1\n")
        await pass_time(world, at(9, 30), fetcher)
        (told,) = await organiser.told()
        assert "We can't read the grid of TeaCamp 2027 at the moment." in told
        assert "Its sessions stay as the grid had them on Thursday 26 November 2026" in told
        assert await sessions_of(world) == before
        assert "could not be read the last time" in await organiser.say("notes event")
        routes["/grid.csv"] = answer(200, ROWS.encode())
        await pass_time(world, at(9, 50), fetcher)
        assert "could not be read" not in await organiser.say("notes event")
        routes["/grid.csv"] = answer(404)
        await pass_time(world, at(10, 10), fetcher)
        (told,) = await organiser.told()
        assert "The website answered with 404" in told
        await organiser.press("Try now")
        await do_errands(world, fetcher=fetcher)
        (told,) = await organiser.told()
        assert "Nothing has changed" in told


async def test_an_address_that_leads_inside_is_refused_in_the_same_words_as_none(
    world: World,
) -> None:
    organiser = await begin(world)
    async with grid_site({"/": redirect("http://169.254.169.254/latest")}) as (web, fetcher):
        for url in (web.url("/"), "http://127.0.0.1:1/grid.csv", "http://nowhere.invalid/x"):
            await organiser.say(f"notes event import {url}")
            await do_errands(world, fetcher=fetcher)
            (told,) = await organiser.told()
            assert "The grid was not read" in told
            assert "169" not in told
    assert (await event_of(world)).grid_url is None


async def test_a_row_that_vanished_is_asked_about_and_its_notes_stay(world: World) -> None:
    organiser = await begin(world)
    routes: dict[str, Route] = {"/grid.csv": answer(200, ROWS.encode())}
    async with grid_site(routes) as (web, fetcher):
        await organiser.say(f"notes event import {web.url('/grid.csv')}")
        await do_errands(world, fetcher=fetcher)
        await organiser.told()
        await pass_time(world, at(7), fetcher)
        await write_notes(world, "1")
        routes["/grid.csv"] = answer(200, f"{HEAD}11:00-12:00,9,M1,New,\n".encode())
        await pass_time(world, at(9), fetcher)
        (told,) = await organiser.told()  # once, though it was read five times
        assert "2 sessions are in the grid of TeaCamp 2027 no more:" in told
        assert "“Data sharing” (session 1)" in told
        assert set(await sessions_of(world)) == {"Data sharing", "Letters", "New"}
        said = await organiser.press("They're off")
        assert "1 session of TeaCamp 2027 is off." in said
        assert "“Data sharing” (session 1)" in said
        assert set(await sessions_of(world)) == {"Data sharing", "New"}
        before = (await sessions_of(world))["Data sharing"]
        assert "1 session of TeaCamp 2027 stays" in await organiser.press("Keep them")
        assert "is still in it" in await organiser.say("notes event vanished")
        routes["/grid.csv"] = answer(200, f"{ROWS}11:00-12:00,9,M1,New,\n".encode())
        await pass_time(world, at(9, 20), fetcher)
        after = await sessions_of(world)
        assert set(after) == {"Data sharing", "New", "Letters"}
        assert after["Data sharing"].code == before.code


async def test_what_was_moved_here_stays_until_the_sheet_says_something_else(world: World) -> None:
    organiser = await begin(world)
    await give_grid(world, organiser, ROWS)
    assert "is in M75 at 10am now" in await organiser.say("notes move 1 M75")
    await give_grid(world, organiser, ROWS)
    assert (await sessions_of(world))["Data sharing"].plan.room == "M75"
    await give_grid(world, organiser, ROWS.replace("M69", "M80"))
    assert (await sessions_of(world))["Data sharing"].plan.room == "M80"


async def test_notes_that_came_first_find_their_row(world: World) -> None:
    organiser = await begin(world)
    world.now = at(9)
    sam = await world.member("Sam Okafor")
    await sam.say("notes new")
    await sam.fill(title="data  sharing", notes="Early bird", leaders="Ash Nicol")
    await give_grid(world, organiser, ROWS)
    sessions = await sessions_of(world)
    assert set(sessions) == {"data sharing", "Letters"}
    assert sessions["data sharing"].plan.starts_at == at(10)


async def test_a_grid_that_cannot_be_read_because_of_us_is_told(world: World) -> None:
    organiser = await begin(world)
    await organiser.say("notes event import https://grid.example/x.csv")

    def forget(tx: Transaction) -> None:
        event = tx.events.find(world.network.id, "TeaCamp 2027")
        assert event
        tx.events.change(replace(event, grid_url=None))

    await world.aside.write(forget)
    assert await do_errands(world) == 3  # nothing is wired to fetch with
    (told,) = await organiser.told()
    assert "Nothing has changed, and nothing is lost." in told
    world.now += timedelta(minutes=1)
    assert "We know no web address" in await organiser.say("notes event refresh")
