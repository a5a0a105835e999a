"""Digests, their editions, and what members ask for around them: each once, each to its reader."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest

from storage.digest_records import (
    Blog,
    Digest,
    DigestPlan,
    Edition,
    EditionPost,
    Mute,
    WritePrompt,
)
from storage.errors import NotFoundError
from storage.feed_records import Feed, PostId
from storage.store import Store
from storage.types import AccountId, MemberId, NetworkId, PlaceId, Profile, SpaceId

DAY = timedelta(days=1)
Newcomer = Callable[[str], AccountId]


@pytest.fixture
def place_id(store: Store, space_id: SpaceId) -> PlaceId:
    with store.begin() as tx:
        return tx.places.see(space_id, "C-tea", "channel", "tea").id


@pytest.fixture
def digest(store: Store, network_id: NetworkId, place_id: PlaceId, now: datetime) -> Digest:
    with store.begin() as tx:
        return tx.digests.open_for_place(network_id, place_id, None, now)


@pytest.fixture
def ash(store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime) -> MemberId:
    with store.begin() as tx:
        return tx.members.join(network_id, newcomer("ash"), Profile("Ash", None), now).id


@pytest.fixture
def feed(store: Store, now: datetime) -> Feed:
    with store.begin() as tx:
        return tx.feeds.add("https://finch.example/feed", now)


@pytest.fixture
def posts(store: Store, now: datetime) -> list[PostId]:
    with store.begin() as tx:
        return list(tx.posts.post_for(["a", "b", "c"], now).values())


def test_a_channel_has_one_digest_in_each_network_and_a_member_has_one_of_their_own(
    store: Store, digest: Digest, ash: MemberId, newcomer: Newcomer, now: datetime
) -> None:
    assert digest.place_id
    network_id, place_id, by = digest.network_id, digest.place_id, newcomer("ash")
    with store.begin() as tx:
        other = tx.networks.add("Choir").id
        assert tx.digests.open_for_place(network_id, place_id, by, now) == digest
        assert tx.digests.of_place(network_id, place_id) == digest
        assert tx.digests.of_place(other, place_id) is None
        assert tx.digests.of_member(network_id, ash) is None
        own = tx.digests.open_for_member(network_id, ash, by, now + DAY)
        assert (own.place_id, own.member_id, own.plan.rhythm) == (None, ash, "off")
        assert tx.digests.of_member(network_id, ash) == own
        assert tx.digests.all(network_id) == [digest, own]
        assert tx.digests.open_for_place(other, place_id, None, now).id != digest.id


def test_a_plan_is_kept_whole_and_the_window_stays_where_it_was(
    store: Store, digest: Digest, now: datetime
) -> None:
    plan = DigestPlan(
        "fortnightly",
        4,
        "15:30",
        "Europe/Oslo",
        "skip",
        date(2026, 11, 23),
        "all",
        "topics",
        ("data", "tea"),
        "Wales",
    )
    with store.begin() as tx:
        assert tx.digests.change(digest.id, plan).plan == plan
        tx.digests.set_skip(digest.id, True)
    with store.read() as tx:
        kept = tx.digests.get(digest.id, digest.network_id)
    assert (kept.plan, kept.skips, kept.until) == (plan, True, now)


def test_a_window_that_was_delivered_never_opens_again(
    store: Store, digest: Digest, now: datetime
) -> None:
    with store.begin() as tx:
        tx.digests.deliver_until(digest.id, now + DAY)
        tx.digests.deliver_until(digest.id, now)
        assert tx.digests.get(digest.id, digest.network_id).until == now + DAY


def test_a_feed_is_followed_once_for_some_topics_or_all(
    store: Store, digest: Digest, feed: Feed, newcomer: Newcomer, now: datetime
) -> None:
    by = newcomer("ash")
    with store.begin() as tx:
        assert tx.digests.follow(digest.id, feed.id, ["data"], by, now)
        assert not tx.digests.follow(digest.id, feed.id, [], None, now + DAY)
        (follow,) = tx.digests.follows(digest.id)
        assert (follow.topics, follow.at, follow.added_by) == (("data",), now, by)
        assert [one.id for one in tx.digests.followers(feed.id)] == [digest.id]
        assert tx.digests.unfollow(digest.id, feed.id)
        assert not tx.digests.unfollow(digest.id, feed.id)
        assert tx.digests.followers(feed.id) == []


def test_a_network_follows_what_its_channels_do_and_a_member_besides_what_is_their_own(
    store: Store, digest: Digest, ash: MemberId, feed: Feed, now: datetime
) -> None:
    with store.begin() as tx:
        other = tx.networks.add("Choir").id
        own = tx.digests.open_for_member(digest.network_id, ash, None, now)
        second = tx.feeds.add("https://robin.example/feed", now)
        tx.digests.follow(digest.id, feed.id, [], None, now + DAY)
        tx.digests.follow(own.id, feed.id, [], None, now)
        tx.digests.follow(own.id, second.id, [], None, now + DAY)
        since = tx.digests.followed_since(digest.network_id, ash)
        assert list(since.items()) == [(feed.id, now), (second.id, now + DAY)]
        assert tx.digests.feeds_of(digest.network_id, ash) == [feed.id, second.id]
        assert tx.digests.feeds_of(digest.network_id) == [feed.id]
        assert tx.digests.feeds_of(other) == []


def test_what_is_muted_is_known_as_it_was_typed_and_found_however_it_is_typed(
    store: Store, digest: Digest, now: datetime
) -> None:
    with store.begin() as tx:
        assert tx.digests.mute(digest.id, "author", "Robin  Finch", now)
        assert not tx.digests.mute(digest.id, "author", "robin finch", now)
        assert tx.digests.mute(digest.id, "topic", "Robin Finch", now)
        assert tx.digests.mutes(digest.id) == [
            Mute("author", "Robin  Finch"),
            Mute("topic", "Robin Finch"),
        ]
        assert tx.digests.unmute(digest.id, "author", "ROBIN FINCH")
        assert not tx.digests.unmute(digest.id, "author", "ROBIN FINCH")
        assert tx.digests.mutes(digest.id) == [Mute("topic", "Robin Finch")]


def send(
    store: Store, digest: Digest, feed: Feed, label: str, posts: list[PostId], now: datetime
) -> Edition | None:
    shown = [
        EditionPost(post, feed.id, str(place), "data", "data", ("Planet",))
        for place, post in enumerate(posts)
    ]
    with store.begin() as tx:
        return tx.editions.open(digest, label, now - DAY, now, shown, 2, "Its text", now)


def test_a_period_has_one_edition_whatever_became_of_it(
    store: Store, digest: Digest, feed: Feed, posts: list[PostId], now: datetime
) -> None:
    first = send(store, digest, feed, "2026-W48", posts[:2], now)
    assert first
    assert send(store, digest, feed, "2026-W48", posts, now + DAY) is None
    with store.begin() as tx:
        tx.editions.settle(first.id, "dead", now)
    assert send(store, digest, feed, "2026-W48", posts, now + DAY) is None
    assert send(store, digest, feed, "2026-W49", posts, now + DAY)
    with store.begin() as tx:
        assert tx.editions.get(first.id, digest.network_id).state == "dead"
        assert [one.post_id for one in tx.editions.posts(first.id)] == posts[:2]
        with pytest.raises(NotFoundError):
            tx.editions.get(first.id, tx.networks.add("Choir").id)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_second_of_two_workers_waits_and_finds_the_period_used(
    store: Store, digest: Digest, feed: Feed, posts: list[PostId], now: datetime
) -> None:
    with ThreadPoolExecutor(1) as other:
        with store.begin() as tx:
            assert tx.editions.open(digest, "2026-W48", now, now, [], 0, "", now)
            second = other.submit(send, store, digest, feed, "2026-W48", posts, now)
            with pytest.raises(TimeoutError):
                second.result(timeout=0.5)
        assert second.result(timeout=15) is None


def test_an_edition_holds_its_posts_until_it_is_dead(
    store: Store, digest: Digest, feed: Feed, posts: list[PostId], now: datetime
) -> None:
    edition = send(store, digest, feed, "2026-W48", posts[:2], now)
    assert edition
    with store.begin() as tx:
        other = tx.digests.open_for_place(
            tx.networks.add("Choir").id, digest.place_id or PlaceId(""), None, now
        )
        assert tx.editions.reserved(other.id, posts) == set()
        assert tx.editions.reserved(digest.id, posts) == set(posts[:2])
        assert tx.editions.settle(edition.id, "delivered", now)
        assert not tx.editions.settle(edition.id, "delivered", now + DAY)
        assert tx.editions.reserved(digest.id, posts) == set(posts[:2])
        assert tx.editions.settle(edition.id, "dead", now)
        assert tx.editions.reserved(digest.id, posts) == set()


def test_editions_are_found_by_state_by_time_and_by_post(
    store: Store, digest: Digest, feed: Feed, posts: list[PostId], now: datetime
) -> None:
    first = send(store, digest, feed, "2026-W48", posts[:2], now)
    second = send(store, digest, feed, "2026-W49", posts[1:], now + DAY)
    assert first
    assert second
    with store.begin() as tx:
        assert tx.editions.last(digest.id, ["queued"]) == second
        assert tx.editions.last(digest.id, ["delivered"]) is None
        tx.editions.settle(first.id, "delivered", now + DAY)
        delivered = tx.editions.get(first.id, digest.network_id)
        assert (delivered.state, delivered.settled_at) == ("delivered", now + DAY)
        assert tx.editions.last(digest.id, ["delivered", "empty"]) == delivered
        assert tx.editions.recent(digest.id, now) == [second, delivered]
        assert tx.editions.recent(digest.id, now + DAY) == [second]
        assert tx.editions.showing(posts, now) == [delivered]
        assert tx.editions.showing(posts[2:], now) == []
        found = tx.editions.of_post(digest.network_id, posts[1])
        assert [(edition.id, post.key) for edition, post in found] == [
            (second.id, "0"),
            (first.id, "1"),
        ]
        assert tx.editions.of_post(tx.networks.add("Choir").id, posts[1]) == []
        tx.editions.change_shown(first.id, "Other words")
        assert tx.editions.get(first.id, digest.network_id).shown == "Other words"


def test_a_suggestion_is_open_once_and_answered_once(
    store: Store, digest: Digest, newcomer: Newcomer, now: datetime
) -> None:
    network_id, place_id = digest.network_id, digest.place_id
    url, by = "https://finch.example", newcomer("ash")
    with store.begin() as tx:
        asked = tx.suggestions.add(network_id, url, place_id, ["data"], by, now)
        assert tx.suggestions.add(network_id, url, place_id, [], by, now) == asked
        elsewhere = tx.suggestions.add(network_id, url, None, [], by, now + DAY)
        assert tx.suggestions.open_of(network_id) == [asked, elsewhere]
        assert tx.suggestions.settle(asked.id, network_id, "accepted", now)
        assert not tx.suggestions.settle(asked.id, network_id, "declined", now)
        assert tx.suggestions.get(asked.id, network_id).state == "accepted"
        assert tx.suggestions.open_of(network_id) == [elsewhere]


def test_a_reminder_to_write_is_set_changed_and_dropped(
    store: Store, network_id: NetworkId, ash: MemberId, now: datetime
) -> None:
    first = WritePrompt(ash, "weeknotes", 4, "15:00", sessions=False)
    second = WritePrompt(ash, "Blog", 0, "09:00", sessions=True)
    with store.begin() as tx:
        tx.writing.set(first, now)
        assert tx.writing.get(ash) == first
        tx.writing.set(second, now)
        assert tx.writing.all(network_id) == [second]
        tx.members.leave(ash, now)
        assert tx.writing.all(network_id) == []
        assert tx.writing.drop(ash)
        assert not tx.writing.drop(ash)
        assert tx.writing.get(ash) is None


def test_a_member_is_linked_to_a_blog_only_as_long_as_they_agree(
    store: Store, network_id: NetworkId, ash: MemberId, feed: Feed, now: datetime
) -> None:
    blog = Blog(ash, feed.id, "", agreed=False)
    with store.begin() as tx:
        assert tx.blogs.claim(blog, now)
        assert not tx.blogs.claim(Blog(ash, feed.id, "Ash", agreed=False), now)
        assert tx.blogs.agree(ash, feed.id, True)
        agreed = Blog(ash, feed.id, "Ash", agreed=True)
        assert tx.blogs.of_member(ash) == [agreed]
        assert tx.blogs.of_feeds(network_id, [feed.id]) == {feed.id: [agreed]}
        assert tx.blogs.of_feeds(tx.networks.add("Choir").id, [feed.id]) == {}
        assert tx.blogs.drop(ash, feed.id)
        assert not tx.blogs.drop(ash, feed.id)
        assert not tx.blogs.agree(ash, feed.id, True)


def test_a_list_is_published_under_one_code_until_it_is_dropped_and_never_by_a_sensitive_network(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    by = newcomer("ash")
    with store.begin() as tx:
        code = tx.publishing.set(network_id, by, now)
        assert tx.publishing.set(network_id, by, now) == code == tx.publishing.of(network_id)
        assert tx.publishing.find(code) == network_id
        assert tx.publishing.drop(network_id)
        assert not tx.publishing.drop(network_id)
        assert tx.publishing.find(code) is None
        assert tx.publishing.set(network_id, by, now) != code
        hushed = tx.networks.add("Choir", sensitive=True).id
        assert tx.publishing.find(tx.publishing.set(hushed, by, now)) is None
