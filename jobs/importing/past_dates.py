"""Which day of the past a cell or a heading means, in the UK order. English."""

import re
from datetime import date, datetime

import dateparser  # type: ignore[import-untyped]  # its stubs are a package of their own

_EARLIEST = date(2000, 1, 1)
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_IN_WORDS = re.compile(
    rf"(?:\b(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+)?\b({_MONTHS})\b\.?[\s,'\u2019-]*(\d{{4}}|\d\d)\b",
    re.IGNORECASE,
)
_IN_FIGURES = re.compile(r"\b(\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d))\b")


def find_day(text: str) -> str:
    """Return the part of a heading that is a date or a month, else nothing."""
    found = _IN_WORDS.search(text) or _IN_FIGURES.search(text)
    return found[0] if found else ""


def read_past_day(text: str, today: date) -> date | None:
    """Return the day that the words mean, a month being its first day; None where they mean none.

    A day to come is returned as such: whoever asks decides.
    """
    words = " ".join(text.split()).casefold()
    if not words or words.isdigit():
        return None
    found = _iso(words) or _in_words(words) or _parse(words, today)
    return found if found and found >= _EARLIEST else None


def _iso(words: str) -> date | None:
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        pass
    year, _, month = words.partition("-")
    if year.isdigit() and month.isdigit() and len(year) == 4 and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return None


def _in_words(words: str) -> date | None:
    """ "Jan 26" is January 2026: a sheet of rounds has months, and a day would have its year."""
    found = _IN_WORDS.fullmatch(words)
    if not found:
        return None
    day, month, year = found[1] or "1", found[2], found[3]
    century = "20" if len(year) == 2 else ""
    return _parse(f"{day} {month} {century}{year}", None)


def _parse(words: str, today: date | None) -> date | None:
    if not re.search(r"\d", words):
        return None
    base = {"RELATIVE_BASE": datetime(today.year, today.month, today.day)} if today else {}  # noqa: DTZ001 - dateparser wants local time
    settings = {
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": "past",
        "PREFER_DAY_OF_MONTH": "first",
        "REQUIRE_PARTS": ["month", "year"],
        "RETURN_AS_TIMEZONE_AWARE": False,
        **base,
    }
    found = dateparser.parse(words.replace(".", "/"), languages=["en"], settings=settings)
    return found.date() if found else None
