"""Working days, quiet periods and wall times, in any zone and nation of the UK. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

Nation = Literal["england-and-wales", "scotland", "northern-ireland", "all"]

OPENS = time(9)
CLOSES = time(17)
LONGEST_QUIET = timedelta(days=366)

_ONE_DAY = timedelta(days=1)
# England's and Wales's bank holidays are the same days.
_SUBDIVISIONS: dict[str, tuple[str, ...]] = {
    "england-and-wales": ("ENG",),
    "scotland": ("SCT",),
    "northern-ireland": ("NIR",),
    "all": ("ENG", "SCT", "NIR"),
}


class CalendarError(ValueError):
    """A rule that cannot be kept. `field` names what to change; the text is a plain sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class QuietPeriod:
    """Days, both ends included, when nobody is introduced: `why` is shown to organisers."""

    first: date
    last: date
    why: str

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise CalendarError("quiet", "A quiet period must end on or after the day it starts.")
        if self.last - self.first > LONGEST_QUIET:
            raise CalendarError("quiet", "A quiet period can last a year at most.")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Calendar:
    """Whose bank holidays count ("all": a day off in any nation), and the quiet periods."""

    nation: Nation = "england-and-wales"
    quiet: tuple[QuietPeriod, ...] = ()

    def __post_init__(self) -> None:
        if self.nation not in get_args(Nation):
            raise CalendarError("nation", f"We don't know the bank holidays of {self.nation!r}.")


# Wall times


def find_zone(name: str) -> ZoneInfo:
    """The time zone of an IANA name. Raises CalendarError for a name that is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        sentence = f"We don't know the time zone {name!r}. Use a name such as Europe/London."
        raise CalendarError("zone", sentence) from error


def to_utc(day: date, at: time, zone: str) -> datetime:
    """The one instant in UTC of a wall time in a zone.

    A wall time that the clocks skip falls after the gap, as far as it would have been into it
    (RFC 5545 §3.3.5: 01:30 in London on 28 March 2027 is 01:30 UTC). One that they repeat counts
    the first time only. Both are what `fold=0` means (PEP 495).
    """
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=find_zone(zone))
    return wall.astimezone(UTC)


# Days


@lru_cache(maxsize=512)
def bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    """The bank holidays of a nation in a year, with the days given in lieu."""
    # A fresh object each time: the library fills a shared one while other threads read it.
    return frozenset(
        day
        for subdivision in _SUBDIVISIONS[nation]
        for day in holidays.country_holidays("GB", subdiv=subdivision, years=year)
    )


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Monday to Friday and no bank holiday. Quiet periods are working days all the same."""
    return day.weekday() < 5 and day not in bank_holidays(calendar.nation, day.year)


def is_quiet(day: date, calendar: Calendar) -> bool:
    """Whether the day lies in a quiet period."""
    return any(day in period for period in calendar.quiet)


def is_open_day(day: date, calendar: Calendar) -> bool:
    """A working day that is not quiet: people may be introduced on it."""
    return is_working_day(day, calendar) and not is_quiet(day, calendar)


def add_working_days(day: date, n: int, calendar: Calendar) -> date:
    """The nth working day after `day` (before it where n is negative); `day` itself for 0."""
    step = _ONE_DAY if n > 0 else -_ONE_DAY
    for _ in range(abs(n)):
        day = _seek(day + step, step, lambda each: is_working_day(each, calendar))
    return day


# Moments


def working_moment(moment: datetime, zone: str, calendar: Calendar) -> datetime:
    """The first instant (UTC) from `moment` on within 09:00 to 17:00 local of an open day.

    `moment` is aware. Quiet periods are waited out.
    """
    local = moment.astimezone(find_zone(zone))
    day, clock = local.date(), local.time()
    if is_open_day(day, calendar):
        if OPENS <= clock <= CLOSES:
            return moment.astimezone(UTC)
        if clock < OPENS:
            return to_utc(day, OPENS, zone)
    after = _seek(day + _ONE_DAY, _ONE_DAY, lambda each: is_open_day(each, calendar))
    return to_utc(after, OPENS, zone)


def midpoint(
    first: date | datetime, last: date | datetime, zone: str, calendar: Calendar, at: time
) -> datetime:
    """The instant (UTC) for the half-way question between two days, at wall time `at`.

    The open day nearest to the middle and between the two, the later one of a tie; where a quiet
    period covers them all, the nearest working day; where there is none, the middle itself.
    """
    start, end = _local_day(first, zone), _local_day(last, zone)
    middle = start + (end - start) // 2
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    nearest = sorted(days, key=lambda day: (abs(day - middle), day < middle))
    chosen = next((day for day in nearest if is_open_day(day, calendar)), None) or next(
        (day for day in nearest if is_working_day(day, calendar)), middle
    )
    return to_utc(chosen, at, zone)


def _seek(day: date, step: timedelta, fits: Callable[[date], bool]) -> date:
    while not fits(day):
        day += step
    return day


def _local_day(when: date | datetime, zone: str) -> date:
    return when.astimezone(find_zone(zone)).date() if isinstance(when, datetime) else when
