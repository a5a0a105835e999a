"""Which slot a cell means: "10:00", "10.30-11.15am", "2pm to 3", "0930", or a part of a day. Pure.

And how long something is: "45 min", "1h30", "an hour".

A grid is of a day with people in a building: an hour from 1 to 6 that says neither am nor pm is in
the afternoon.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

_DATE = re.compile(r"\b(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.](\d{1,2})[/.](\d{4}))(?:t|\b)")
_RANGE = re.compile("\\s*(?:[-\u2013\u2014\u2212]|\\bto\\b|\\buntil\\b|\\btill\\b)\\s*")
_HALF = r"(?P<half>[ap])?\.?(?:(?<=[ap])m|(?<=[ap]\.)m)?\.?"
_CLOCK = re.compile(
    r"(?:[a-z]+\s*\d*\s*[:,]?\s+)?"
    rf"(?P<hour>\d{{1,2}})\s*[:.h]\s*(?P<minute>\d{{2}})(?::\d{{2}})?(?:\.0+)?\s*{_HALF}"
)
_JOINED = re.compile(rf"(?P<hour>\d{{2}})(?P<minute>\d{{2}})\s*(?:h|hrs)?\s*{_HALF}")
_HOUR = re.compile(rf"(?P<hour>\d{{1,2}})\s*{_HALF}")
_NOON = frozenset({"noon", "midday", "12 noon"})
_PART_OF_DAY = re.compile(r"0?\.\d{3,12}")
_LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,2}(?:[.,]\d{1,2})?)\s*(?:h|hrs?|hours?)\.?)?\s*(?:and\s+)?"
    r"(?:(?P<minutes>\d{1,3})\s*(?:m|mins?|minutes?|['\u2019\u2032])?\.?)?"
)
_BARE = re.compile(r"\d{1,3}")
_WORDED = {"half an hour": 30, "an hour": 60, "one hour": 60, "two hours": 120}
_LONGEST_HOURS = 12
_LONGEST = 80
_HOURS = 24
_MINUTES = _HOURS * 60
_AFTERNOON = range(1, 7)


@dataclass(frozen=True, slots=True)
class Slot:
    """When something is, by the clock on the wall. `day` only where the cell names one.

    `backwards`: the end that was said is not after the start, so it is left out.
    """

    start: time
    end: time | None = None
    day: date | None = None
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int
    half: str = ""

    def at(self, half: str = "") -> time | None:
        """Return the time; `half` where the cell itself does not say which."""
        half = self.half or half
        hour = self.hour
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        elif not half and hour in _AFTERNOON:
            hour += 12
        return time(hour, self.minute) if hour < 24 and self.minute < 60 else None


def read_slot(cell: str) -> Slot | None:
    """Return what a cell says of when something is; None where it says nothing of that."""
    words = " ".join(cell.casefold().split())
    if not words or len(words) > _LONGEST:
        return None
    named = _DATE.search(words)
    day = _day(named) if named else None
    if named:
        words = f"{words[: named.start()]} {words[named.end() :]}".strip(" ,")
    if _PART_OF_DAY.fullmatch(words):
        minutes = round(float(words) * _MINUTES)
        return Slot(time(*divmod(minutes, 60)), None, day) if minutes < _MINUTES else None
    clocks = [clock for part in _RANGE.split(words) if (clock := _clock(part))]
    return _slot(clocks, day)


def read_length(cell: str, *, in_minutes: bool = False) -> timedelta | None:
    """Return how long a cell says that something is, 12 hours at most; None where it does not.

    A number alone is one of minutes where the heading says so (`in_minutes`), or where it is too
    great for an hour of the day.
    """
    words = " ".join(cell.casefold().split())
    minutes = float(_WORDED.get(words, 0))
    if _BARE.fullmatch(words):
        minutes = float(words) if in_minutes or int(words) > _HOURS else 0
    elif found := _LENGTH.fullmatch(words):
        hours = float((found["hours"] or "0").replace(",", "."))
        minutes = hours * 60 + int(found["minutes"] or 0)
    return timedelta(minutes=round(minutes)) if 0 < minutes <= _LONGEST_HOURS * 60 else None


def _slot(clocks: list[_Clock], day: date | None) -> Slot | None:
    if not clocks:
        return None
    first, last = clocks[0], clocks[1] if len(clocks) > 1 else None
    end = last.at() if last else None
    start = first.at()
    if last and last.half and not first.half:  # "10-11am", but "11:30-1pm" begins in the morning
        ways = [first.at(half) for half in (last.half, "a")]
        start = next((way for way in ways if _is_before(way, end)), start)
    if start is None:
        return None
    is_after = _is_before(start, end)
    return Slot(start, end if is_after else None, day, end is not None and not is_after)


def _is_before(start: time | None, end: time | None) -> bool:
    return start is not None and end is not None and start < end


def _clock(part: str) -> _Clock | None:
    part = part.strip(" ,;()")
    if part in _NOON:
        return _Clock(12, 0, "p")
    for pattern in (_CLOCK, _JOINED, _HOUR):
        found = pattern.fullmatch(part)
        if found:
            said = found.groupdict()
            return _Clock(int(said["hour"]), int(said.get("minute") or 0), said["half"] or "")
    return None


def _day(found: re.Match[str]) -> date | None:
    year, month, day = (
        (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    )
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
