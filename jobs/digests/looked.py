"""What came of looking for a blog at an address, as it is kept until it is told."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Literal

from jobs.digests.given import NONE, Trouble
from jobs.digests.rates import posts_a_week
from jobs.feeds.records import ReadEntry
from storage.feed_records import Entry, Feed
from storage.queue_records import Errand
from storage.transaction import Transaction
from storage.types import NetworkId

SHOWN = 3
_LOOKED_AT = 20

Outcome = Literal["added", "already", "choose", "suggested", "trouble"]


@dataclass(frozen=True, slots=True)
class SeenPost:
    """One of a blog's latest posts. `at`: when it was written, in ISO 8601, or blank."""

    title: str
    link: str
    author: str
    summary: str
    words: int
    at: str


@dataclass(frozen=True, slots=True)
class SeenBlog:
    """A blog before anybody follows it. `weekly`: about how many posts a week; None: unknown."""

    url: str
    title: str
    site: str
    posts: tuple[SeenPost, ...]
    weekly: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of it. `digest`: whose; `feed`: what is followed there now, or was before.

    `asked`: the channel for which it was suggested.
    """

    outcome: Outcome
    digest: str = ""
    feed: str = ""
    asked: str = ""
    blogs: tuple[SeenBlog, ...] = ()
    trouble: Trouble = NONE


def see_entries(
    url: str, title: str, site: str, entries: Sequence[ReadEntry], now: datetime
) -> SeenBlog:
    """Return a blog as it was just read: its newest posts, those without a date as they stand."""
    newest = sorted(entries, key=lambda one: _before(one.published, now), reverse=True)
    dates = [one.published for one in newest[:_LOOKED_AT] if one.published]
    posts = tuple(
        SeenPost(one.title, one.link, one.author, one.summary, one.words, _iso(one.published, now))
        for one in newest[:SHOWN]
    )
    return SeenBlog(url, title, site, posts, posts_a_week(dates, now), len(entries))


def see_known(feed: Feed, entries: Sequence[Entry], now: datetime) -> SeenBlog:
    """Return a blog that is read already, as anybody sees it who looks at its feed."""
    dates = [one.published_at for one in entries[:_LOOKED_AT] if one.published_at]
    posts = tuple(
        SeenPost(
            one.title, one.link, one.author, one.summary, one.words, _iso(one.published_at, now)
        )
        for one in entries[:SHOWN]
    )
    weekly = posts_a_week(dates, now)
    return SeenBlog(feed.url, feed.title, feed.site, posts, weekly, len(entries))


def rate_of(tx: Transaction, feed: Feed, now: datetime) -> float | None:
    """Return about how many posts a week a feed brings; None where nobody can tell."""
    latest = tx.posts.latest(feed.id, _LOOKED_AT)
    return posts_a_week([one.published_at for one in latest if one.published_at], now)


def latest_of(tx: Transaction, feed: Feed) -> list[Entry]:
    """Return as many of a feed's latest posts as are looked at."""
    return tx.posts.latest(feed.id, _LOOKED_AT)


def keep_looked(tx: Transaction, errand: Errand, looked: Looked) -> None:
    """Keep what came of it, sealed, until it is told."""
    tx.errands.keep_result(errand, json.dumps(asdict(looked)))


def read_looked(tx: Transaction, errand_id: str, network_id: NetworkId) -> Looked:
    """Return what came of it; NotFoundError once it was purged, or in another network."""
    said = json.loads(tx.errands.result(errand_id, network_id))
    blogs = tuple(_blog(each) for each in said.pop("blogs"))
    return replace(Looked(**said), blogs=blogs, trouble=Trouble(**said["trouble"]))


def _blog(said: dict[str, object]) -> SeenBlog:
    blog = SeenBlog(**said)  # type: ignore[arg-type]  # as it was written
    posts = tuple(SeenPost(**post) for post in said["posts"])  # type: ignore[attr-defined]  # ditto
    return replace(blog, posts=posts)


def _before(at: datetime | None, now: datetime) -> float:
    """For ordering: without a date, the last; in the future, as if it were written now."""
    return min(at, now).timestamp() if at else 0.0


def _iso(at: datetime | None, now: datetime) -> str:
    return min(at, now).isoformat() if at else ""
