"""Feeds as they come, one reading after another, and what is known of them by then; no store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TypedDict, Unpack

from jobs.feeds.documents import Fetched, Hop
from jobs.feeds.parsing import READER
from jobs.feeds.records import ReadEntry, ReadFeed
from jobs.feeds.trouble import ReadError
from jobs.polling.answers import Answer, hash_body
from jobs.polling.articles import choose_identity, identify
from jobs.polling.entries import NOTHING, Known, Sorted, sort_entries
from jobs.polling.judging import Circumstances, Verdict, judge
from storage.feed_records import Entry, Feed, FeedId, FeedState, PostId

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
URL = "https://blog.example.org/feed/"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class FeedParts(TypedDict, total=False):
    """What may be otherwise in a feed."""

    id: FeedId
    url: str
    state: FeedState
    began: bool
    read_at: datetime | None
    etag: str
    modified: str
    body_hash: str
    failures: int
    failing_since: datetime
    trouble: str
    trouble_why: str
    told: str


class PostParts(TypedDict, total=False):
    """What may be otherwise in a post."""

    id: str
    title: str
    link: str
    published: datetime | None
    summary: str


class Around(TypedDict, total=False):
    """What may be otherwise around an answer."""

    quiet: bool
    held: int


def a_feed(**changes: Unpack[FeedParts]) -> Feed:
    """A feed that was read an hour ago."""
    feed = Feed(
        FeedId("f1"),
        URL,
        "Design notes",
        "https://blog.example.org/",
        "alive",
        "id",
        READER,
        NOW - 90 * DAY,
        NOW,
        began=True,
        read_at=NOW - HOUR,
    )
    return replace(feed, **changes)


def a_post(number: int = 1, **changes: Unpack[PostParts]) -> ReadEntry:
    """A post of yesterday, with an id and a link of its own."""
    post = ReadEntry(
        f"https://blog.example.org/?p={number}",
        f"What we learned in week {number}",
        f"https://blog.example.org/week-{number}/",
        NOW - DAY,
        "Ada Ford",
        f"Week {number} was long.",
        300,
        (),
    )
    return replace(post, **changes)


def a_reading(*posts: ReadEntry) -> ReadFeed:
    return ReadFeed(
        "Design notes",
        "https://blog.example.org/",
        posts,
        None,
        frozenset(),
        frozenset(),
        len(posts),
        "fast",
    )


def an_answer(
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    read: ReadFeed | ReadError | None = None,
    *,
    hops: Sequence[Hop] = (),
    url: str = URL,
    asked: str = URL,
) -> Answer:
    """What a website says; with status 200 and nothing read, the same body as before."""
    found = Fetched(url, status, headers or {}, b"<feed/>", tuple(hops))
    return Answer(found, asked, read, hash_body(b"<feed/>") if status == 200 else None)


def judged(feed: Feed, answer: Answer, now: datetime = NOW, **around: Unpack[Around]) -> Verdict:
    return judge(feed, answer, NOTHING, Circumstances(READER, **around), now)


@dataclass(slots=True)
class Memory:
    """A feed that is read again and again; everything that is known of it is at hand."""

    feed: Feed = field(default_factory=a_feed)
    entries: dict[str, Entry] = field(default_factory=dict)
    links: dict[str, PostId] = field(default_factory=dict)

    def read(self, *posts: ReadEntry, now: datetime = NOW) -> Sorted:
        """Return what becomes of the posts that came, and remember it."""
        identity = choose_identity(self.feed.identity, posts)
        arrivals = identify(self.feed.id, identity, a_reading(*posts))
        found = sort_entries(self.feed, arrivals, self.known(), now)
        self._remember(found, now)
        self.feed = replace(self.feed, began=True, identity=identity)
        return found

    def titles(self, *posts: ReadEntry, now: datetime = NOW) -> list[str]:
        """Read, and return the titles of what is listed as new."""
        found = self.read(*posts, now=now)
        return [
            one.entry.title for one in (*found.new, *found.rewritten) if one.entry.listed_at == now
        ]

    def known(self) -> Known:
        """Everything that is known of the feed, and so more than is looked up."""
        every = list(self.entries.values())
        return Known(
            self.entries,
            {one.title_key: one for one in every},
            self.links,
            {post: [one for one in every if one.post_id == post] for post in self.links.values()},
        )

    def _remember(self, found: Sorted, now: datetime) -> None:
        for one in (*found.new, *found.rewritten):
            post = self.links.setdefault(one.article, PostId(f"post of {one.article}"))
            self.entries[one.entry.key] = replace(one.entry, post_id=post)
        self.entries |= {one.key: one for one in (*found.aliases, *found.changed)}
        for key in found.seen:
            self.entries[key] = replace(self.entries[key], last_in=now)
