"""The grid of a camp: what is understood of rows as people fill them in, and what is told."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.grids import Grid, GridDay, Known, NotAGridError, match_sessions, read_grid
from jobs.grids.matching import merge, said_of
from jobs.grids.times import Slot, read_length, read_slot
from jobs.importing.rows import Row, read_rows
from storage.session_records import EventSession, SessionPlan
from storage.types import NetworkId, SessionId

DAY = GridDay(date(2027, 1, 16), "Europe/London")
HEADING = "year,time,session,room,capacity,title,leader1,leader2,leader3,leader4,notesUrl,hashtag"
FIXTURE = Path(__file__).parents[1] / "fixtures" / "grid-invented.csv"
ONE = "Data sharing"
NOW = datetime(2027, 1, 16, 9, tzinfo=UTC)


def read(text: str, day: GridDay = DAY) -> Grid:
    return read_grid(read_rows(text.encode()), day)


def told(grid: Grid) -> list[tuple[int, str]]:
    return [(one.row, one.why) for one in grid.findings]


def known(plan: SessionPlan, *, said: SessionPlan | None = None, name: str = "s_1") -> Known:
    session = EventSession(SessionId(name), NetworkId("n_1"), None, name, plan, NOW)
    return Known(session, said_of(said) if said else {})


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 1, 16, hour, minute, tzinfo=UTC)


def test_forty_sessions_in_five_slots_are_all_understood() -> None:
    grid = read_grid(read_rows(FIXTURE.read_bytes()), DAY)
    assert len(grid.sessions) == 40
    assert {one.plan.starts_at for one in grid.sessions} == {
        at(10, 15), at(11, 15), at(13), at(14), at(15),
    }  # fmt: skip
    assert (grid.findings, grid.missing, grid.unused, grid.free) == ((), (), (), ())
    first = grid.sessions[0].plan
    assert (first.number, first.room, first.capacity) == ("1", "Great Hall", 120)
    assert first.ends_at == at(11)


@pytest.mark.parametrize(
    ("heading", "cell", "minutes"),
    [
        ("end", "45 min", 45),
        ("end", "45", 45),
        ("end", "45m", 45),
        ("end", "1h30", 90),
        ("end", "1 hour and 15 minutes", 75),
        ("end", "1.5 hours", 90),
        ("end", "Half an hour", 30),
        ("end", "an hour", 60),
        ("end", "11", 60),
        ("end", "10:45", 45),
        ("duration", "20", 20),
        ("Length", "50 mins.", 50),
        ("minutes", "40", 40),
    ],
)
def test_an_end_may_be_a_length(heading: str, cell: str, minutes: int) -> None:
    grid = read(f"time,{heading},title\n10:00,{cell},A\n16:00,,B")
    assert (grid.findings, grid.unused) == ((), ())
    assert grid.sessions[0].plan.ends_at == at(10) + timedelta(minutes=minutes)


@pytest.mark.parametrize("cell", ["lunch", "99 hours", "0 min", "late", "45 parsecs"])
def test_an_end_that_is_none_is_told(cell: str) -> None:
    grid = read(f"time,end,title\n10:00,{cell},A\n10:30,,B")
    assert [(one.row, one.why, one.text) for one in grid.findings] == [(2, "an end", cell)]
    assert grid.sessions[0].plan.ends_at == at(10, 30)


@given(st.text(max_size=30), st.booleans())
def test_any_cell_is_a_length_or_none(cell: str, in_minutes: bool) -> None:
    length = read_length(cell, in_minutes=in_minutes)
    assert length is None or timedelta() < length <= timedelta(hours=12)


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ("time,title\n15:15-14:00,A\n16:00,B", "15:15-14:00"),
        ("time,end,title\n15:15,14:00,A\n16:00,,B", "15:15-14:00"),
        ("time,title\n10:00-10:00,A\n16:00,B", "10:00-10:00"),
        ("time,title\n2pm to 1pm,A\n16:00,B", "2pm to 1pm"),
    ],
)
def test_a_slot_that_ends_before_it_begins_is_told(rows: str, text: str) -> None:
    grid = read(rows)
    assert [(one.row, one.why, one.text) for one in grid.findings] == [
        (2, "ends before it begins", text)
    ]
    first = grid.sessions[0].plan
    assert first.starts_at is not None
    assert first.ends_at is not None
    assert first.ends_at > first.starts_at


def test_every_column_that_such_grids_have_is_understood() -> None:
    row = (
        "2027,14:00,12,M70,40,Data sharing,Ash Nicol,Bo Reed,Cy Hall,Di Lowe,"
        "https://docs.example/12,#data"
    )
    grid = read(f"{HEADING}\n{row}\n2027,15:00,13,M70,40,Next,,,,,,")
    assert (grid.findings, grid.missing, grid.unused) == ((), (), ())
    assert grid.sessions[0].plan == SessionPlan(
        "Data sharing",
        number="12",
        room="M70",
        starts_at=at(14),
        ends_at=at(15),
        capacity=40,
        themes=("data",),
        leaders=("Ash Nicol", "Bo Reed", "Cy Hall", "Di Lowe"),
        notes_url="https://docs.example/12",
    )


def test_columns_come_in_any_order_and_case_and_under_other_names() -> None:
    grid = read(
        "Leader 2;Colour;Sesion title;Room name;Led by;Start time\nBo;x;A;M69;Ash Nicol;2pm"
    )
    (one,) = grid.sessions
    assert (one.plan.title, one.plan.room, one.plan.starts_at) == ("A", "M69", at(14))
    assert one.plan.leaders == ("Bo", "Ash Nicol")
    assert grid.unused == ("Colour",)
    assert grid.missing == ("session", "capacity")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_other_separators_and_encodings(encoding: str, separator: str) -> None:
    rows = [["Time", "Room", "Title"], ["10:00", "Café", "Naïve questions"]]
    text = "\r\n".join(separator.join(row) for row in rows)
    grid = read_grid(read_rows(text.encode(encoding)), DAY)
    assert [(one.plan.room, one.plan.title) for one in grid.sessions] == [
        ("Café", "Naïve questions")
    ]


def test_without_a_column_of_titles_nothing_is_understood() -> None:
    with pytest.raises(NotAGridError):
        read("Time,Room\n10:00,M69\n")


def test_numbers_of_sessions_are_not_taken_for_titles_where_that_column_is_missing() -> None:
    with pytest.raises(NotAGridError):
        read("year,time,session,room\n2027,10:00,1,M69\n2027,10:00,A2,M70\n")
    (one,) = read("time,session,room\n10:00,Data sharing,M69\n").sessions
    assert one.plan.title == "Data sharing"


def test_a_missing_column_is_named_and_the_rest_is_taken() -> None:
    grid = read("title,leader1\nData sharing,Ash\n")
    assert grid.missing == ("time", "session", "room", "capacity")
    assert grid.sessions[0].plan.starts_at is None


def test_two_sessions_in_one_room_and_slot_both_stay_and_are_told() -> None:
    grid = read("time,room,title\n10:00,M69,One\n10:00,m69,Two\n11:00,M69,Three\n")
    assert [one.plan.title for one in grid.sessions] == ["One", "Two", "Three"]
    assert told(grid) == [(3, "two in one room")]
    assert grid.findings[0].other == 2


def test_rows_that_say_the_same_are_one_session_with_all_its_leaders() -> None:
    grid = read("time,room,title,leader1\n10:00,M69,One,Ash\n10:00,M69,one,Bo\n")
    (one,) = grid.sessions
    assert one.plan.leaders == ("Ash", "Bo")
    assert told(grid) == [(3, "the same session")]


def test_what_is_odd_is_told_row_by_row_and_the_session_stays() -> None:
    rows = [
        HEADING,
        "2027,soon,1,M69,many,One,,,,,here,",
        "2026,10:00,2,M70,10,Old,,,,,,",
        "2027,2027-01-17 10:00,3,M70,10,Tomorrow,,,,,,",
        "2027,10:00,4,M71,12,,Ash Nicol,,,,,",
        f"2027,10:00,5,M72,12,{'x' * 300},,,,,,",
    ]
    grid = read("\n".join(rows))
    assert [one.plan.title[:8] for one in grid.sessions] == ["One", "Tomorrow", "xxxxxxxx"]
    assert told(grid) == [
        (2, "a time"),
        (2, "a capacity"),
        (2, "an address"),
        (3, "another year"),
        (4, "another day"),
        (5, "no title"),
        (6, "too long"),
    ]


def test_a_room_without_a_title_is_free_and_nothing_to_worry_about() -> None:
    grid = read("time,room,capacity,title\n10:00,M69,25,\n10:45,M69,25,TBC\n10:45,M70,30,One\n")
    assert [(cell.room, cell.starts_at, cell.ends_at) for cell in grid.free] == [
        ("M69", at(10), at(10, 45)),
        ("M69", at(10, 45), at(11, 45)),
    ]
    assert grid.findings == ()


def test_words_above_the_heading_are_passed_over() -> None:
    grid = read("TeaCamp,,\nThe grid,,\ntime,room,title\n10:00,M69,One\n")
    assert [(one.row, one.plan.title) for one in grid.sessions] == [(4, "One")]


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("10:00", time(10), None),
        ("10.30 - 11.15am", time(10, 30), time(11, 15)),
        ("10:15\u201311:00", time(10, 15), time(11)),
        ("2pm to 3", time(14), time(15)),
        ("10-11am", time(10), time(11)),
        ("11:30-1pm", time(11, 30), time(13)),
        ("0930", time(9, 30), None),
        ("1:45", time(13, 45), None),
        ("13h00", time(13), None),
        ("10:00:00", time(10), None),
        ("Slot 2: 11:15 - 12:00", time(11, 15), time(12)),
        ("Session 1 10:00", time(10), None),
        ("noon", time(12), None),
        ("12 a.m.", time(0), None),
        ("0.4375", time(10, 30), None),
        ("16/01/2027 14:00", time(14), None),
        ("12:00-11:00", time(12), None),
    ],
)
def test_times_as_people_write_them(cell: str, start: time, end: time | None) -> None:
    slot = read_slot(cell)
    assert slot
    assert (slot.start, slot.end) == (start, end)


@pytest.mark.parametrize("cell", ["", "soon", "after lunch", "25:00", "10:75", "Slot 1", "10000"])
def test_what_is_no_time(cell: str) -> None:
    assert read_slot(cell) is None


def test_a_day_is_read_with_the_time() -> None:
    assert read_slot("2027-01-16T10:00") == Slot(time(10), None, date(2027, 1, 16))


def test_wall_times_are_those_of_the_events_zone_through_the_change_of_clocks() -> None:
    spring = GridDay(date(2027, 3, 28), "Europe/London")
    grid = read("time,title\n00:30-01:30,Night\n10:00,Day\n", spring)
    starts = [one.plan.starts_at for one in grid.sessions]
    assert starts == [
        datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
        datetime(2027, 3, 28, 9, tzinfo=UTC),
    ]
    assert grid.sessions[0].plan.ends_at == datetime(2027, 3, 28, 12, 30, tzinfo=UTC)


# Which is which


def test_a_session_is_known_by_its_title_though_numbers_shifted() -> None:
    a, b = SessionPlan("A", number="1"), SessionPlan("B", number="2")
    old = [known(a, name="s_a"), known(b, name="s_b")]
    found = read("session,title\n1,New\n2,A\n3,B\n").sessions
    assert _who(found, old) == [None, "s_a", "s_b"]


def test_a_session_that_was_renamed_is_known_by_its_number_unless_that_is_a_slots() -> None:
    old = [known(SessionPlan("Old name", number="7"))]
    assert _who(read("session,title\n7,New name\n").sessions, old) == ["s_1"]
    slots = read("session,room,title\n7,M1,New name\n7,M2,Another\n").sessions
    assert _who(slots, old) == [None, None]


def test_a_slip_that_was_put_right_is_known_by_its_room_and_slot() -> None:
    plan = SessionPlan("Practicle suport", room="M69", starts_at=at(10))
    row = "time,room,title\n10:00,M69,{}\n"
    assert _who(read(row.format("Practical support")).sessions, [known(plan)]) == ["s_1"]
    assert _who(read(row.format("Something else")).sessions, [known(plan)]) == [None]


def test_a_title_in_two_slots_is_told_apart_by_the_rest() -> None:
    rows = "time,room,title\n10:00,M69,Quiet room\n11:00,M69,Quiet room\n"
    found = read(rows).sessions
    old = [known(one.plan, name=f"s_{place}") for place, one in enumerate(found)]
    assert _who(found, list(reversed(old))) == ["s_0", "s_1"]


def _who(found: Sequence[object], old: Sequence[Known]) -> list[str | None]:
    matches = match_sessions(found, old)  # type: ignore[arg-type]  # of a grid
    return [each.known.session.id if each.known else None for each in matches]


def test_what_was_changed_here_stays_until_the_grid_itself_changes() -> None:
    grid = SessionPlan(ONE, number="1", room="M69", starts_at=at(10), ends_at=at(11))
    moved = SessionPlan(ONE, number="1", room="M70", starts_at=at(10), ends_at=at(11))
    assert merge(moved, said_of(grid), grid) == moved
    again = SessionPlan(ONE, number="1", room="M71", starts_at=at(12), ends_at=at(13))
    assert merge(moved, said_of(grid), again) == again


def test_a_blank_in_the_grid_takes_nothing_away() -> None:
    full = SessionPlan(ONE, number="1", room="M69", starts_at=at(10), leaders=("Ash",), capacity=9)
    assert merge(full, said_of(full), SessionPlan(ONE)) == full


def test_a_session_that_no_grid_had_keeps_its_title_and_leaders() -> None:
    mine = SessionPlan("data sharing!", leaders=("Ash Nicol",))
    grid = SessionPlan("Data sharing", room="M69", leaders=("A. Nicol",))
    merged = merge(mine, {}, grid)
    assert (merged.title, merged.leaders, merged.room) == ("data sharing!", ("Ash Nicol",), "M69")


# Any sheet at all

CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["10:00", "M69", "Data sharing", "", "2027", "10am-11am", "#tag", "25"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=12), max_size=12))
def test_any_sheet_gives_a_grid_in_which_no_title_is_lost(rows: list[list[str]]) -> None:
    sheet = io.StringIO()
    csv.writer(sheet).writerows([HEADING.split(","), *rows])
    body = [Row(place, tuple(cells)) for place, cells in enumerate(rows, start=2)]
    grid = read_grid([Row(1, tuple(HEADING.split(","))), *body], DAY)
    seen = {one.row for one in grid.sessions} | {one.row for one in grid.findings}
    for row in body:
        title = row.cells[5].strip() if len(row.cells) > 5 else ""
        if title in ("M69", "Data sharing"):
            assert row.number in seen
    for one in grid.sessions:
        assert one.plan.title
        assert one.plan.starts_at is None or one.plan.ends_at > one.plan.starts_at  # type: ignore[operator]
    old = [known(one.plan, said=one.plan, name=f"s_{n}") for n, one in enumerate(grid.sessions)]
    for match in match_sessions(grid.sessions, old):
        assert match.known
        assert (
            merge(match.known.session.plan, match.known.said, match.found.plan) == match.found.plan
        )


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=100))
def test_any_cell_is_a_time_or_none(cell: str) -> None:
    slot = read_slot(cell)
    assert slot is None or slot.end is None or slot.start < slot.end
