"""Moments as feeds write them, read leniently: RFC 822, ISO 8601, epochs, names of months.

A moment must name a whole day: the libraries would fill in what is missing from today's date, and
the same feed would say another thing tomorrow.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

import dateparser  # type: ignore[import-untyped]  # its stubs are a package of their own
from dateutil import parser as dateutil_parser

_LONGEST = 100
_EARLIEST = 1980
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].*)?", re.DOTALL)
_YEAR_FIRST = re.compile(r"\d{4}")
_RFC_822 = re.compile(
    r"(?:[A-Za-z]{3,9},? +)?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)? "
    r"(?:[+-]\d{4}|GMT|UTC|UT|Z|[ECMP][SD]T)"
)
_DEFAULTS = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2001, 2, 2, tzinfo=UTC))
_HOUR = 3600
_ZONES = {
    "UTC": 0,
    "GMT": 0,
    "Z": 0,
    "BST": _HOUR,
    "IST": _HOUR,
    "WET": 0,
    "WEST": _HOUR,
    "CET": _HOUR,
    "CEST": 2 * _HOUR,
    "MEZ": _HOUR,
    "MESZ": 2 * _HOUR,
    "EST": -5 * _HOUR,
    "EDT": -4 * _HOUR,
    "CST": -6 * _HOUR,
    "CDT": -5 * _HOUR,
    "MST": -7 * _HOUR,
    "MDT": -6 * _HOUR,
    "PST": -8 * _HOUR,
    "PDT": -7 * _HOUR,
}
"""Names that stand for one zone where our readers are: BST and IST are Britain's and Ireland's."""
_LANGUAGES = ["en", "cy", "fr", "de", "es", "nl", "it", "pt"]


@lru_cache(maxsize=2_000)
def read_date(text: str) -> datetime | None:
    """Return the moment in UTC, or None; without a zone it is taken for UTC's."""
    text = " ".join(text[: _LONGEST + 1].split())
    if not text or len(text) > _LONGEST:
        return None
    for read in (_read_epoch, _read_iso, _read_rfc_822, _read_odd, _read_named):
        found = _to_utc(read(text))
        if found is not None:
            return found
    return None


def is_usual(text: str) -> bool:
    """Return whether a date is in a form that parsers agree on."""
    text = text.strip()
    return bool(_RFC_822.fullmatch(text) or (_ISO.fullmatch(text) and _read_iso(text)))


def _to_utc(moment: datetime | None) -> datetime | None:
    if moment is None or moment.year < _EARLIEST or moment.year > 9990:
        return None
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except ValueError:  # a zone more than a day away
        return None


def _read_epoch(text: str) -> datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = float(text) if len(text.partition(".")[0]) <= 10 else float(text) / 1000
    return datetime.fromtimestamp(seconds, UTC)


def _read_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None


def _read_rfc_822(text: str) -> datetime | None:
    if not _RFC_822.fullmatch(text):
        return None
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None


def _read_odd(text: str) -> datetime | None:
    """By dateutil, twice, each time with another day to fill in: both must say the same."""
    day_first = _YEAR_FIRST.match(text) is None
    try:
        first, second = (
            dateutil_parser.parse(text, default=day, tzinfos=_ZONES, dayfirst=day_first)
            for day in _DEFAULTS
        )
        return first if first == second else None
    except (ValueError, ArithmeticError, TypeError, AttributeError):
        return None


def _read_named(text: str) -> datetime | None:
    """By dateparser, for other languages; day, month and year must be there."""
    if not re.search(r"\d{4}", text) or not re.search(r"[^\W\d_]{3}", text):
        return None
    try:
        found: datetime | None = dateparser.parse(
            text,
            languages=_LANGUAGES,
            settings={"STRICT_PARSING": True, "TIMEZONE": "UTC", "PARSERS": ["absolute-time"]},
        )
        return found
    except (ValueError, OverflowError, TypeError):
        return None
