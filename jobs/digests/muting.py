"""What a digest may leave out: its blogs, their authors, and topics; and who is meant by a name."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain

from rapidfuzz import fuzz

from jobs.digests.judging import topic_of
from jobs.digests.versions import title_of
from storage.digest_records import Digest, Mute, MuteKind
from storage.feed_records import Feed, FeedId
from storage.naming import clean, fold
from storage.transaction import Transaction

LONGEST_NAME = 120

_LOOK_BACK = timedelta(days=400)
_MOST_LOOKED_AT = 2_000
_CLOSE = 82
_MOST_GUESSED = 3

Known = tuple[Mute, Sequence[str]]
"""Something that can be left out, and the folded names by which people call it."""


def feeds_read(tx: Transaction, digest: Digest) -> list[Feed]:
    """Return the blogs from which a digest takes its posts, by title."""
    own: Iterable[FeedId] = (follow.feed_id for follow in tx.digests.follows(digest.id))
    every = (
        tx.digests.feeds_of(digest.network_id, digest.member_id)
        if digest.plan.reads == "all"
        else []
    )
    feeds = tx.feeds.many(chain(own, every)).values()
    return sorted(feeds, key=lambda feed: (fold(title_of(feed)), feed.id))


def known_names(tx: Transaction, digest: Digest, now: datetime) -> list[Known]:
    """Return what a digest could leave out: blogs first, then authors, then topics."""
    feeds = feeds_read(tx, digest)
    since = now - _LOOK_BACK
    entries = tx.posts.listed([feed.id for feed in feeds], since, now, _MOST_LOOKED_AT)
    authors = dict.fromkeys(entry.author for entry in entries if entry.author)
    vocabulary = tx.interests.vocabulary(digest.network_id)
    named = [topic_of(name, vocabulary) for name in digest.plan.topics]
    topics = {topic.name: topic for topic in (*vocabulary, *named)}
    return [
        *((Mute("feed", feed.url), _names_of(feed)) for feed in feeds),
        *((Mute("author", name), (fold(name),)) for name in authors),
        *((Mute("topic", n), (fold(n), *topic.synonyms)) for n, topic in topics.items()),
    ]


def find_named(known: Sequence[Known], typed: str, kind: MuteKind | None) -> list[Mute]:
    """Return what is called exactly this; of one kind alone, if that was said. Pure."""
    wanted = fold(typed)
    return [mute for mute, names in known if kind in (None, mute.kind) and wanted in names]


def guess_named(known: Sequence[Known], typed: str, kind: MuteKind | None) -> list[Mute]:
    """Return up to three that may be meant, the likeliest first. Pure."""
    wanted = fold(typed)
    scored = [
        (max(fuzz.WRatio(wanted, name) for name in names), mute)
        for mute, names in known
        if names and kind in (None, mute.kind)
    ]
    near = sorted(((s, m) for s, m in scored if s >= _CLOSE), key=lambda each: -each[0])
    return [mute for _score, mute in near[:_MOST_GUESSED]]


def name_mute(tx: Transaction, digest: Digest, mute: Mute) -> str:
    """Return what is muted as it is called: a blog by its title, never by its address alone."""
    if mute.kind != "feed":
        return mute.shown
    feed = _ours(tx, digest, mute.shown)
    return title_of(feed) if feed else mute.shown


def names_of(tx: Transaction, digest: Digest, mute: Mute) -> tuple[str, ...]:
    """Return the folded names by which people call something that is muted."""
    if mute.kind != "feed":
        return (fold(mute.shown),)
    feed = _ours(tx, digest, mute.shown)
    return _names_of(feed) if feed else (fold(mute.shown), fold(_bare(mute.shown)))


def _ours(tx: Transaction, digest: Digest, url: str) -> Feed | None:
    """The blog at an address, where this network follows it."""
    feed = tx.feeds.find(url)
    return (
        feed
        if feed and feed.id in tx.digests.feeds_of(digest.network_id, digest.member_id)
        else None
    )


def _names_of(feed: Feed) -> tuple[str, ...]:
    addresses = (feed.url, feed.site, *map(_bare, (feed.url, feed.site)))
    return tuple(dict.fromkeys(fold(name) for name in (title_of(feed), *addresses) if name))


def _bare(url: str) -> str:
    """An address as people say it."""
    return clean(url.partition("://")[2].removeprefix("www.").rstrip("/"), LONGEST_NAME)
