"""A network's merged list of posts, each once, with its sources: what it publishes for anyone.

Only what the network's channels follow is in it, as it is on the web: nothing of a member, and
nothing that a member follows for themself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from jobs.digests.given import KEYED, judge_address
from jobs.digests.versions import choose_version, group_copies, shown_as, title_of
from storage.feed_records import Entry, Feed, FeedId
from storage.transaction import Transaction
from storage.types import NetworkId

MOST_POSTS = 100

_LOOKED_AT = 4 * MOST_POSTS
"""Copies are many posts, of which one is shown."""


@dataclass(frozen=True, slots=True)
class MergedPost:
    """A post in the version that is shown, and the feed of that. `written`: never in the future."""

    entry: Entry
    feed: Feed
    written: datetime

    @property
    def blog(self) -> str:
        """What its blog is called."""
        return title_of(self.feed)

    @property
    def updated(self) -> datetime:
        """When it was written, or changed last."""
        return max(self.written, self.entry.changed_at or self.written)


@dataclass(frozen=True, slots=True)
class MergedList:
    """The newest posts, and the feeds that they are taken from, by title."""

    posts: tuple[MergedPost, ...]
    sources: tuple[Feed, ...]


def merge(tx: Transaction, network_id: NetworkId) -> MergedList:
    """Return a network's list as it is now, in a fixed number of statements."""
    known = tx.feeds.many(tx.digests.feeds_of(network_id))
    feeds = {id_: feed for id_, feed in known.items() if is_public(feed.url)}
    followed = list(feeds)
    sames = tx.posts.sames(network_id)
    recent = tx.posts.recent(followed, _LOOKED_AT)
    ids = {entry.post_id for entry in recent}
    copies = tx.posts.copies(ids | {shown_as(id_, sames) for id_ in ids}, followed)
    groups = group_copies((one for found in copies.values() for one in found), sames)
    posts = [
        _post(choose_version(entries, feeds, shown).entry, feeds)
        for shown, entries in groups.items()
    ]
    posts.sort(key=lambda post: (post.written, post.entry.post_id), reverse=True)
    return MergedList(tuple(posts[:MOST_POSTS]), _sources(list(feeds.values())))


def is_public(url: str) -> bool:
    """Return whether a feed's address gives nobody a key with it. Pure."""
    return judge_address(url).why != KEYED


def _post(entry: Entry, feeds: Mapping[FeedId, Feed]) -> MergedPost:
    published, seen = entry.published_at, entry.first_seen_at
    return MergedPost(entry, feeds[entry.feed_id], min(published or seen, seen))


def _sources(feeds: Sequence[Feed]) -> tuple[Feed, ...]:
    """Those that can be followed still, by title."""
    alive = [feed for feed in feeds if feed.state in ("new", "alive")]
    return tuple(sorted(alive, key=lambda feed: (title_of(feed).casefold(), feed.url)))
