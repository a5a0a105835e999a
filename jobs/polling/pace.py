"""When a feed is asked again. Pure: what is random about it follows from the feed itself.

Jitter only ever makes it later: a website that asks for an hour never sees us after 59 minutes.
"""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta

from storage.feed_records import Feed

LEAST = timedelta(hours=1)
MOST = timedelta(hours=24)
DAILY = timedelta(hours=24)
QUIET_AFTER = timedelta(days=30)
FIRST_HOLD = timedelta(hours=6)
SPREAD = timedelta(hours=1)
_JITTER = 0.1
_DOUBLINGS = 8
_HOURS_OF_A_WEEK = 7 * 24


def next_check(feed: Feed, now: datetime, fresh: timedelta, *, quiet: bool) -> datetime:
    """Return when a feed that answered is asked again.

    `fresh`: for how long its headers say that it stays as it is. `quiet`: it had no post for 30
    days. A feed that has just begun is moved to a minute of its own, so that feeds that were added
    together are not asked together for ever.
    """
    asked = max(LEAST, fresh, timedelta(minutes=feed.ttl_minutes), DAILY if quiet else LEAST)
    wait = _jittered(min(asked, MOST), feed)
    if feed.read_at is None or feed.state == "new":
        wait = min(wait + SPREAD * _share(feed.url), MOST)
    return pass_over(now + wait, feed.skip_hours, feed.skip_days)


def back_off(feed: Feed, now: datetime) -> datetime:
    """Return when a feed that failed (`failures` times running, this one too) is asked again."""
    return now + _jittered(min(LEAST * _doubled(feed.failures), MOST), feed)


def hold(times: int) -> timedelta:
    """Return how long a website is left alone that said for the n-th time running: too much."""
    return min(FIRST_HOLD * _doubled(times), MOST)


def pass_over(moment: datetime, hours: Collection[int], days: Collection[int]) -> datetime:
    """Return the first moment, in steps of an hour, outside these hours and days of UTC.

    Hours and days that leave no moment at all are no wish that can be met.
    """
    for step in range(_HOURS_OF_A_WEEK):
        later = moment + timedelta(hours=step)
        if later.hour not in hours and later.weekday() not in days:
            return later
    return moment


def _doubled(times: int) -> int:
    """1, 2, 4 … for the first, second, third time; no further than anything we wait for."""
    return 1 << min(max(times - 1, 0), _DOUBLINGS)


def _jittered(wait: timedelta, feed: Feed) -> timedelta:
    return min(wait * (1 + _JITTER * _share(feed.id)), MOST)


def _share(seed: str) -> float:
    """A number from 0 to 1 that is always the same for the same text, and spread evenly."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:6]) / 2**48
