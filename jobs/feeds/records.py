"""What reading gives: feeds and their posts as plain text, nothing of ours yet."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

By = Literal["fast", "feedparser", "json"]
Happens = Literal["", "event", "closing"]


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """A post as its feed has it. Texts are plain, on one line, and not escaped for anything.

    `id`: the feed's own, untouched but for white space around it; blank where it gives none.
    `link`: absolute, http or https, else blank. `published`: in UTC, and in the future where the
    feed says so. `words`: how long the whole post is; 0 where only a part of it is in the feed.
    `source_title`, `source_link`: the feed that a planet took it from. `happens_on`: the day of
    the event or closing date that it is about, where that is sure. `mentions`: what its text links
    to.
    """

    id: str
    title: str
    link: str
    published: datetime | None
    author: str
    summary: str
    words: int
    categories: tuple[str, ...]
    source_title: str = ""
    source_link: str = ""
    happens_on: date | None = None
    happens: Happens = ""
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """A feed and its posts in the feed's order, MOST_ENTRIES at most.

    `link`: its home page, absolute or blank. `ttl_minutes`: how long it asks not to be asked again.
    `skip_hours` (0 to 23) and `skip_days` (0 is Monday) are UTC's. `found`: how many posts the
    document holds: more than `entries` means that some were cut off or lost. `by`: who read it.
    """

    title: str
    link: str
    entries: tuple[ReadEntry, ...]
    ttl_minutes: int | None
    skip_hours: frozenset[int]
    skip_days: frozenset[int]
    found: int
    by: By


MOST_ENTRIES = 200
