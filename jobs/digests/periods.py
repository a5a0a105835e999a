"""When a digest comes: its nominal periods, each used up once. Pure.

| rhythm | nominal day | label |
|---|---|---|
| daily | every Monday to Friday | the day: `2026-11-23` |
| weekly | its weekday | the ISO week: `2026-W48` |
| fortnightly | its weekday, every other week from that of `starts` on | the ISO week |

A bank holiday leaves a daily digest out: the next one carries its posts. One that comes weekly or
fortnightly is shifted to the next working day, or skipped, as the digest says. In a quiet period
nothing is due; what would have been is due on the first working day after it. The label is always
that of the nominal day, so that neither an edited hour nor a moved weekday fires a period twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from jobs.calendars.calendar import Rhythm, nominal_dates, period_label
from jobs.calendars.workdays import (
    Calendar,
    bank_holidays,
    find_zone,
    is_open_day,
    is_quiet,
    is_working_day,
    to_utc,
)
from storage.digest_records import DigestPlan

_ONE_DAY = timedelta(days=1)
_LOOK_BACK = timedelta(days=16)
_MOST_AHEAD = 800
"""Nominal days that are looked through: two years of days."""


@dataclass(frozen=True, slots=True)
class Period:
    """One nominal period: its label, the day on which it falls, and the instant in UTC."""

    label: str
    day: date
    due: datetime


def next_period(
    plan: DigestPlan,
    zone: str,
    calendar: Calendar,
    after: datetime,
    used: Callable[[str], bool] = lambda _label: False,
) -> Period | None:
    """Return the first period due later than `after` that is not `used`; None where it is off.

    `zone`: where its wall time is read. `after` is aware. None, too, where there is none within
    two years.
    """
    if plan.rhythm == "off":
        return None
    today, at = after.astimezone(find_zone(zone)).date(), time.fromisoformat(plan.at)
    for nominal in islice(_nominal(plan, today - _LOOK_BACK), _MOST_AHEAD):
        day = _settled(plan, nominal, calendar)
        if day is None:
            continue
        due, label = to_utc(day, at, zone), label_of(plan, nominal)
        if due > after and not used(label):
            return Period(label, day, due)
    return None


def label_of(plan: DigestPlan, nominal: date) -> str:
    """Return the period that a nominal day stands for."""
    return nominal.isoformat() if plan.rhythm == "daily" else period_label("weeks", nominal)


def may_come(now: datetime, zone: str, calendar: Calendar, due: datetime) -> bool:
    """Return whether a digest that was due then may come now.

    Never in a quiet period; one that is late by a day or more waits for a working day.
    """
    day = now.astimezone(find_zone(zone)).date()
    if is_quiet(day, calendar):
        return False
    on_its_day = day == due.astimezone(find_zone(zone)).date()
    return on_its_day or is_working_day(day, calendar)


def after_holding(now: datetime, at: time, zone: str, calendar: Calendar) -> datetime:
    """Return the first moment after `now`, at this wall time of a working day that is not quiet."""
    day = now.astimezone(find_zone(zone)).date()
    while not is_open_day(day, calendar) or to_utc(day, at, zone) <= now:
        day += _ONE_DAY
    return to_utc(day, at, zone)


def _nominal(plan: DigestPlan, first: date) -> Iterator[date]:
    if plan.rhythm == "daily":
        for ahead in range(_MOST_AHEAD):
            day = first + ahead * _ONE_DAY
            if day.weekday() < 5:
                yield day
        return
    every = 1 if plan.rhythm == "weekly" else 2
    monday = plan.starts - plan.starts.weekday() * _ONE_DAY
    at = time.fromisoformat(plan.at)
    rhythm = Rhythm("weeks", every, plan.weekday, 1, at, "UTC", monday, "any")
    for day in nominal_dates(rhythm):
        if day >= first:
            yield day


def _settled(plan: DigestPlan, nominal: date, calendar: Calendar) -> date | None:
    """Where a nominal day really falls; None: it is left out."""
    is_holiday = nominal in bank_holidays(calendar.nation, nominal.year)
    if not is_holiday and not is_quiet(nominal, calendar):
        return nominal
    if is_holiday and (plan.rhythm == "daily" or plan.holidays == "skip"):
        return None
    day = nominal
    while not is_open_day(day, calendar):
        day += _ONE_DAY
    return day
