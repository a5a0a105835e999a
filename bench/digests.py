"""Composing digests among 100,000 stored posts on both databases: `python -m bench.digests`.

A thousand invented blogs of a hundred posts each, of which a network follows 200; each of these
wrote five posts in the last week, and a planet has one in ten of them, too. Titles and excerpts
have words as often as in English, and the network knows the starter list's topics. What is measured
is a whole weekly digest: all that is read of the database, and what is made of it. Wall-clock
milliseconds, for a channel that reads everything and for one that reads three topics.
"""

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cryptography.fernet import Fernet

from bench.databases import compare, run
from bench.words import Say, speaker
from bot import migrations
from bot.keys import FernetCipher
from bot.starter import give_starter_lists
from jobs.digests.editions import preview
from storage.digest_records import Digest, DigestPlan
from storage.feed_records import Entry, FeedId, PostId
from storage.store import Store, open_store
from storage.transaction import Transaction

POSTS = 100_000
TARGET = 300.0
_NOW = datetime(2027, 1, 18, 9, tzinfo=UTC)
_DAY = timedelta(days=1)
_FEEDS = 1_000
_FOLLOWED = 200
_A_WEEK = 5
_TIMES = 20
_AT_ONCE = 20


def main() -> None:
    """Measure both databases and print the table; with --strict, exit 1 on a miss."""
    run("Composing digests, measured.", "--posts", POSTS, show)


def show(posts: int = POSTS) -> int:
    """Print the table of both databases; return how many medians missed the target."""
    title = f"A weekly digest of 200 feeds among {posts:,} posts"
    return compare(title, lambda url: measure(url, posts), TARGET)


def measure(url: str, posts: int, times: int = _TIMES) -> list[float]:
    """Return the milliseconds of every digest on a new database with so many posts."""
    migrations.upgrade(url)
    store = open_store(url, FernetCipher([Fernet.generate_key().decode()]))
    try:
        digests = fill(store, posts)
        return [milliseconds(store, one) for _again in range(times) for one in digests]
    finally:
        store.close()


def milliseconds(store: Store, digest: Digest) -> float:
    """Return how long one digest takes, which holds something."""
    began = time.perf_counter()
    with store.read() as tx:
        composed = preview(tx, digest, _NOW)
    took = (time.perf_counter() - began) * 1000
    if composed.empty:
        raise ValueError("the digest that is measured is empty")
    return took


def fill(store: Store, posts: int, feeds: int = _FEEDS) -> list[Digest]:
    """Store so many posts; return the two digests that read of the feeds that are followed."""
    say = speaker(random.Random(1))
    with store.begin() as tx:
        ids = [_feed(tx, number) for number in range(feeds)]
        planet = _feed(tx, feeds)
    followed = ids[: _FOLLOWED - 1]
    for first in range(0, feeds, _AT_ONCE):
        with store.begin() as tx:
            for feed_id in ids[first : first + _AT_ONCE]:
                copied_in = planet if feed_id in followed else None
                _write(tx, feed_id, copied_in, posts // feeds, say)
    with store.begin() as tx:
        return _follow(tx, [*followed, planet])


def _feed(tx: Transaction, number: int) -> FeedId:
    site = f"https://blog{number}.example"
    return tx.feeds.add(f"{site}/feed", _NOW - 90 * _DAY, f"Blog number {number}", site).id


def _write(tx: Transaction, feed_id: FeedId, planet: FeedId | None, count: int, say: Say) -> None:
    """A blog's posts: five in each of the last weeks; every tenth may be in a planet, too."""
    entries = list(_entries(feed_id, count, say))
    ids = tx.posts.post_for([entry.link for entry in entries], _NOW)
    own = [replace(entry, post_id=ids[entry.link]) for entry in entries]
    copies = [replace(one, feed_id=planet, key=one.link) for one in own[::10] if planet]
    tx.posts.record([*own, *copies], [], [], _NOW)


def _entries(feed_id: FeedId, count: int, say: Say) -> Iterator[Entry]:
    for number in range(count):
        at = _NOW - (number + 0.5) * 7 * _DAY / _A_WEEK
        key, title = f"{feed_id}-{number}", say(7)
        yield Entry(
            feed_id,
            key,
            PostId(""),
            title,
            f"https://{key}.example/",
            author=say(2),
            summary=say(45),
            words=800,
            categories=(say(1), say(2)),
            title_key=title,
            content_hash=key,
            first_seen_at=at,
            last_in=_NOW,
            published_at=at,
            listed_at=at,
        )


def _follow(tx: Transaction, feeds: list[FeedId]) -> list[Digest]:
    network, began = tx.networks.add("Bench").id, _NOW - 7 * _DAY
    give_starter_lists(tx, network)
    space = tx.spaces.install("slack", "T1", "T1", "Bench").id
    topics = DigestPlan("weekly", shows="topics", topics=("data", "service design", "digital"))
    digests = []
    for number, plan in enumerate((DigestPlan("weekly"), topics)):
        place = tx.places.see(space, f"C{number}", "channel", f"blogs-{number}")
        digest = tx.digests.open_for_place(network, place.id, None, began)
        for feed_id in feeds:
            tx.digests.follow(digest.id, feed_id, (), None, began)
        digests.append(tx.digests.change(digest.id, plan))
    return digests


if __name__ == "__main__":
    main()
