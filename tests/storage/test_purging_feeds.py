"""In time: editions lose their words, feeds of nobody go, and no id that may come back is lost."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from storage.digest_records import Digest, EditionPost
from storage.errors import NotFoundError
from storage.feed_records import Entry, Feed
from storage.store import Store
from storage.tables import Base
from storage.types import AccountKey, NetworkId, SpaceId
from tests.support.living import Life

MONTH = timedelta(days=30.5)


@pytest.fixture
def digest(store: Store, network_id: NetworkId, space_id: SpaceId, now: datetime) -> Digest:
    with store.begin() as tx:
        place = tx.places.see(space_id, "C-tea", "channel", "tea")
        return tx.digests.open_for_place(network_id, place.id, None, now)


@pytest.fixture
def feed(store: Store, digest: Digest, now: datetime) -> Feed:
    with store.begin() as tx:
        feed = tx.feeds.add("https://finch.example/feed", now)
        tx.digests.follow(digest.id, feed.id, [], None, now)
        return feed


def record(store: Store, feed: Feed, now: datetime, *keys: str) -> list[Entry]:
    with store.begin() as tx:
        posts = tx.posts.post_for(keys, now)
        entries = [
            Entry(feed.id, key, posts[key], key, key, "", "", 9, (), key, "h", now, now)
            for key in keys
        ]
        tx.posts.record(entries, [], [], now)
    return entries


def test_what_a_feed_dropped_two_years_ago_is_forgotten_and_what_it_still_shows_is_not(
    store: Store, feed: Feed, now: datetime
) -> None:
    dropped, still = record(store, feed, now, "dropped", "still")
    with store.begin() as tx:
        tx.posts.record([], [], [(feed.id, "still")], now + 2 * MONTH)
        assert tx.erasure.purge(now + 23 * MONTH) == 0
        assert tx.erasure.purge(now + 25 * MONTH) == 2
        assert tx.erasure.purge(now + 25 * MONTH) == 0
        seen = replace(still, last_in=now + 2 * MONTH)
        assert tx.posts.entries(feed.id, ["dropped", "still"]) == {"still": seen}
        assert tx.posts.by_links(["dropped", "still"]) == {"still": still.post_id}
    assert dropped.post_id != still.post_id


def test_a_feed_that_had_nothing_new_for_years_keeps_all_that_it_showed_last(
    store: Store, feed: Feed, now: datetime
) -> None:
    record(store, feed, now, "one", "two")
    with store.begin() as tx:
        assert tx.erasure.purge(now + 99 * MONTH) == 0
        assert set(tx.posts.entries(feed.id, ["one", "two"])) == {"one", "two"}


def test_a_feed_that_nobody_followed_for_two_years_goes_with_its_posts(
    store: Store, digest: Digest, feed: Feed, now: datetime
) -> None:
    record(store, feed, now, "one")
    with store.begin() as tx:
        tx.feeds.move(feed.id, "https://finch.example/new", now)
        tx.digests.unfollow(digest.id, feed.id)
        assert tx.erasure.purge(now + 23 * MONTH) == 0
        assert tx.erasure.purge(now + 25 * MONTH) == 4
        assert tx.feeds.find("https://finch.example/feed") is None
        assert tx.posts.find("one") is None
        with pytest.raises(NotFoundError):
            tx.feeds.get(feed.id)


def test_an_edition_loses_its_words_after_thirteen_months_and_its_posts_after_two_years(
    store: Store, digest: Digest, feed: Feed, now: datetime
) -> None:
    (entry,) = record(store, feed, now, "one")
    shown = EditionPost(entry.post_id, feed.id, "one", "data", because="data")
    with store.begin() as tx:
        tx.posts.record([], [], [(feed.id, "one")], now + 25 * MONTH)
        edition = tx.editions.open(digest, "2026-W48", now, now, [shown], 0, "Its text", now)
        assert edition
        assert tx.erasure.purge(now + 12 * MONTH) == 0
        assert tx.erasure.purge(now + 14 * MONTH) == 2
        assert tx.editions.get(edition.id, digest.network_id) == replace(edition, shown="")
        assert tx.editions.posts(edition.id) == [replace(shown, because="")]
        assert tx.erasure.purge(now + 25 * MONTH) == 1
        assert tx.editions.posts(edition.id) == []
        assert tx.editions.open(digest, "2026-W48", now, now, [], 0, "", now) is None


def test_ended_holds_and_answered_suggestions_go(
    store: Store, digest: Digest, space_id: SpaceId, now: datetime
) -> None:
    network_id = digest.network_id
    with store.begin() as tx:
        by = tx.accounts.see(AccountKey("slack", "T1", "U1"), space_id, "Ash").id
        asked = tx.suggestions.add(network_id, "https://a.example", None, [], by, now)
        tx.suggestions.add(network_id, "https://b.example", None, [], by, now)
        tx.suggestions.settle(asked.id, network_id, "declined", now)
        tx.feeds.hold_host("finch.example", now)
        assert tx.erasure.purge(now + timedelta(days=6)) == 0
        assert tx.erasure.purge(now + timedelta(days=31)) == 2
        assert tx.feeds.free_at(["finch.example"]) == {}
        assert len(tx.suggestions.open_of(network_id)) == 1


def test_a_playground_that_starts_again_has_nothing_of_feeds_and_digests_left(
    store: Store, life: Life
) -> None:
    kept = ("feed_", "post", "edition", "digest", "same_post", "blog", "write_prompt", "published")
    tables = [one for one in Base.metadata.sorted_tables if one.name.startswith(kept)]

    def filled() -> list[str]:
        with store.read() as tx:
            return [one.name for one in tables if tx.session.execute(select(one)).first()]

    assert len(filled()) == len(tables) == 14
    with store.begin() as tx:
        tx.clear()
    assert filled() == []
