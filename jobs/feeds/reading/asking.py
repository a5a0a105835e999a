"""How often a feed asks to be asked: `ttl`, `skipHours`, `skipDays`, and syndication's period.

Sources: rssboard.org/rss-specification; web.resource.org/rss/1.0/modules/syndication.
"""

import re
from dataclasses import dataclass

_HEAD = 20_000
_TTL = re.compile(r"<ttl>\s*(\d{1,6})\s*</ttl>")
_PERIOD = re.compile(r"<sy:updatePeriod>\s*((?i:hourly|daily|weekly|monthly|yearly))\s*<")
_FREQUENCY = re.compile(r"<sy:updateFrequency>\s*(\d{1,4})\s*<")
_HOURS = re.compile(r"<hour>\s*(\d{1,2})\s*</hour>")
_DAYS = re.compile(r"<day>\s*(?i:(mon|tues|wednes|thurs|fri|satur|sun)day)\s*</day>")
_MINUTES = {"hourly": 60, "daily": 1_440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
_WEEK = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")


@dataclass(frozen=True, slots=True)
class Pace:
    """As in ReadFeed."""

    ttl_minutes: int | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


def read_pace(text: str) -> Pace:
    """Return what a feed's document asks for, in its first part; the slower of two periods."""
    head = text[:_HEAD]
    minutes = [found for found in (_ttl(head), _period(head)) if found]
    return Pace(
        ttl_minutes=max(minutes, default=None),
        skip_hours=frozenset(int(hour) % 24 for hour in _HOURS.findall(head)),
        skip_days=frozenset(_WEEK.index(day.lower()) for day in _DAYS.findall(head)),
    )


def _ttl(head: str) -> int | None:
    found = _TTL.search(head)
    return int(found[1]) if found else None


def _period(head: str) -> int | None:
    period, frequency = _PERIOD.search(head), _FREQUENCY.search(head)
    if period is None:
        return None
    times = int(frequency[1]) if frequency else 1
    return _MINUTES[period[1].lower()] // max(times, 1)
