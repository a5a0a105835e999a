"""Which day is meant: "until 5 January", "for 2 weeks", "monday". English, in the UK order."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import dateparser  # type: ignore[import-untyped]  # its stubs are a package of their own
from dateutil.relativedelta import MO, relativedelta

_LEAD = re.compile(r"^(until|till|til|to|for|before|the|from now)\s+", re.IGNORECASE)
_LENGTH = re.compile(
    r"^(?:in )?(an?|one|next|a couple of|two|three|four|\d{1,3})\s+"
    r"(day|week|fortnight|month|year)s?$",
    re.IGNORECASE,
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "next": 1, "a couple of": 2, "two": 2, "three": 3, "four": 4}
_DOTTED = re.compile(r"^\d{1,2}\.\d{1,2}(\.\d{2,4})?$")


def read_day(text: str, now: datetime, zone: str) -> date | None:
    """Return the day that the words mean, seen from now; None where they mean none.

    A day of the week or a date without a year is the next one to come; a month is its first day.
    """
    words = " ".join(text.split()).rstrip(".!").casefold()
    local = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if words in ("until next week", "until next month", "until next year"):
        return _start_of_next(words.split()[-1], local).date()
    while (shorter := _LEAD.sub("", words)) != words:
        words = shorter
    length = _LENGTH.match(words)
    if length:
        return (local + _length(length[1], length[2])).date()
    return _date(words, local)


def _start_of_next(unit: str, local: datetime) -> datetime:
    if unit == "week":
        return local + relativedelta(days=1, weekday=MO)
    return local + relativedelta(months=+1, day=1) if unit == "month" else _new_year(local)


def _new_year(local: datetime) -> datetime:
    return local + relativedelta(years=+1, month=1, day=1)


def _length(count: str, unit: str) -> relativedelta:
    number = int(count) if count.isdigit() else _COUNTS[count]
    match unit:
        case "day":
            return relativedelta(days=number)
        case "week":
            return relativedelta(weeks=number)
        case "fortnight":
            return relativedelta(weeks=2 * number)
        case "month":
            return relativedelta(months=number)
        case _:
            return relativedelta(years=number)


def _date(words: str, local: datetime) -> date | None:
    if not words or words.isdigit():
        return None
    words = words.replace(".", "/") if _DOTTED.match(words) else words.removeprefix("next ")
    found = dateparser.parse(
        words,
        languages=["en"],
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_DATES_FROM": "future",
            "PREFER_DAY_OF_MONTH": "first",
            "RELATIVE_BASE": local,
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return found.date() if found else None
