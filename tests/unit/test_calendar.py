"""When schemes are due: every period once, on days when people are at work."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise, takewhile
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.calendars.calendar import (
    Calendar,
    CalendarError,
    Nation,
    Occurrence,
    QuietPeriod,
    Rhythm,
    add_working_days,
    is_open_day,
    is_quiet,
    is_working_day,
    midpoint,
    next_occurrence,
    nominal_dates,
    occurrences,
    period_label,
    to_utc,
    working_moment,
)

LONDON = "Europe/London"
LORD_HOWE = "Australia/Lord_Howe"
CASABLANCA = "Africa/Casablanca"
ENGLAND = Calendar()
SCOTLAND = Calendar("scotland")
NORTHERN_IRELAND = Calendar("northern-ireland")
ANYWHERE = Calendar("all")
TEN = time(10)
CHRISTMAS = QuietPeriod(date(2026, 12, 21), date(2027, 1, 3), "Christmas")


def weekly(every: int = 1, weekday: int = 1, starts: date = date(2026, 11, 1)) -> Rhythm:
    return Rhythm("weeks", every, weekday, 1, TEN, LONDON, starts)


def monthly(
    nth: int = 1, weekday: int = 1, every: int = 1, starts: date = date(2026, 1, 1)
) -> Rhythm:
    return Rhythm("months", every, weekday, nth, TEN, LONDON, starts)


def first_few(rhythm: Rhythm, calendar: Calendar, count: int) -> list[Occurrence]:
    return list(islice(occurrences(rhythm, calendar, day_before(rhythm.starts)), count))


def dates(rhythm: Rhythm, calendar: Calendar, count: int) -> list[date]:
    return [each.date for each in first_few(rhythm, calendar, count)]


def labels(rhythm: Rhythm, calendar: Calendar, count: int) -> list[str]:
    return [each.label for each in first_few(rhythm, calendar, count)]


def day_before(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=1)


# Rhythms


def test_every_second_tuesday_starts_with_the_first_one_that_fits() -> None:
    assert dates(weekly(every=2), ENGLAND, 3) == [
        date(2026, 11, 3),
        date(2026, 11, 17),
        date(2026, 12, 1),
    ]


def test_monthly_is_the_first_tuesday_and_never_every_four_weeks() -> None:
    first = dates(monthly(starts=date(2026, 6, 1)), ENGLAND, 6)
    assert first == [
        date(2026, 6, 2),
        date(2026, 7, 7),  # five weeks later
        date(2026, 8, 4),
        date(2026, 9, 1),
        date(2026, 10, 6),
        date(2026, 11, 3),
    ]


def test_every_three_months_counts_from_the_first_date_that_fits() -> None:
    rhythm = monthly(every=3, starts=date(2026, 11, 20))
    assert dates(rhythm, ENGLAND, 3) == [date(2026, 12, 1), date(2027, 3, 2), date(2027, 6, 1)]


def test_the_last_friday_is_the_fifth_where_a_month_has_five() -> None:
    rhythm = monthly(nth=-1, weekday=4, starts=date(2026, 7, 1))
    assert dates(rhythm, ENGLAND, 3) == [date(2026, 7, 31), date(2026, 8, 28), date(2026, 9, 25)]


def test_a_leap_day_is_a_day_like_any_other() -> None:
    rhythm = monthly(nth=-1, weekday=1, starts=date(2028, 2, 1))
    assert dates(rhythm, ENGLAND, 1) == [date(2028, 2, 29)]
    assert labels(rhythm, ENGLAND, 2) == ["2028-02", "2028-03"]


def test_week_53_is_a_period_of_its_own_and_the_next_one_is_week_1() -> None:
    rhythm = weekly(weekday=3, starts=date(2026, 12, 24))
    assert labels(rhythm, ENGLAND, 3) == ["2026-W52", "2026-W53", "2027-W01"]


def test_the_first_days_of_a_year_may_belong_to_the_last_week_of_the_one_before() -> None:
    assert period_label("weeks", date(2027, 1, 1)) == "2026-W53"
    assert period_label("weeks", date(2025, 12, 30)) == "2026-W01"
    assert period_label("months", date(2027, 1, 1)) == "2027-01"


def test_what_is_due_this_very_moment_is_not_due_again() -> None:
    due = next_occurrence(weekly(), ENGLAND, day_before(date(2026, 11, 3))).due
    assert due == datetime(2026, 11, 3, 10, tzinfo=UTC)
    assert next_occurrence(weekly(), ENGLAND, due).due == due + timedelta(days=7)
    assert next_occurrence(weekly(), ENGLAND, due - timedelta(microseconds=1)).due == due


def test_ten_in_the_morning_stays_ten_when_the_clocks_change() -> None:
    hours = {each.due.hour for each in first_few(monthly(), ENGLAND, 12)}
    assert hours == {9, 10}
    local = {
        each.due.astimezone(ZoneInfo(LONDON)).time() for each in first_few(monthly(), ENGLAND, 12)
    }
    assert local == {TEN}


# Bank holidays and quiet periods


def test_a_bank_holiday_moves_the_date_and_not_the_label() -> None:
    rhythm = weekly(weekday=0, starts=date(2026, 8, 31))
    moved = first_few(rhythm, ENGLAND, 1)[0]
    assert (moved.label, moved.date) == ("2026-W36", date(2026, 9, 1))


def test_the_last_friday_of_december_2026_moves_past_christmas_and_its_day_in_lieu() -> None:
    moved = first_few(monthly(nth=-1, weekday=4, starts=date(2026, 12, 1)), ENGLAND, 1)[0]
    assert (moved.label, moved.date) == ("2026-12", date(2026, 12, 29))


def test_each_nation_has_its_own_days_off() -> None:
    second_january, st_andrew = date(2026, 1, 2), date(2026, 11, 30)
    assert [is_working_day(second_january, each) for each in (SCOTLAND, ENGLAND)] == [False, True]
    assert [is_working_day(st_andrew, each) for each in (SCOTLAND, ENGLAND)] == [False, True]
    st_patrick, boyne = date(2026, 3, 17), date(2026, 7, 13)
    assert not is_working_day(st_patrick, NORTHERN_IRELAND)
    assert not is_working_day(boyne, NORTHERN_IRELAND)
    assert is_working_day(st_patrick, SCOTLAND)
    easter_monday, august = date(2026, 4, 6), date(2026, 8, 31)
    assert [is_working_day(easter_monday, each) for each in (SCOTLAND, ENGLAND)] == [True, False]
    assert [is_working_day(august, each) for each in (SCOTLAND, ENGLAND)] == [True, False]


def test_a_network_in_all_nations_rests_when_any_of_them_does() -> None:
    for day in (date(2026, 1, 2), date(2026, 3, 17), date(2026, 4, 6), date(2026, 11, 30)):
        assert not is_working_day(day, ANYWHERE)


def test_scotland_introduces_on_the_first_of_december_not_on_st_andrews_day() -> None:
    rhythm = weekly(weekday=0, starts=date(2026, 11, 30))
    assert dates(rhythm, SCOTLAND, 1) == [date(2026, 12, 1)]
    assert dates(rhythm, ENGLAND, 1) == [date(2026, 11, 30)]


def test_a_week_inside_a_quiet_period_is_left_out_and_the_next_keeps_its_own_label() -> None:
    calendar = Calendar(quiet=(CHRISTMAS,))
    found = first_few(weekly(weekday=0, starts=date(2026, 12, 14)), calendar, 2)
    assert [(each.label, each.date) for each in found] == [
        ("2026-W51", date(2026, 12, 14)),
        ("2027-W01", date(2027, 1, 4)),
    ]


def test_a_month_only_partly_quiet_is_introduced_after_it() -> None:
    election = QuietPeriod(date(2026, 4, 1), date(2026, 5, 7), "Local elections")
    found = first_few(monthly(starts=date(2026, 4, 1)), Calendar(quiet=(election,)), 2)
    assert [(each.label, each.date) for each in found] == [
        ("2026-05", date(2026, 5, 8)),  # April would have reached May's own date
        ("2026-06", date(2026, 6, 2)),
    ]


@pytest.mark.parametrize("n", [-15, -3, -1, 1, 2, 15])
def test_working_days_are_counted_there_and_back(n: int) -> None:
    monday = date(2026, 12, 14)
    assert add_working_days(add_working_days(monday, n, ENGLAND), -n, ENGLAND) == monday


def test_two_working_days_after_christmas_eve_2026() -> None:
    assert add_working_days(date(2026, 12, 24), 2, ENGLAND) == date(2026, 12, 30)
    assert add_working_days(date(2026, 12, 26), -1, ENGLAND) == date(2026, 12, 24)
    assert add_working_days(date(2026, 12, 26), 0, ENGLAND) == date(2026, 12, 26)


# Moments in working hours


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("2026-11-26T10:00+00:00", "2026-11-26T10:00+00:00"),
        ("2026-11-26T09:00+00:00", "2026-11-26T09:00+00:00"),
        ("2026-11-26T17:00+00:00", "2026-11-26T17:00+00:00"),
        ("2026-11-26T05:12+00:00", "2026-11-26T09:00+00:00"),
        ("2026-11-26T17:01+00:00", "2026-11-27T09:00+00:00"),
        ("2026-11-27T22:00+00:00", "2026-11-30T09:00+00:00"),
        ("2026-07-06T08:30+00:00", "2026-07-06T08:30+00:00"),  # 09:30 in summer time
        ("2026-12-18T18:00+00:00", "2027-01-04T09:00+00:00"),  # the quiet period is waited out
    ],
)
def test_a_moment_outside_working_hours_waits_for_the_morning(asked: str, given: str) -> None:
    calendar = Calendar(quiet=(CHRISTMAS,))
    found = working_moment(datetime.fromisoformat(asked), LONDON, calendar)
    assert found == datetime.fromisoformat(given)
    assert found.tzinfo is UTC


def test_the_half_way_question_is_asked_on_the_working_day_nearest_the_middle() -> None:
    introduced, end = date(2026, 12, 1), date(2026, 12, 31)
    assert midpoint(introduced, end, LONDON, ENGLAND, TEN).date() == date(2026, 12, 16)
    # The middle of 1 to 24 November is Thursday; of 1 to 29, Sunday the 15th: Monday, the later.
    assert midpoint(date(2026, 11, 1), date(2026, 11, 29), LONDON, ENGLAND, TEN) == datetime(
        2026, 11, 16, 10, tzinfo=UTC
    )


def test_half_way_in_a_quiet_period_is_asked_before_or_after_it_if_the_round_allows() -> None:
    calendar = Calendar(quiet=(CHRISTMAS,))
    found = midpoint(date(2026, 12, 8), date(2027, 1, 5), LONDON, calendar, TEN)
    assert found.date() == date(2026, 12, 18)
    inside = midpoint(date(2026, 12, 21), date(2026, 12, 27), LONDON, calendar, TEN)
    assert inside.date() == date(2026, 12, 24)


def test_half_way_takes_instants_by_their_local_day() -> None:
    introduced = datetime(2026, 7, 6, 23, 30, tzinfo=UTC)  # the 7th in London
    found = midpoint(introduced, date(2026, 7, 9), LONDON, ENGLAND, TEN)
    assert found == datetime(2026, 7, 8, 9, tzinfo=UTC)


# Clock changes


@pytest.mark.parametrize(
    ("zone", "day", "at", "instant"),
    [
        (LONDON, date(2027, 3, 28), time(1, 30), "2027-03-28T01:30+00:00"),  # skipped
        (LONDON, date(2026, 10, 25), time(1, 30), "2026-10-25T00:30+00:00"),  # repeated
        (LORD_HOWE, date(2026, 10, 4), time(2, 15), "2026-10-03T15:45+00:00"),  # 30 minutes
        (LORD_HOWE, date(2027, 4, 4), time(1, 45), "2027-04-03T14:45+00:00"),
        (CASABLANCA, date(2026, 3, 22), time(2, 30), "2026-03-22T02:30+00:00"),  # after Ramadan
        (CASABLANCA, date(2026, 2, 15), time(2, 30), "2026-02-15T01:30+00:00"),  # before it
    ],
)
def test_a_wall_time_that_is_skipped_or_repeated_is_one_instant(
    zone: str, day: date, at: time, instant: str
) -> None:
    assert to_utc(day, at, zone) == datetime.fromisoformat(instant)


def test_the_sample_days_of_the_test_above_really_change_the_clocks() -> None:
    for zone, day in (
        (LONDON, date(2027, 3, 28)),
        (LONDON, date(2026, 10, 25)),
        (LORD_HOWE, date(2026, 10, 4)),
        (LORD_HOWE, date(2027, 4, 4)),
        (CASABLANCA, date(2026, 3, 22)),
        (CASABLANCA, date(2026, 2, 15)),
    ):
        length = to_utc(day + timedelta(days=1), time(12), zone) - to_utc(day, time(0), zone)
        assert length != timedelta(hours=36), (zone, day)


@pytest.mark.parametrize("zone", [LONDON, LORD_HOWE, CASABLANCA])
@pytest.mark.parametrize("at", [time(1, 30), time(1, 45), time(2, 15), time(2, 30)])
def test_a_nightly_hour_is_due_once_a_week_through_every_clock_change(zone: str, at: time) -> None:
    rhythm = Rhythm("weeks", 1, 6, 1, at, zone, date(2025, 1, 1), hours="any")
    found = first_few(rhythm, ENGLAND, 110)  # Sundays: all move to a working day
    assert len({each.label for each in found}) == 110
    assert all(before.due < after.due for before, after in pairwise(found))


@settings(max_examples=150, deadline=None)
@given(
    day=st.dates(date(2020, 1, 1), date(2037, 12, 31)),
    at=st.times(),
    zone=st.sampled_from([LONDON, LORD_HOWE, CASABLANCA]),
)
def test_a_later_day_is_a_later_instant_at_the_same_wall_time(
    day: date, at: time, zone: str
) -> None:
    assert to_utc(day, at, zone) < to_utc(day + timedelta(days=1), at, zone)


# What holds for every rhythm


@st.composite
def quiet_periods(draw: st.DrawFn) -> QuietPeriod:
    first = draw(st.dates(date(2024, 1, 1), date(2030, 12, 31)))
    return QuietPeriod(first, first + timedelta(days=draw(st.integers(0, 60))), "Quiet")


NATIONS: tuple[Nation, ...] = ("england-and-wales", "scotland", "northern-ireland", "all")
calendars = st.builds(
    Calendar, st.sampled_from(NATIONS), st.lists(quiet_periods(), max_size=3).map(tuple)
)
rhythms = st.builds(
    Rhythm,
    kind=st.sampled_from(["weeks", "months"]),
    every=st.integers(1, 6),
    weekday=st.integers(0, 6),
    nth=st.sampled_from([1, 2, 3, 4, -1]),
    at=st.times(time(9), time(17)).map(lambda at: at.replace(microsecond=0)),
    zone=st.sampled_from([LONDON, LORD_HOWE, CASABLANCA]),
    starts=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
)


@settings(max_examples=150, deadline=None)
@given(rhythm=rhythms, calendar=calendars)
def test_every_occurrence_is_on_an_open_day_in_working_hours_and_later_than_the_last(
    rhythm: Rhythm, calendar: Calendar
) -> None:
    found = first_few(rhythm, calendar, 20)
    assert all(before.due < after.due for before, after in pairwise(found))
    for each in found:
        local = each.due.astimezone(ZoneInfo(rhythm.zone))
        assert local.date() == each.date
        assert local.time() == rhythm.at
        assert each.date.weekday() < 5
        assert is_open_day(each.date, calendar)
        assert is_working_day(each.date, calendar)
        assert not is_quiet(each.date, calendar)


@settings(max_examples=150, deadline=None)
@given(rhythm=rhythms, calendar=calendars)
def test_every_period_comes_once_unless_no_day_of_it_is_open(
    rhythm: Rhythm, calendar: Calendar
) -> None:
    end = rhythm.starts + timedelta(days=600)
    nominal = list(takewhile(lambda day: day < end, nominal_dates(rhythm)))
    by_label = {each.label: each.date for each in first_few(rhythm, calendar, len(nominal))}
    for first, following in pairwise(nominal):
        days = [first + timedelta(days=n) for n in range((following - first).days)]
        open_days = [day for day in days if is_open_day(day, calendar)]
        expected = open_days[0] if open_days else None
        assert by_label.get(period_label(rhythm.kind, first)) == expected


@settings(max_examples=100, deadline=None)
@given(rhythm=rhythms, calendar=calendars, at=st.times(time(9), time(17)))
def test_an_edited_hour_keeps_every_label_and_date(
    rhythm: Rhythm, calendar: Calendar, at: time
) -> None:
    edited = replace(rhythm, at=at)
    before, after = first_few(rhythm, calendar, 15), first_few(edited, calendar, 15)
    assert [(each.label, each.date) for each in before] == [
        (each.label, each.date) for each in after
    ]


@settings(max_examples=100, deadline=None)
@given(rhythm=rhythms, calendar=calendars, skip=st.integers(0, 12))
def test_asking_again_after_a_restart_gives_the_next_one(
    rhythm: Rhythm, calendar: Calendar, skip: int
) -> None:
    found = first_few(rhythm, calendar, skip + 2)
    assert next_occurrence(rhythm, calendar, found[skip].due) == found[skip + 1]


@settings(max_examples=150, deadline=None)
@given(
    moment=st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    zone=st.sampled_from([LONDON, LORD_HOWE, CASABLANCA]),
    calendar=calendars,
)
def test_a_working_moment_is_never_earlier_and_is_its_own_answer(
    moment: datetime, zone: str, calendar: Calendar
) -> None:
    found = working_moment(moment, zone, calendar)
    local = found.astimezone(ZoneInfo(zone))
    assert found >= moment
    assert time(9) <= local.time() <= time(17)
    assert is_open_day(local.date(), calendar)
    assert working_moment(found, zone, calendar) == found


# Rules that cannot be kept


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"every": 0}, "every"),
        ({"every": 53}, "every"),
        ({"weekday": 7}, "weekday"),
        ({"nth": 5}, "nth"),
        ({"nth": 0}, "nth"),
        ({"kind": "days"}, "kind"),
        ({"zone": "Europe/Londres"}, "zone"),
        ({"zone": "../etc/passwd"}, "zone"),
        ({"zone": ""}, "zone"),
        ({"at": time(8, 59, 59)}, "at"),
        ({"at": time(17, 1)}, "at"),
        ({"at": time(1, 30)}, "at"),
    ],
)
def test_a_rule_that_cannot_be_kept_says_which_part_to_change(
    change: dict[str, Any], field: str
) -> None:
    with pytest.raises(CalendarError) as caught:
        replace(monthly(), **change)
    assert caught.value.field == field
    assert str(caught.value).endswith(".")
    assert isinstance(caught.value, ValueError)


def test_a_digest_may_go_out_at_an_hour_that_the_clocks_skip() -> None:
    rhythm = Rhythm("weeks", 1, 0, 1, time(1, 30), LONDON, date(2026, 1, 1), hours="any")
    assert next_occurrence(rhythm, ENGLAND, day_before(date(2026, 1, 5))).due == datetime(
        2026, 1, 5, 1, 30, tzinfo=UTC
    )


def test_quiet_periods_and_nations_are_checked_too() -> None:
    with pytest.raises(CalendarError, match="end on or after"):
        QuietPeriod(date(2026, 5, 8), date(2026, 5, 7), "Backwards")
    with pytest.raises(CalendarError, match="a year at most"):
        QuietPeriod(date(2026, 1, 1), date(2028, 1, 1), "Too long")
    with pytest.raises(CalendarError, match="bank holidays"):
        Calendar("france")  # type: ignore[arg-type]  # as a stored value might be


def test_a_rhythm_at_the_end_of_time_says_so() -> None:
    with pytest.raises(CalendarError, match="no date left"):
        next_occurrence(weekly(), ENGLAND, datetime(9999, 12, 31, tzinfo=UTC))
