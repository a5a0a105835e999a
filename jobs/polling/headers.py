"""What a website's headers ask of us: for how long not to come back. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

MOST_WAIT = timedelta(hours=24)
LONGEST_VALIDATOR = 2_000
_NONE = timedelta(0)
_DIRECTIVE = re.compile(r'\s*([a-z-]+)\s*(?:=\s*"?([0-9]{1,12})"?)?\s*', re.IGNORECASE)
_SECONDS = re.compile(r"[0-9]{1,12}")


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta:
    """Return for how long the answer is said to stay as it is: Cache-Control, else Expires.

    RFC 9111: Cache-Control counts above Expires, and what the answer has aged is gone.
    """
    control = _read_control(headers.get("cache-control", ""))
    if {"no-cache", "no-store"} & control.keys():
        return _NONE
    if (age := control.get("max-age")) is not None:
        return max(_seconds(age) - _seconds(_number(headers.get("age", ""))), _NONE)
    expires = _read_date(headers.get("expires", ""))
    return max(expires - _sent_at(headers, now), _NONE) if expires else _NONE


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how long the website wants to be left alone, 24 hours at most; None: it does not say.

    Seconds, or a date, which counts from the website's own clock.
    """
    said = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(said):
        return min(_seconds(int(said)), MOST_WAIT)
    date = _read_date(said)
    return min(max(date - _sent_at(headers, now), _NONE), MOST_WAIT) if date else None


def validators(headers: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return ETag and Last-Modified, byte for byte; what no website means to send is left out."""
    return _keep(headers.get("etag")), _keep(headers.get("last-modified"))


def _keep(value: str | None) -> str | None:
    return value if value and len(value) <= LONGEST_VALIDATOR else None


def _read_control(text: str) -> dict[str, int | None]:
    parts = (_DIRECTIVE.fullmatch(part) for part in text.split(","))
    return {part[1].lower(): int(part[2]) if part[2] else None for part in parts if part}


def _number(text: str) -> int:
    found = _SECONDS.fullmatch(text.strip())
    return int(found[0]) if found else 0


def _seconds(seconds: int) -> timedelta:
    """A length of time; whatever is longer than anything we wait for is cut to that."""
    return timedelta(seconds=min(seconds, 10 * 365 * 86_400))


def _sent_at(headers: Mapping[str, str], now: datetime) -> datetime:
    return _read_date(headers.get("date", "")) or now


def _read_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
