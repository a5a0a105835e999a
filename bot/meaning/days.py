"""Which day is meant: "until 5 January", "for 2 weeks", "monday". English, in the UK order."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import dateparser  # type: ignore[import-untyped]  # its stubs are a package of their own

_LEAD = re.compile(r"^(until|till|til|to|for|from now until|before)\s+", re.IGNORECASE)
_LENGTH = re.compile(
    r"^(an?|one|next|a couple of|\d{1,3})\s+(day|week|fortnight|month|year)s?$", re.IGNORECASE
)
_DOTTED = re.compile(r"^\d{1,2}\.\d{1,2}(\.\d{2,4})?$")
_COUNTS = {"a": "1", "an": "1", "one": "1", "next": "1", "a couple of": "2"}


def read_day(text: str, now: datetime, zone: str) -> date | None:
    """Return the day that the words mean, seen from now; None where they mean none.

    A day of the week or a date without a year is the next one to come.
    """
    words = _LEAD.sub("", " ".join(text.split()).rstrip(".!"))
    words = re.sub(r"^the\s+", "", words, flags=re.IGNORECASE)
    words = _DOTTED.sub(lambda day: day[0].replace(".", "/"), words)
    if not words or words.isdigit():
        return None
    local = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    found = dateparser.parse(
        _as_length(words),
        languages=["en"],
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_DATES_FROM": "future",
            "RELATIVE_BASE": local,
            "RETURN_AS_TIMEZONE_AWARE": False,
            "PREFER_DAY_OF_MONTH": "first",
        },
    )
    return found.date() if found else None


def _as_length(words: str) -> str:
    length = _LENGTH.match(words)
    if length is None:
        return re.sub(r"^next\s+", "", words, flags=re.IGNORECASE)
    count = int(_COUNTS.get(length[1].lower(), length[1]))
    unit = length[2].lower()
    if unit == "fortnight":
        count, unit = count * 2, "week"
    return f"in {count} {unit}s"
