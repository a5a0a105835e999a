"""Which article each post of a feed is, and what tells it apart from the others there. Pure."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jobs.feeds import identity as identities
from jobs.feeds.identity import (
    canonical_link,
    entry_key,
    link_key,
    link_keys,
    older_keys,
    title_key,
)
from jobs.feeds.records import ReadEntry, ReadFeed
from storage.feed_records import FeedId, Identity

_FRONT_PAGE = re.compile(r"[0-9]+:https?://[^/?#]*/*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A post as its feed has it now.

    `key`: its identity in the feed; `older_keys`: what it was by former schemes. `link_key`: the
    article that its link leads to, or a blank where the link tells nothing. `article`: the key of
    its article, whatever that had to be made of.
    """

    entry: ReadEntry
    key: str
    older_keys: tuple[str, ...]
    link_key: str
    article: str
    title_key: str
    content_hash: str


def choose_identity(known: Identity, entries: Sequence[ReadEntry]) -> Identity:
    """Return what tells the posts of a feed apart: by link for good, once ids were shared."""
    return "link" if known == "link" else identities.choose_identity(entries)


def identify(feed_id: FeedId, identity: Identity, read: ReadFeed) -> list[Arrival]:
    """Return the posts of a feed, each once, in the feed's order."""
    keyed = _key_all(read.entries, identity)
    links = _article_links([entry.link for entry in keyed.values()], read.link)
    return [
        Arrival(
            entry,
            key,
            older_keys(entry, identity),
            link,
            link or f"{feed_id} {key}",
            title_key(entry.title),
            _hash_content(entry),
        )
        for (key, entry), link in zip(keyed.items(), links, strict=True)
    ]


def _key_all(entries: Sequence[ReadEntry], identity: Identity) -> dict[str, ReadEntry]:
    """Key the entries; the oldest of those that share an id keeps it, the others go by link."""
    keyed: dict[str, ReadEntry] = {}
    for entry in reversed(entries):
        key = entry_key(entry, identity)
        taken = keyed.get(key)
        if taken is not None and canonical_link(taken.link) != canonical_link(entry.link):
            key = entry_key(entry, "link")
        keyed[key] = entry
    return dict(reversed(keyed.items()))


def _article_links(links: Sequence[str], site: str) -> list[str]:
    """The links' keys; a blank where a link leads to a front page, or is that of several posts."""
    keys = link_keys(links)
    shared = Counter(keys[link] for link in links)
    home = link_key(site)
    return [
        "" if shared[key] > 1 or key == home or _FRONT_PAGE.fullmatch(key) else key
        for key in (keys[link] for link in links)
    ]


def _hash_content(entry: ReadEntry) -> str:
    """What changes when anything that we keep of a post does."""
    parts = (
        entry.title,
        entry.link,
        entry.published.isoformat() if entry.published else "",
        entry.author,
        entry.summary,
        str(entry.words),
        *entry.categories,
        entry.source_title,
        entry.source_link,
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
