"""Times that are offered for a meeting: always to come, in working hours, on open days."""

from datetime import UTC, date, datetime, time, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.calendars.workdays import Calendar, Nation, QuietPeriod, is_open_day
from jobs.meetings.slots import OFFERED, SkippedTimeError, WorkWeek, at_wall, find_doubt, offer

LONDON = "Europe/London"
ZONES = (LONDON, "Europe/Paris", "Atlantic/Stanley", "Pacific/Auckland")

moments = st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
quiet = st.builds(
    lambda first, days: QuietPeriod(first, first + timedelta(days=days), "quiet"),
    st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    st.integers(0, 30),
)
calendars = st.builds(
    Calendar, st.sampled_from(get_args(Nation)), st.lists(quiet, max_size=3).map(tuple)
)


@settings(max_examples=150, deadline=None)
@given(moments, calendars, st.sampled_from(ZONES), st.sampled_from([30, 45, 60]), st.integers(0))
def test_what_is_offered_can_always_be_kept(
    now: datetime, calendar: Calendar, zone: str, minutes: int, seed: int
) -> None:
    slots = offer(now, (WorkWeek(zone),), calendar, minutes, seed)
    assert len(slots) == OFFERED
    assert len({slot.astimezone(ZoneInfo(zone)).date() for slot in slots}) == OFFERED
    for slot in slots:
        start = slot.astimezone(ZoneInfo(zone))
        end = (slot + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
        assert slot > now
        assert time(9) <= start.time() < end.time() <= time(17)
        assert is_open_day(start.date(), calendar)


@settings(max_examples=60, deadline=None)
@given(moments, st.integers(0))
def test_both_zones_are_at_work(now: datetime, seed: int) -> None:
    slots = offer(now, (WorkWeek(LONDON), WorkWeek("Europe/Athens")), Calendar(), 30, seed)
    assert len(slots) == OFFERED
    for slot in slots:
        for zone in (LONDON, "Europe/Athens"):
            assert 9 <= slot.astimezone(ZoneInfo(zone)).hour < 17


@settings(max_examples=60, deadline=None)
@given(
    moments,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.sampled_from([None, *get_args(Nation)]),
)
def test_what_is_offered_is_on_days_that_both_work(
    now: datetime, one: frozenset[int], other: frozenset[int], nation: Nation | None
) -> None:
    weeks = (WorkWeek(LONDON, one), WorkWeek(LONDON, other, nation))
    slots = offer(now, weeks, Calendar(), 30, 1)
    assert bool(slots) == bool(one & other)
    for slot in slots:
        assert slot.astimezone(ZoneInfo(LONDON)).weekday() in one & other
        assert all(find_doubt(slot, 30, week, Calendar()) is None for week in weeks)


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        (datetime(2026, 12, 25, 10, tzinfo=UTC), "bank holiday"),
        (datetime(2027, 3, 17, 10, tzinfo=UTC), "bank holiday"),
        (datetime(2026, 11, 28, 10, tzinfo=UTC), "weekend"),
        (datetime(2026, 12, 2, 10, tzinfo=UTC), "day off"),
        (datetime(2026, 12, 4, 17, 31, tzinfo=UTC), "hours"),
        (datetime(2026, 12, 4, 7, 59, tzinfo=UTC), "hours"),
        (datetime(2026, 12, 4, 17, 30, tzinfo=UTC), None),
    ],
)
def test_why_a_time_may_not_suit(moment: datetime, why: str | None) -> None:
    belfast = WorkWeek(LONDON, frozenset({4}), "northern-ireland")
    assert find_doubt(moment, 30, belfast, Calendar()) == why


def test_nothing_is_offered_where_working_hours_never_meet() -> None:
    now = datetime(2026, 11, 26, 10, tzinfo=UTC)
    assert offer(now, (WorkWeek(LONDON), WorkWeek("Pacific/Auckland")), Calendar(), 60, 1) == ()


def test_times_on_offer_already_are_not_offered_again() -> None:
    now = datetime(2026, 12, 23, 10, tzinfo=UTC)
    first = offer(now, (WorkWeek(LONDON),), Calendar(), 30, 3)
    second = offer(now, (WorkWeek(LONDON),), Calendar(), 30, 3, frozenset(first))
    assert not set(first) & set(second)
    assert [slot.date() for slot in first] == [
        date(2026, 12, 24),
        date(2026, 12, 29),
        date(2026, 12, 30),
    ], "Christmas and the day given in lieu are left out"


@pytest.mark.parametrize("minute", [0, 30, 59])
def test_a_time_that_the_clocks_skip_is_refused(minute: int) -> None:
    with pytest.raises(SkippedTimeError):
        at_wall(date(2027, 3, 28), time(1, minute), LONDON)
    assert at_wall(date(2027, 3, 28), time(2), LONDON) == datetime(2027, 3, 28, 1, tzinfo=UTC)


def test_a_time_that_they_repeat_is_the_first_of_the_two() -> None:
    assert at_wall(date(2027, 10, 31), time(1, 30), LONDON) == datetime(
        2027, 10, 31, 0, 30, tzinfo=UTC
    )


@settings(max_examples=100, deadline=None)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31)), st.sampled_from(ZONES))
def test_a_time_that_is_taken_reads_the_same_on_the_wall(wall: datetime, zone: str) -> None:
    try:
        moment = at_wall(wall.date(), wall.time(), zone)
    except SkippedTimeError:
        return
    assert moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall
