"""Posts: once whatever feeds they are in, listed since they were new, and shown as one."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from storage.feed_records import Entry, Feed, FeedId, PostId
from storage.store import Store
from storage.types import AccountId, NetworkId

DAY = timedelta(days=1)


@pytest.fixture
def feeds(store: Store, now: datetime) -> tuple[Feed, Feed]:
    with store.begin() as tx:
        blog = tx.feeds.add("https://finch.example/feed", now)
        return blog, tx.feeds.add("https://planet.example/feed", now)


def entry(feed_id: FeedId, key: str, post_id: PostId, at: datetime) -> Entry:
    return Entry(
        feed_id,
        key,
        post_id,
        title=f"Title of {key}",
        link=f"https://finch.example/{key}",
        author="Robin Finch",
        summary="Some words",
        words=400,
        categories=("data", "tea"),
        title_key=f"title of {key}",
        content_hash="h",
        first_seen_at=at,
        last_in=at,
        published_at=at,
        listed_at=at,
        source_title="Finch",
        source_link="https://finch.example",
        happens_on=at.date(),
        happens="event",
    )


def record(store: Store, feed: Feed, now: datetime, *keys: str) -> list[Entry]:
    """Record entries of a feed, each a post of its own with the key as its canonical link."""
    with store.begin() as tx:
        posts = tx.posts.post_for(keys, now)
        new = [entry(feed.id, key, posts[key], now) for key in keys]
        tx.posts.record(new, [], [], now)
    return new


def test_a_link_is_a_post_once_whoever_brings_it(store: Store, now: datetime) -> None:
    with store.begin() as tx:
        first = tx.posts.post_for(["a", "b", "a"], now)
        again = tx.posts.post_for(["b", "c"], now + DAY)
        assert set(first) == {"a", "b"}
        assert again["b"] == first["b"]
        assert len({*first.values(), *again.values()}) == 3
        assert tx.posts.by_links(["a", "c", "x"]) == {"a": first["a"], "c": again["c"]}
        assert tx.posts.find("a") == first["a"]
        assert tx.posts.find("x") is None
        assert tx.posts.post_for([], now) == {}


def test_entries_are_known_by_feed_and_key_as_they_were_recorded(
    store: Store, feeds: tuple[Feed, Feed], now: datetime
) -> None:
    blog, planet = feeds
    one, two = record(store, blog, now, "1", "2")
    (other,) = record(store, planet, now, "1")
    with store.read() as tx:
        assert tx.posts.entries(blog.id, ["1", "2", "3"]) == {"1": one, "2": two}
        assert tx.posts.entries_of({blog.id: ["2"], planet.id: ["1", "2"]}) == {
            (blog.id, "2"): two,
            (planet.id, "1"): other,
        }
        assert tx.posts.entries(blog.id, []) == {}


def test_an_edit_is_written_and_what_is_still_there_is_seen_without_touching_other_feeds(
    store: Store, feeds: tuple[Feed, Feed], now: datetime
) -> None:
    blog, planet = feeds
    one, two = record(store, blog, now, "1", "2")
    (other,) = record(store, planet, now, "1")
    edited = replace(one, title="Better", categories=(), changed_at=now + DAY, edits=1)
    with store.begin() as tx:
        tx.posts.record([], [edited], [(blog.id, "2")], now + DAY)
        tx.posts.record([replace(one, title="Late")], [], [], now + DAY)
        assert tx.posts.entries(blog.id, ["1", "2"]) == {
            "1": edited,
            "2": replace(two, last_in=now + DAY),
        }
        assert tx.posts.entries(planet.id, ["1"]) == {"1": other}


def test_a_title_is_looked_up_in_its_own_feed_and_lately_alone(
    store: Store, feeds: tuple[Feed, Feed], now: datetime
) -> None:
    blog, planet = feeds
    (one,) = record(store, blog, now, "1")
    record(store, planet, now, "2")
    again = replace(one, key="new id", first_seen_at=now + DAY, last_in=now + DAY)
    ours = {blog.id: [one.title_key, "title of 2"]}
    with store.begin() as tx:
        assert tx.posts.titles_of(ours, now) == {(blog.id, one.title_key): one}
        assert tx.posts.titles_of(ours, now + DAY) == {}
        other_way = {blog.id: ["title of 2"], planet.id: [one.title_key]}
        assert tx.posts.titles_of(other_way, now) == {}
        tx.posts.record([again], [], [], now)
        assert tx.posts.titles_of(ours, now) == {(blog.id, one.title_key): again}


def test_listed_are_posts_of_these_feeds_new_after_the_last_window_newest_first(
    store: Store, feeds: tuple[Feed, Feed], now: datetime
) -> None:
    blog, planet = feeds
    (told,) = record(store, blog, now, "told")
    (first,) = record(store, blog, now + DAY, "first")
    (second,) = record(store, planet, now + 2 * DAY, "second")
    record(store, blog, now + 3 * DAY, "to come")
    hidden = replace(told, key="hidden", listed_at=None, older_at=now + DAY)
    with store.begin() as tx:
        tx.posts.record([hidden], [], [], now)
        both = [blog.id, planet.id]
        assert tx.posts.listed(both, now, now + 2 * DAY, 9) == [second, first]
        assert tx.posts.listed(both, now, now + 2 * DAY, 1) == [second]
        assert tx.posts.listed([blog.id], now, now + 2 * DAY, 9) == [first]
        assert tx.posts.listed([], now, now + 2 * DAY, 9) == []
        assert tx.posts.older(both, now, now + DAY) == {blog.id: 1}
        assert tx.posts.older(both, now + DAY, now + 2 * DAY) == {}


def test_the_latest_go_by_the_day_they_were_written_and_a_day_to_come_counts_as_seen(
    store: Store, feeds: tuple[Feed, Feed], now: datetime
) -> None:
    blog, _ = feeds
    dated, undated, future, old = record(store, blog, now, "dated", "undated", "future", "old")
    changed = [
        replace(dated, published_at=now - DAY),
        replace(undated, published_at=None, first_seen_at=now - 2 * DAY),
        replace(future, published_at=now + 99 * DAY, first_seen_at=now - 3 * DAY),
        replace(old, published_at=now - 4 * DAY),
    ]
    with store.begin() as tx:
        tx.posts.record([], changed, [], now)
        assert tx.posts.latest(blog.id, 3) == changed[:3]
        assert tx.posts.rate(blog.id, now - 3 * DAY) == 3
        assert tx.posts.rates([blog.id], now - 2 * DAY) == {blog.id: 2}
        assert tx.posts.newest([blog.id, FeedId("f_none")]) == {blog.id: now - DAY}


def test_a_post_that_came_under_two_keys_is_one_of_the_latest_once(
    store: Store, feeds: tuple[Feed, Feed], now: datetime
) -> None:
    blog, _ = feeds
    first, second = record(store, blog, now, "first", "second")
    again = replace(first, key="1:id:first-again", last_in=now + DAY)
    with store.begin() as tx:
        tx.posts.record([again], [], [], now)
        latest = tx.posts.latest(blog.id, 3)
    assert {one.key for one in latest} == {again.key, second.key}
    assert len(latest) == 2


def test_copies_are_shown_of_followed_feeds_alone_the_earliest_first(
    store: Store, feeds: tuple[Feed, Feed], now: datetime
) -> None:
    blog, planet = feeds
    late = replace(record(store, blog, now, "1")[0], first_seen_at=now + DAY)
    (early,) = record(store, planet, now, "1")
    with store.begin() as tx:
        tx.posts.record([], [late], [], now)
        assert tx.posts.copies([late.post_id], [blog.id, planet.id]) == {
            late.post_id: [early, late]
        }
        assert tx.posts.copies([late.post_id], [blog.id]) == {late.post_id: [late]}
        assert tx.posts.copies([late.post_id], []) == {}


def test_two_posts_are_one_in_the_network_that_said_so_and_chains_end_at_one(
    store: Store, network_id: NetworkId, now: datetime
) -> None:
    with store.begin() as tx:
        other = tx.networks.add("Choir").id
        posts = tx.posts.post_for(["a", "b", "c"], now)
        a, b, c = (posts[link] for link in "abc")
        nobody: AccountId | None = None
        assert tx.posts.same(network_id, a, b, nobody, now)
        assert not tx.posts.same(network_id, b, a, nobody, now)
        assert not tx.posts.same(network_id, a, a, nobody, now)
        assert tx.posts.same(network_id, a, c, nobody, now)
        assert tx.posts.sames(network_id) == {a: c, b: c}
        assert tx.posts.sames(other) == {}
