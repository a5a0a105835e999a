"""Which times are meant: "Tuesday 1 December at 10am or 2pm". English, in the UK order."""

import re
from datetime import date, datetime, time

from bot.meaning.days import read_day

_CLOCK = re.compile(
    r"\b(?:at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})\s*(?P<half>am|pm)?\b"
    r"|\b(?:at\s+)?(?P<full>\d{1,2})\s*(?P<noon>am|pm)\b"
    r"|\b(?:at\s+)?(?P<word>noon|midday)\b"
    r"|\bat\s+(?P<bare>\d{1,2})\b",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})\b")
_BETWEEN = re.compile(r"\s*(?:,|;|\n|\bor\b|\band\b)\s*", re.IGNORECASE)
_MORNING = 8
Wall = tuple[date, time]


def read_moments(text: str, now: datetime, zone: str) -> list[Wall] | None:
    """Return the days and times of the clock that the words mean; None where they mean none.

    A time without a day is on the day before it: "1 December at 10am or 2pm".
    """
    found: list[Wall] = []
    day_words: list[str] = []
    for piece in filter(None, _BETWEEN.split(text.strip())):
        iso = _ISO.search(piece)
        clock = None if iso else _CLOCK.search(piece)
        if iso is None and clock is None:
            day_words.append(piece)
            continue
        wall = _iso(iso) if iso else _wall(piece, clock, day_words, found, now, zone)
        if wall is None:
            return None
        found.append(wall)
        day_words = []
    return found if found and not day_words else None


def read_clock(text: str) -> tuple[time | None, str] | None:
    """Return the time of the clock in a text, if it says one, and the text without it.

    None where it says a time that there is not, such as 25:00.
    """
    found = _CLOCK.search(text)
    if found is None:
        return None, text
    at = _time(found)
    return (at, f"{text[: found.start()]} {text[found.end() :]}") if at else None


def _iso(match: re.Match[str]) -> Wall | None:
    try:
        return date.fromisoformat(match[1]), time.fromisoformat(match[2])
    except ValueError:
        return None


def _wall(
    piece: str,
    clock: re.Match[str] | None,
    day_words: list[str],
    found: list[Wall],
    now: datetime,
    zone: str,
) -> Wall | None:
    if clock is None:
        return None
    at = _time(clock)
    rest = f"{piece[: clock.start()]} {piece[clock.end() :]}"
    words = " ".join([*day_words, *rest.split()]).removesuffix(" on").removeprefix("on ")
    day = read_day(words, now, zone) if words else None
    if not words and found:
        day = found[-1][0]
    return (day, at) if day and at else None


def _time(clock: re.Match[str]) -> time | None:
    if clock["word"]:
        return time(12)
    hour = int(clock["hour"] or clock["full"] or clock["bare"])
    half = (clock["half"] or clock["noon"] or "").casefold()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif clock["bare"] and hour < _MORNING:
        hour += 12  # nobody means two at night by "at 2"
    try:
        return time(hour, int(clock["minute"] or 0))
    except ValueError:
        return None
