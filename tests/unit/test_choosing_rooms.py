"""Rooms for pitches by size: nobody twice in one place, nobody left out while a room is free."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.events.choosing_rooms import free_cells, suggest_rooms
from storage.grids import Cell
from storage.session_records import EventSession, SessionPlan
from storage.types import NetworkId, SessionId

START = datetime(2027, 1, 16, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def pitched(name: str) -> EventSession:
    plan = SessionPlan(name, state="pitched")
    return EventSession(SessionId(name), NetworkId("n"), None, name, plan, START)


def cell(room: str, seats: int | None, slot: int = 0) -> Cell:
    return Cell(room, START + slot * HOUR, START + (slot + 1) * HOUR, seats)


def test_the_most_wanted_gets_the_smallest_room_that_fits() -> None:
    cells = [cell("Hall", 120), cell("M69", 25), cell("M70", 40)]
    counts = {SessionId("a"): 30, SessionId("b"): 20, SessionId("c"): 90}
    found = suggest_rooms([pitched("a"), pitched("b"), pitched("c")], counts, cells)
    assert [(one.pitch.title, one.cell.room, one.fits) for one in found] == [
        ("c", "Hall", True),
        ("a", "M70", True),
        ("b", "M69", True),
    ]


def test_where_none_is_large_enough_it_is_the_largest_and_that_is_said() -> None:
    found = suggest_rooms([pitched("a")], {SessionId("a"): 50}, [cell("M69", 25), cell("M70", 40)])
    assert [(one.cell.room, one.fits) for one in found] == [("M70", False)]


def test_a_room_that_was_given_away_since_is_free_no_more() -> None:
    taken = SessionPlan("A", room="m69", starts_at=START, ends_at=START + HOUR)
    there = EventSession(SessionId("a"), NetworkId("n"), None, "a", taken, START)
    later = cell("M69", 25, slot=1)
    assert free_cells([cell("M69", 25), later, cell("M70", 40)], [there]) == [
        later,
        cell("M70", 40),
    ]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(0, 200), max_size=12),
    st.lists(st.one_of(st.none(), st.integers(1, 300)), max_size=12),
)
def test_every_pitch_has_a_place_of_its_own_while_there_are_any(
    wanted: list[int], seats: list[int | None]
) -> None:
    pitches = [pitched(f"p{place}") for place in range(len(wanted))]
    counts = {one.id: count for one, count in zip(pitches, wanted, strict=True)}
    cells = [cell(f"r{place}", size, place % 3) for place, size in enumerate(seats)]
    found = suggest_rooms(pitches, counts, cells)
    assert len(found) == min(len(pitches), len(cells))
    assert len({one.cell for one in found}) == len(found)
    assert len({one.pitch.id for one in found}) == len(found)
