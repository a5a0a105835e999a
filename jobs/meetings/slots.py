"""Which times to offer for a meeting, and what a time on the wall means. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from jobs.calendars.workdays import (
    CLOSES,
    OPENS,
    Calendar,
    Nation,
    bank_holidays,
    find_zone,
    is_quiet,
    to_utc,
)

OFFERED = 3
HOURS = (time(10), time(14), time(11), time(15), time(13), time(16), time(9), time(12))
_FURTHEST = 90
_ONE_DAY = timedelta(days=1)
_WEEKDAYS = frozenset(range(5))
_EARLY, _LATE = time(8), time(18)

Doubt = Literal["bank holiday", "weekend", "day off", "hours"]


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """When somebody works: in which zone, on which days (0 is Monday), with whose holidays.

    `nation` adds its bank holidays to those of the scheme; None adds none.
    """

    zone: str
    days: frozenset[int] = _WEEKDAYS
    nation: Nation | None = None

    def has_holiday(self, day: date, calendar: Calendar) -> bool:
        """Return whether the day is a bank holiday, of the scheme's nation or of this one."""
        nations: set[Nation] = {calendar.nation, self.nation or calendar.nation}
        return any(day in bank_holidays(nation, day.year) for nation in nations)


class SkippedTimeError(ValueError):
    """A time on the wall that does not exist, because the clocks go forward over it."""


def offer(
    now: datetime,
    weeks: Sequence[WorkWeek],
    calendar: Calendar,
    minutes: int,
    seed: int,
    taken: Collection[datetime] = (),
) -> tuple[datetime, ...]:
    """Return up to three instants (UTC) to offer, on three open days from tomorrow on.

    Each begins and ends within 9am to 5pm of an open day of everybody's; `weeks` are theirs, at
    least one. `seed` varies the hours between groups; `taken` are not offered again. Fewer come
    back where the next 90 days hold no more, as for people whose working hours or days never meet.
    """
    today = now.astimezone(find_zone(weeks[0].zone)).date()
    found: list[datetime] = []
    for ahead in range(1, _FURTHEST):
        turn = (seed + len(found)) % len(HOURS)
        slot = _first_fit(today + ahead * _ONE_DAY, turn, weeks, calendar, minutes, taken)
        if slot is not None and slot > now:
            found.append(slot)
        if len(found) == OFFERED:
            break
    return tuple(found)


def is_working_slot(slot: datetime, minutes: int, week: WorkWeek, calendar: Calendar) -> bool:
    """Return whether a meeting lies within the working hours of one open day of somebody's."""
    if not _is_between(OPENS, CLOSES, slot, minutes, week.zone):
        return False
    day = slot.astimezone(find_zone(week.zone)).date()
    off = week.has_holiday(day, calendar) or is_quiet(day, calendar)
    return day.weekday() in week.days and not off


def find_doubt(slot: datetime, minutes: int, week: WorkWeek, calendar: Calendar) -> Doubt | None:
    """Return why a time that somebody named may not suit this working week; None: it may well."""
    day = slot.astimezone(find_zone(week.zone)).date()
    if week.has_holiday(day, calendar):
        return "bank holiday"
    if day.weekday() not in week.days:
        return "day off" if day.weekday() in _WEEKDAYS else "weekend"
    return None if _is_between(_EARLY, _LATE, slot, minutes, week.zone) else "hours"


def at_wall(day: date, at: time, zone: str) -> datetime:
    """Return the instant (UTC) of a time on the wall; SkippedTimeError.

    A time that the clocks skip is refused, since nobody who types it means another. One that they
    repeat is the first of the two.
    """
    moment = to_utc(day, at, zone)
    if moment.astimezone(find_zone(zone)).replace(tzinfo=None) != datetime.combine(day, at):
        raise SkippedTimeError(f"{day} {at} in {zone}")
    return moment.astimezone(UTC)


def _is_between(opens: time, closes: time, slot: datetime, minutes: int, zone: str) -> bool:
    start = slot.astimezone(find_zone(zone))
    end = (slot + timedelta(minutes=minutes)).astimezone(find_zone(zone))
    return start.time() >= opens and end.time() <= closes and start.date() == end.date()


def _first_fit(
    day: date,
    turn: int,
    weeks: Sequence[WorkWeek],
    calendar: Calendar,
    minutes: int,
    taken: Collection[datetime],
) -> datetime | None:
    hours = HOURS[turn:] + HOURS[:turn]
    slots = (to_utc(day, hour, weeks[0].zone) for hour in hours)
    return next(
        (
            slot
            for slot in slots
            if slot not in taken
            and all(is_working_slot(slot, minutes, week, calendar) for week in weeks)
        ),
        None,
    )
