"""A scheme's rhythm leaves room for its meetings, or it is said by how much it does not."""

from dataclasses import replace
from datetime import date
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.calendars.calendar import MOST_PERIODS
from jobs.schemes.scheme_room import fits_size, room_missing, weeks_between_rounds, weeks_needed
from storage.round_records import Format, Timing

MONTHLY = Timing(starts=date(2026, 11, 26))


def test_introductions_always_have_room() -> None:
    assert room_missing(Timing(kind="weeks"), Format()) == 0


def test_one_meeting_takes_two_weeks_from_the_introduction() -> None:
    assert weeks_needed(Format(kind="sets", meetings=1)) == 2
    assert room_missing(MONTHLY, Format(kind="sets", meetings=1)) == 0


def test_the_shortest_month_counts() -> None:
    assert weeks_between_rounds(MONTHLY) == 4
    # Two meetings two weeks apart would end on the day that the next round begins.
    assert room_missing(MONTHLY, Format(kind="sets", meetings=2, weeks_between=2)) == 1
    assert room_missing(MONTHLY, Format(kind="sets", meetings=2, weeks_between=1)) == 0


def test_months_of_mentoring_are_months_of_the_rhythm() -> None:
    format_ = Format(kind="mentors", meetings=6)
    assert room_missing(replace(MONTHLY, every=6), format_) == 0
    assert room_missing(MONTHLY, format_) == 5
    assert room_missing(Timing(kind="weeks", every=25), format_) == 1


def test_what_no_rhythm_can_hold_is_more_than_the_most() -> None:
    format_ = Format(kind="sets", meetings=24, weeks_between=26)
    assert room_missing(Timing(kind="weeks"), format_) == MOST_PERIODS


def test_sets_are_of_three_to_six_and_mentoring_of_two() -> None:
    assert [size for size in range(2, 7) if fits_size("sets", size)] == [3, 4, 5, 6]
    assert [size for size in range(2, 7) if fits_size("mentors", size)] == [2]
    assert all(fits_size("pairs", size) for size in range(2, 7))


@settings(max_examples=40, deadline=None)
@given(
    kind=st.sampled_from(("weeks", "months")),
    every=st.integers(1, 12),
    meetings=st.integers(1, 8),
    between=st.integers(1, 8),
)
def test_what_is_asked_for_is_enough_and_no_less_would_do(
    kind: Literal["weeks", "months"], every: int, meetings: int, between: int
) -> None:
    timing = replace(MONTHLY, kind=kind, every=every)
    format_ = Format(kind="sets", meetings=meetings, weeks_between=between)
    missing = room_missing(timing, format_)
    enough = replace(timing, every=every + missing)
    if enough.every <= MOST_PERIODS:
        assert weeks_between_rounds(enough) > weeks_needed(format_)
    if missing:
        less = replace(timing, every=every + missing - 1)
        assert weeks_between_rounds(less) <= weeks_needed(format_)
