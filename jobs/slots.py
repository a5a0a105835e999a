"""Which times to offer for a meeting, and what a time on the wall means. Pure."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta

from jobs.workdays import CLOSES, OPENS, Calendar, find_zone, is_open_day, to_utc

OFFERED = 3
HOURS = (time(10), time(14), time(11), time(15), time(13), time(16), time(9), time(12))
_FURTHEST = 90
_ONE_DAY = timedelta(days=1)


class SkippedTimeError(ValueError):
    """A time on the wall that does not exist, because the clocks go forward over it."""


def offer(
    now: datetime,
    zones: Sequence[str],
    calendar: Calendar,
    minutes: int,
    seed: int,
    taken: Collection[datetime] = (),
) -> tuple[datetime, ...]:
    """Return up to three instants (UTC) to offer, on three open days from tomorrow on.

    Each begins and ends within 9am to 5pm of an open day in every zone; `zones` are IANA names,
    at least one. `seed` varies the hours between groups; `taken` are not offered again. Fewer come
    back where the next 90 days hold no more, as for zones whose working hours never meet.
    """
    today = now.astimezone(find_zone(zones[0])).date()
    found: list[datetime] = []
    for ahead in range(1, _FURTHEST):
        turn = (seed + len(found)) % len(HOURS)
        slot = _first_fit(today + ahead * _ONE_DAY, turn, zones, calendar, minutes, taken)
        if slot is not None and slot > now:
            found.append(slot)
        if len(found) == OFFERED:
            break
    return tuple(found)


def is_working_slot(slot: datetime, minutes: int, zone: str, calendar: Calendar) -> bool:
    """Return whether a meeting lies within the working hours of one open day in a zone."""
    start = slot.astimezone(find_zone(zone))
    end = (slot + timedelta(minutes=minutes)).astimezone(find_zone(zone))
    within = start.time() >= OPENS and end.time() <= CLOSES and start.date() == end.date()
    return within and is_open_day(start.date(), calendar)


def at_wall(day: date, at: time, zone: str) -> datetime:
    """Return the instant (UTC) of a time on the wall; SkippedTimeError.

    A time that the clocks skip is refused, since nobody who types it means another. One that they
    repeat is the first of the two.
    """
    moment = to_utc(day, at, zone)
    if moment.astimezone(find_zone(zone)).replace(tzinfo=None) != datetime.combine(day, at):
        raise SkippedTimeError(f"{day} {at} in {zone}")
    return moment.astimezone(UTC)


def _first_fit(
    day: date,
    turn: int,
    zones: Sequence[str],
    calendar: Calendar,
    minutes: int,
    taken: Collection[datetime],
) -> datetime | None:
    hours = HOURS[turn:] + HOURS[:turn]
    slots = (to_utc(day, hour, zones[0]) for hour in hours)
    return next(
        (
            slot
            for slot in slots
            if slot not in taken
            and all(is_working_slot(slot, minutes, zone, calendar) for zone in zones)
        ),
        None,
    )
