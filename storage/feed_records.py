"""What is kept of feeds and their posts: frozen records, of no network."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NewType

FeedId = NewType("FeedId", str)
PostId = NewType("PostId", str)

FeedState = Literal["new", "alive", "gone", "stopped"]
Identity = Literal["id", "link"]
Happening = Literal["", "event", "closing"]


@dataclass(frozen=True, slots=True)
class Feed:
    """One address that is fetched for everybody who follows it; see storage/tables/feeds.py."""

    id: FeedId
    url: str
    title: str
    site: str
    state: FeedState
    identity: Identity
    reader: int
    made_at: datetime
    next_check_at: datetime
    began: bool = False
    etag: str | None = None
    modified: str | None = None
    body_hash: str | None = None
    checked_at: datetime | None = None
    read_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    trouble: str = ""
    trouble_why: str = ""
    told: str = ""
    moved_to: str | None = None
    moved_times: int = 0
    moved_since: datetime | None = None
    ttl_minutes: int = 0
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A post as one feed has it. `key`: its identity there. Everything is plain text.

    `listed_at`: since when it counts as new; None: never listed. `older_at`: when it came as one of
    many older posts, of which only their number is told. `words`: how long it is. `mentions`: what
    its text links to.
    """

    feed_id: FeedId
    key: str
    post_id: PostId
    title: str
    link: str
    author: str
    summary: str
    words: int
    categories: tuple[str, ...]
    title_key: str
    content_hash: str
    first_seen_at: datetime
    last_in: datetime
    published_at: datetime | None = None
    listed_at: datetime | None = None
    older_at: datetime | None = None
    source_title: str = ""
    source_link: str = ""
    happens_on: date | None = None
    happens: Happening = ""
    changed_at: datetime | None = None
    edits: int = 0
    mentions: tuple[str, ...] = ()
