"""Why a post did, or did not, come: each stage, as one network may know it.

Only feeds that the network follows are looked at, and nothing is said of what was before it
followed them: it looks the same whether another network has read the post or not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

from jobs.calendars.workdays import find_zone
from jobs.digests.gathering import gather, zone_of
from jobs.digests.judging import judge
from jobs.digests.records import LeftOut
from jobs.digests.versions import Version, choose_version, shown_as
from jobs.feeds.identity import canonical_link, keys_of_link
from storage.digest_records import Digest, Edition
from storage.feed_records import Entry, Feed, FeedId, PostId
from storage.transaction import Transaction
from storage.types import MemberId, NetworkId

_MOMENT = timedelta(seconds=1)

Stage = Literal[
    "delivered",
    "on its way",
    "given up",
    "not followed",
    "there before",
    "many at once",
    "left out",
    "skipped",
    "too late",
    "began later",
    "off",
    "waits",
]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a post in one digest.

    `why`: for "left out". `edition`: the one that it is in, or that was skipped. `since`: for
    "there before", from when on the digest takes posts of that blog.
    """

    digest: Digest
    stage: Stage
    why: LeftOut = ""
    edition: Edition | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A post as this network's feeds have it, the version first seen first, and which is shown.

    `followed`: since when the network follows each feed. `said_same`: somebody said that some of
    these are one post; `asked`: those at the address that was asked about.
    """

    copies: Sequence[Entry]
    feeds: Mapping[FeedId, Feed]
    followed: Mapping[FeedId, datetime]
    version: Version
    said_same: bool
    asked: frozenset[PostId]


def find_post(
    tx: Transaction, network_id: NetworkId, url: str, reader: MemberId | None = None
) -> Found | None:
    """Return the post at a web address; None where no feed that the network follows has it.

    What the `reader` follows for themself counts, too.
    """
    keys = [key for spelled in _spellings(url) for key in keys_of_link(spelled)]
    known = tx.posts.by_links(keys)
    sames = tx.posts.sames(network_id)
    roots = {shown_as(post_id, sames) for post_id in known.values()}
    ids = roots | {post_id for post_id in sames if shown_as(post_id, sames) in roots}
    followed = tx.digests.followed_since(network_id, reader)
    feeds = tx.feeds.many(followed)
    found = tx.posts.copies(ids, feeds)
    copies = sorted(
        (entry for entries in found.values() for entry in entries),
        key=lambda entry: (entry.first_seen_at, entry.feed_id),
    )
    if not copies:
        return None
    version = choose_version(copies, feeds, min(roots))
    return Found(copies, feeds, followed, version, len(found) > 1, frozenset(known.values()))


def was_there_before(found: Found, entry: Entry) -> bool:
    """Return whether a feed had it before it was new to this network."""
    at = entry.listed_at or entry.older_at
    return at is None or at <= found.followed[entry.feed_id]


def find_site(
    tx: Transaction, network_id: NetworkId, url: str, reader: MemberId | None = None
) -> Feed | None:
    """Return a blog that the network, or the `reader`, follows on the website of an address."""
    host = _host(url)
    feeds = tx.feeds.many(tx.digests.feeds_of(network_id, reader)).values()
    here = [feed for feed in feeds if host and host in (_host(feed.site), _host(feed.url))]
    return min(here, key=lambda feed: feed.made_at, default=None)


def explain(tx: Transaction, found: Found, digest: Digest, now: datetime) -> Fate:
    """Return what became of a post in a digest, and why."""
    return arrived(tx, found, digest) or _why_not(tx, found, digest, now)


def arrived(tx: Transaction, found: Found, digest: Digest) -> Fate | None:
    """Return in which edition of a digest a post came, or is on its way; None where in none."""
    edition = _edition_of(tx, digest, found)
    if edition is None or edition.state == "dead":
        return None
    return Fate(digest, "delivered" if edition.state == "delivered" else "on its way", "", edition)


def _why_not(tx: Transaction, found: Found, digest: Digest, now: datetime) -> Fate:
    begins = _begins(tx, digest)
    taken = [entry for entry in found.copies if entry.feed_id in begins]
    if not taken:
        return Fate(digest, "not followed")
    fresh = [one for one in taken if one.listed_at and one.listed_at > begins[one.feed_id]]
    if fresh:
        return _judged(tx, digest, fresh[0], _edition_of(tx, digest, found), now)
    if any(one.older_at and one.older_at > begins[one.feed_id] for one in taken):
        return Fate(digest, "many at once")
    return Fate(digest, "there before", since=min(begins[one.feed_id] for one in taken))


def _judged(
    tx: Transaction, digest: Digest, entry: Entry, dead: Edition | None, now: datetime
) -> Fate:
    """The verdict on a new post, with the digest as it is now."""
    at = entry.listed_at or now
    gathered = gather(tx, digest, at + _MOMENT, at - _MOMENT)
    today = now.astimezone(find_zone(zone_of(tx, digest))).date()
    verdicts = judge(replace(gathered, today=today))
    root = shown_as(entry.post_id, gathered.sames)
    why: LeftOut = next((each.left_out for each in verdicts if each.post_id == root), "")
    if why:
        return Fate(digest, "left out", why)
    if at > digest.until:
        if dead:
            return Fate(digest, "given up", edition=dead)
        return Fate(digest, "off" if digest.plan.rhythm == "off" else "waits")
    passed = _window_of(tx, digest, at)
    if passed is None:
        return Fate(digest, "began later")
    return Fate(digest, "skipped" if passed.state == "skipped" else "too late", edition=passed)


def _edition_of(tx: Transaction, digest: Digest, found: Found) -> Edition | None:
    """The edition that holds the post: one that arrived rather than one that did not."""
    held = [
        edition
        for post_id in {entry.post_id for entry in found.copies}
        for edition, _post in tx.editions.of_post(digest.network_id, post_id)
        if edition.digest_id == digest.id
    ]
    order = ("delivered", "queued", "dead")
    return min(held, key=lambda edition: order.index(edition.state), default=None)


def _window_of(tx: Transaction, digest: Digest, at: datetime) -> Edition | None:
    """The edition into whose window a moment falls."""
    made_since = tx.editions.recent(digest.id, at)
    held = [edition for edition in made_since if edition.since < at <= edition.until]
    return min(held, key=lambda edition: edition.made_at, default=None)


def _begins(tx: Transaction, digest: Digest) -> dict[FeedId, datetime]:
    """From when on the digest takes posts of each of its feeds."""
    own = {follow.feed_id: follow.at for follow in tx.digests.follows(digest.id)}
    if digest.plan.reads == "chosen":
        return own
    return tx.digests.followed_since(digest.network_id, digest.member_id) | own


def _spellings(url: str) -> tuple[str, ...]:
    """An address with and without a stroke at its end, as people copy either."""
    head, mark, query = url.partition("?")
    other = head.rstrip("/") if head.endswith("/") else f"{head}/"
    return (url, f"{other}{mark}{query}")


def _host(url: str) -> str:
    try:
        host = urlsplit(canonical_link(url)).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
