"""Copies of one post in several feeds: which version is shown, and where else it is. Pure.

The author's own feed comes first: the one that a planet names as its source, or whose host is the
host of the link. Else the version that was seen first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

from storage.feed_records import Entry, Feed, FeedId, PostId

_MOST_SAMES = 20


@dataclass(frozen=True, slots=True)
class Version:
    """The version of a post that is shown, and the other feeds that have it, by title."""

    entry: Entry
    elsewhere: tuple[FeedId, ...]


def shown_as(post_id: PostId, sames: Mapping[PostId, PostId]) -> PostId:
    """Return the post as which this one is shown in a network that called some the same."""
    for _step in range(_MOST_SAMES):  # a ring of sames ends somewhere, too
        following = sames.get(post_id)
        if following is None:
            break
        post_id = following
    return post_id


def group_copies(
    entries: Iterable[Entry], sames: Mapping[PostId, PostId]
) -> dict[PostId, list[Entry]]:
    """Return the versions of each post, under the post as which they are shown."""
    groups: dict[PostId, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(shown_as(entry.post_id, sames), []).append(entry)
    return groups


def choose_version(
    entries: Sequence[Entry], feeds: Mapping[FeedId, Feed], shown: PostId | None = None
) -> Version:
    """Return which of the versions of one post is shown; `feeds` has the feed of each.

    `shown`: of posts that a network calls the same, the one as which the others are shown.
    """
    named = {_host(entry.source_link) for entry in entries if entry.source_link}
    theirs = [entry for entry in entries if entry.post_id == shown] or entries
    chosen = min(theirs, key=lambda one: _preference(one, feeds[one.feed_id], named))
    others = sorted(
        {one.feed_id for one in entries if one.feed_id != chosen.feed_id},
        key=lambda id_: (title_of(feeds[id_]).casefold(), id_),
    )
    return Version(chosen, tuple(others))


def title_of(feed: Feed) -> str:
    """Return what a feed is called: its title, or else where it is."""
    return feed.title or _host(feed.site) or _host(feed.url)


def titles_of(ids: Iterable[FeedId], feeds: Mapping[FeedId, Feed], but: str = "") -> list[str]:
    """Return the titles of these feeds, each once; a feed that is called as `but` is left out."""
    titles = dict.fromkeys(title_of(feeds[id_]) for id_ in ids)
    return [title for title in titles if title.casefold() != but.casefold()]


def _preference(entry: Entry, feed: Feed, named: set[str]) -> tuple[bool, bool, datetime, str, str]:
    """Of two that are equally the author's, the one that says it was taken from nowhere."""
    hosts = {_host(feed.url), _host(feed.site)} - {""}
    source = _host(entry.source_link)
    is_copy = bool(source) and source not in hosts
    own = not is_copy and bool(hosts & (named | {_host(entry.link)}))
    return (not own, bool(source), entry.first_seen_at, feed.id, entry.key)


@lru_cache(maxsize=10_000)
def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
