"""When things are due: rhythms, working days, quiet periods and wall times. Pure.

A rhythm gives *nominal* dates ("every 4 weeks on a Tuesday", "the first Tuesday of the month").
Each nominal date names a period (`2026-W48`, `2026-12`), which is used up exactly once: the label
stays when a bank holiday moves the date, or when somebody edits the hour. Wall times become UTC by
one rule (`to_utc`), so an hour that the clocks skip or repeat is due exactly once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal, get_args

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from jobs.calendars.workdays import (
    CLOSES,
    OPENS,
    Calendar,
    CalendarError,
    Nation,
    QuietPeriod,
    add_working_days,
    find_zone,
    is_open_day,
    is_quiet,
    is_working_day,
    midpoint,
    to_utc,
    working_moment,
)

__all__ = [
    "CLOSES",
    "DEFAULT_ZONE",
    "OPENS",
    "Calendar",
    "CalendarError",
    "Hours",
    "Kind",
    "Nation",
    "Occurrence",
    "QuietPeriod",
    "Rhythm",
    "add_working_days",
    "find_zone",
    "is_open_day",
    "is_quiet",
    "is_working_day",
    "midpoint",
    "next_occurrence",
    "nominal_dates",
    "occurrences",
    "period_label",
    "to_utc",
    "working_moment",
]

Kind = Literal["weeks", "months"]
Hours = Literal["working", "any"]

DEFAULT_ZONE = "Europe/London"
MOST_PERIODS = 52

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often: every `every` weeks on a weekday, or the nth weekday of every `every`th month.

    `weekday` is 0 for Monday. `nth` (months only) is 1 to 4, or -1 for the last. `at` is wall time
    in the IANA `zone`. The first nominal date is the first that fits on or after `starts`. Raises
    CalendarError. `hours="any"` is for what may go out at any hour, such as a digest; a wall time
    that the clocks skip or repeat is then settled by `to_utc`.
    """

    kind: Kind
    every: int
    weekday: int
    nth: int
    at: time
    zone: str
    starts: date
    hours: Hours = "working"

    def __post_init__(self) -> None:
        _check_kind(self)
        _check_every(self)
        _check_day(self)
        find_zone(self.zone)
        _check_hour(self)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One nominal period: its label, the date it really falls on, and the instant in UTC."""

    label: str
    date: date
    due: datetime


# Occurrences


def next_occurrence(rhythm: Rhythm, calendar: Calendar, after: datetime) -> Occurrence:
    """The first occurrence due later than `after` (aware). Raises CalendarError if none is left."""
    for occurrence in occurrences(rhythm, calendar, after):
        return occurrence
    raise CalendarError("starts", "There is no date left in this rhythm.")


def occurrences(rhythm: Rhythm, calendar: Calendar, after: datetime) -> Iterator[Occurrence]:
    """Every occurrence due later than `after` (aware), in order, one for each nominal period.

    A nominal date that is not open moves to the next open day. Where that would reach the next
    nominal date (a quiet period swallowed the whole period) the period is left out.
    """
    settled = after.astimezone(UTC).date() - _ONE_DAY  # no zone is a whole day behind UTC
    for nominal, following in pairwise(nominal_dates(rhythm)):
        if following < settled:
            continue
        day = _first_open_day(nominal, following, calendar)
        if day is None:
            continue
        due = to_utc(day, rhythm.at, rhythm.zone)
        if due > after:
            yield Occurrence(period_label(rhythm.kind, nominal), day, due)


def nominal_dates(rhythm: Rhythm) -> Iterator[date]:
    """The dates that the rhythm names, before any shift, from `starts` on."""
    # `every` counts from the first date that fits, not from `starts`: nobody who says "every 3
    # months" on the 20th means to wait three months because the first Tuesday has gone by.
    first = next(_recur(rhythm, rhythm.starts, every=1))
    return _recur(rhythm, first, every=rhythm.every)


def period_label(kind: Kind, nominal: date) -> str:
    """The nominal period: the ISO week of the date (`2026-W48`), or its month (`2026-12`)."""
    if kind == "months":
        return f"{nominal:%Y-%m}"
    year, week, _ = nominal.isocalendar()
    return f"{year}-W{week:02}"


def _recur(rhythm: Rhythm, start: date, every: int) -> Iterator[date]:
    begin = datetime.combine(start, time())
    if rhythm.kind == "weeks":
        rule = rrule(WEEKLY, dtstart=begin, interval=every, byweekday=weekday(rhythm.weekday))
    else:
        day = weekday(rhythm.weekday, rhythm.nth)
        rule = rrule(MONTHLY, dtstart=begin, interval=every, byweekday=day)
    return (moment.date() for moment in rule)


def _first_open_day(nominal: date, following: date, calendar: Calendar) -> date | None:
    days = ((nominal + timedelta(days=n)) for n in range((following - nominal).days))
    return next((day for day in days if is_open_day(day, calendar)), None)


# Checks


def _check_kind(rhythm: Rhythm) -> None:
    if rhythm.kind not in get_args(Kind) or rhythm.hours not in get_args(Hours):
        raise CalendarError("kind", "Choose every so many weeks, or a day of the month.")


def _check_every(rhythm: Rhythm) -> None:
    if not 1 <= rhythm.every <= MOST_PERIODS:
        raise CalendarError(
            "every", f"Choose a whole number of {rhythm.kind} from 1 to {MOST_PERIODS}."
        )


def _check_day(rhythm: Rhythm) -> None:
    if not 0 <= rhythm.weekday <= 6:
        raise CalendarError("weekday", "Choose a day from Monday to Sunday.")
    if rhythm.kind == "months" and rhythm.nth not in (1, 2, 3, 4, -1):
        raise CalendarError("nth", "Choose the first, second, third, fourth or last of the month.")


def _check_hour(rhythm: Rhythm) -> None:
    if rhythm.at.tzinfo is not None:
        raise CalendarError("at", "Give the time as the clock on the wall shows it.")
    if rhythm.hours == "working" and not OPENS <= rhythm.at <= CLOSES:
        raise CalendarError("at", "Choose a time in working hours, from 9am to 5pm.")
