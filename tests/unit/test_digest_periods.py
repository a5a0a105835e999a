"""When digests come: one nominal period after the other, on days that are open. Pure."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.calendars.workdays import Calendar, QuietPeriod, is_quiet, is_working_day
from jobs.digests.periods import Period, after_holding, may_come, next_period
from storage.digest_records import DigestPlan
from tests.support.digesting import DAILY, MONDAY, WEEKLY

LONDON = "Europe/London"
ELECTION = Calendar(quiet=(QuietPeriod(date(2026, 11, 27), date(2026, 12, 8), "Elections"),))


def following(plan: DigestPlan, calendar: Calendar, count: int) -> list[Period]:
    """The next periods, each used up as it comes."""
    used: set[str] = set()
    found: list[Period] = []
    after = MONDAY - timedelta(minutes=1)
    for _ in range(count):
        period = next_period(plan, LONDON, calendar, after, used.__contains__)
        assert period
        found.append(period)
        used.add(period.label)
        after = period.due
    return found


def test_one_that_is_off_never_comes() -> None:
    assert next_period(DigestPlan("off"), LONDON, Calendar(), MONDAY) is None


def test_where_every_period_is_used_up_there_is_none() -> None:
    assert next_period(DAILY, LONDON, Calendar(), MONDAY, lambda _label: True) is None


@pytest.mark.parametrize(
    ("plan", "labels"),
    [
        (DAILY, ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"]),
        (WEEKLY, ["2026-W48", "2026-W49", "2026-W50", "2026-W51", "2026-W52"]),
        (
            replace(WEEKLY, rhythm="fortnightly", starts=date(2026, 11, 4)),
            ["2026-W49", "2026-W51", "2026-W53", "2027-W02", "2027-W04"],
        ),
    ],
)
def test_periods_follow_each_other(plan: DigestPlan, labels: list[str]) -> None:
    assert [each.label for each in following(plan, Calendar(), 5)] == labels


def test_a_fortnight_counts_from_the_week_of_its_first_day_whatever_the_weekday() -> None:
    plan = replace(WEEKLY, rhythm="fortnightly", starts=date(2026, 11, 27))
    for weekday in range(7):
        (first,) = following(replace(plan, weekday=weekday), Calendar(), 1)
        assert first.label == "2026-W48"


def test_a_friday_that_is_shifted_into_the_next_week_keeps_its_period() -> None:
    """Good Friday 2027, and Easter Monday after it."""
    plan = replace(WEEKLY, weekday=4)
    found = {each.label: each.day for each in following(plan, Calendar(), 22)}
    assert found["2027-W12"] == date(2027, 3, 30)
    assert found["2027-W13"] == date(2027, 4, 2)


def test_what_a_quiet_period_swallowed_comes_once_after_it() -> None:
    days = [each.day for each in following(replace(WEEKLY, weekday=4), ELECTION, 4)]
    assert days == [date(2026, 12, 9), date(2026, 12, 11), date(2026, 12, 18), date(2026, 12, 29)]
    assert not may_come(MONDAY + timedelta(days=4), LONDON, ELECTION, MONDAY + timedelta(days=4))
    held = after_holding(MONDAY + timedelta(days=4), time(9), LONDON, ELECTION)
    assert held == datetime(2026, 12, 9, 9, tzinfo=UTC)


_PLANS = st.builds(
    DigestPlan,
    st.sampled_from(["daily", "weekly", "fortnightly"]),
    weekday=st.integers(0, 6),
    at=st.times().map(lambda at: f"{at:%H:%M}"),
    holidays=st.sampled_from(["shift", "skip"]),
    starts=st.dates(date(2026, 1, 1), date(2027, 6, 30)),
)


@settings(max_examples=60, deadline=None)
@given(_PLANS, st.booleans())
def test_periods_are_in_order_at_their_wall_time_and_never_on_a_day_off(
    plan: DigestPlan, quiet: bool
) -> None:
    calendar = ELECTION if quiet else Calendar()
    found = following(plan, calendar, 30)
    assert len({each.label for each in found}) == len(found)
    assert all(one.due < other.due for one, other in pairwise(found))
    for each in found:
        local = each.due.astimezone(ZoneInfo(LONDON))
        assert local.date() == each.day
        assert not is_quiet(each.day, calendar)
        own_weekend = each.day.weekday() == plan.weekday >= 5 and plan.rhythm != "daily"
        assert own_weekend or is_working_day(each.day, calendar)
        if not 1 <= time.fromisoformat(plan.at).hour < 2:  # an hour that clocks skip
            assert f"{local:%H:%M}" == plan.at
