"""An edition as it reads now: the posts that it holds, with the titles that they have today."""

import hashlib
import json
from datetime import date

from jobs.digests.composing import shown_title, split
from jobs.digests.gathering import count_older
from jobs.digests.records import DATED, Composed, Item, Older
from jobs.digests.versions import choose_version, shown_as, title_of
from storage.digest_records import Digest, Edition, EditionPost
from storage.feed_records import Entry, Feed, FeedId
from storage.transaction import Transaction


def read_edition(
    tx: Transaction, edition: Edition, digest: Digest, today: date | None = None
) -> Composed:
    """Return what an edition holds; `today`: without dated things on the screen that are past."""
    posts = tx.editions.posts(edition.id)
    entries = _entries(tx, digest, posts)
    feeds = tx.feeds.many({entry.feed_id for entry in entries.values()})
    items = [_item(post, entries[post.post_id], feeds) for post in posts if post.post_id in entries]
    on_screen = {post.post_id for post in posts[: _count(edition)]}
    shown = [item for item in items if item.post_id in on_screen and not _is_past(item, today)]
    more = tuple(item for item in items if item.post_id not in on_screen)
    older = _older(tx, digest, edition)
    left_over = max(edition.older - sum(each.count for each in older), 0)
    return Composed(edition.since, edition.until, split(shown), more, older, left_over)


def mark(composed: Composed) -> str:
    """Return what the message shows, in short: how many posts, and a digest of titles and links."""
    said = [(shown_title(item), item.entry.link) for item in composed.items[: composed.shown]]
    return f"{composed.shown} {hashlib.sha256(json.dumps(said).encode()).hexdigest()[:24]}"


def _count(edition: Edition) -> int:
    """How many of an edition's posts are on the screen."""
    return int(edition.shown.partition(" ")[0] or 0)


def _is_past(item: Item, today: date | None) -> bool:
    day = item.entry.happens_on
    return item.section == DATED and bool(day and today and day < today)


def _entries(tx: Transaction, digest: Digest, posts: list[EditionPost]) -> dict[str, Entry]:
    """The version of each post that was chosen; where it is gone, the best of those left.

    It is gone, too, where a blog used its id again for another post.
    """
    wanted: dict[FeedId, list[str]] = {}
    for post in posts:
        wanted.setdefault(post.feed_id, []).append(post.key)
    known, sames = tx.posts.entries_of(wanted), tx.posts.sames(digest.network_id)
    found: dict[str, Entry] = {}
    for post in posts:
        entry = known.get((post.feed_id, post.key))
        if entry and shown_as(entry.post_id, sames) == shown_as(post.post_id, sames):
            found[post.post_id] = entry
    lost = [post.post_id for post in posts if post.post_id not in found]
    if lost:
        followed = tx.digests.feeds_of(digest.network_id, digest.member_id)
        feeds = tx.feeds.many(followed)
        for post_id, copies in tx.posts.copies(lost, followed).items():
            found[post_id] = choose_version(copies, feeds).entry
    return found


def _item(post: EditionPost, entry: Entry, feeds: dict[FeedId, Feed]) -> Item:
    blog = title_of(feeds[entry.feed_id])
    return Item(post.post_id, entry, blog, post.section, post.because, post.also)


def _older(tx: Transaction, digest: Digest, edition: Edition) -> tuple[Older, ...]:
    if not edition.older:
        return ()
    counts = count_older(tx, digest, edition.since, edition.until)
    feeds = tx.feeds.many(counts)
    named = sorted((title_of(feeds[id_]), count) for id_, count in counts.items() if count)
    return tuple(Older(blog, count) for blog, count in named)
