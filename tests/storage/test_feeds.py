"""Feeds: one row an address; claimed by one worker, kept under its token, moved and merged."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from storage.digest_records import Blog, Digest, EditionPost, FeedFollow, Mute
from storage.errors import NotFoundError
from storage.feed_records import Entry, Feed, FeedId
from storage.feeds import LEAST_GAP
from storage.store import Store
from storage.transaction import Transaction
from storage.types import AccountId, NetworkId, Profile, SpaceId

LEASE = timedelta(minutes=5)
OLD, NEW = "https://finch.example/rss", "https://finch.example/feed"
Newcomer = Callable[[str], AccountId]


@pytest.fixture
def digest(store: Store, network_id: NetworkId, space_id: SpaceId, now: datetime) -> Digest:
    with store.begin() as tx:
        place = tx.places.see(space_id, "C-tea", "channel", "tea")
        return tx.digests.open_for_place(network_id, place.id, None, now)


def followed(store: Store, digest: Digest, now: datetime, *urls: str) -> list[Feed]:
    with store.begin() as tx:
        feeds = [tx.feeds.add(url, now) for url in urls]
        for feed in feeds:
            tx.digests.follow(digest.id, feed.id, [], None, now)
    return feeds


def written(tx: Transaction, feed_id: FeedId, key: str, now: datetime, **more: object) -> Entry:
    """An entry of a feed, with a post of its own, recorded."""
    link = str(more.pop("link", f"https://finch.example/{key}"))
    post = tx.posts.post_for([link], now)[link]
    entry = Entry(
        feed_id, key, post, key, link, "", "", 9, (), key, "h", first_seen_at=now, last_in=now
    )
    entry = replace(entry, **more)  # type: ignore[arg-type]  # names of fields, as given
    tx.posts.record([entry], [], [], now)
    return entry


def test_an_address_is_a_feed_once_also_by_its_former_address(store: Store, now: datetime) -> None:
    with store.begin() as tx:
        feed = tx.feeds.add(OLD, now, title="Finch", site="https://finch.example")
        assert tx.feeds.add(OLD, now + LEASE) == feed
        moved = tx.feeds.move(feed.id, NEW, now)
        assert (moved.id, moved.url) == (feed.id, NEW)
        assert tx.feeds.add(OLD, now) == tx.feeds.find(NEW) == moved
        assert tx.feeds.get(feed.id) == moved
        assert tx.feeds.many([feed.id, FeedId("f_none")]) == {feed.id: moved}
        assert tx.feeds.find("https://finch.example/") is None
    with pytest.raises(NotFoundError), store.begin() as tx:
        tx.feeds.get(FeedId("f_none"))


def test_a_feed_is_checked_only_while_somebody_follows_it_and_it_is_due(
    store: Store, digest: Digest, now: datetime
) -> None:
    with store.begin() as tx:
        nobodys = tx.feeds.add(OLD, now)
        assert tx.feeds.claim(9, now, LEASE) == []
    (feed,) = followed(store, digest, now, NEW)
    with store.begin() as tx:
        assert tx.feeds.subscribers([feed.id, nobodys.id]) == {feed.id: 1}
        assert tx.feeds.claim(9, now - LEASE, LEASE) == []
        ((claimed, _),) = tx.feeds.claim(9, now, LEASE)
        assert claimed == replace(feed, next_check_at=now + LEAST_GAP)


def test_feeds_that_wait_longest_are_claimed_first_and_each_by_one_worker(
    store: Store, digest: Digest, now: datetime
) -> None:
    feeds = followed(store, digest, now, "https://a/", "https://b/", "https://c/")
    hours = {feeds[0].id: 1, feeds[1].id: 3, feeds[2].id: 2}
    with store.begin() as tx:
        checked = [
            (replace(feed, next_check_at=now + timedelta(hours=hours[feed.id])), token)
            for feed, token in tx.feeds.claim(9, now, LEASE)
        ]
        tx.feeds.keep_all(checked, now)
    later = now + timedelta(hours=4)
    with store.begin() as tx:
        first = [feed.id for feed, _ in tx.feeds.claim(2, later, LEASE)]
    with store.begin() as tx:
        second = [feed.id for feed, _ in tx.feeds.claim(2, later, LEASE)]
    assert (first, second) == ([feeds[0].id, feeds[2].id], [feeds[1].id])


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_second_worker_passes_over_what_the_first_is_claiming(
    store: Store, digest: Digest, now: datetime
) -> None:
    feeds = followed(store, digest, now, "https://a/", "https://b/")
    with store.begin() as one, store.begin() as other:
        ((first, _),) = one.feeds.claim(1, now, LEASE)
        ((second, _),) = other.feeds.claim(9, now, LEASE)
    assert {first.id, second.id} == {feed.id for feed in feeds}


def test_a_lost_worker_writes_nothing_and_the_site_is_not_asked_again_within_the_hour(
    store: Store, digest: Digest, now: datetime
) -> None:
    followed(store, digest, now, NEW)
    with store.begin() as tx:
        ((lost, old_token),) = tx.feeds.claim(9, now, timedelta(seconds=-1))
    with store.begin() as tx:
        assert tx.feeds.claim(9, now + LEAST_GAP - LEASE, LEASE) == []
        ((feed, token),) = tx.feeds.claim(9, now + LEAST_GAP, LEASE)
        assert not tx.feeds.keep(replace(lost, title="Late"), old_token, now)
        assert tx.feeds.keep_all([(replace(lost, title="Late"), old_token)], now) == set()
        assert tx.feeds.keep(replace(feed, title="Finch"), token, now)
        assert not tx.feeds.keep(replace(feed, title="Twice"), token, now)
        assert tx.feeds.get(feed.id).title == "Finch"


def test_a_held_feed_is_not_claimed_again_before_its_lease_ran_out(
    store: Store, digest: Digest, now: datetime
) -> None:
    followed(store, digest, now, NEW)
    with store.begin() as tx:
        tx.feeds.claim(9, now, LEASE)
    with store.begin() as tx:
        assert tx.feeds.claim(9, now + timedelta(days=9), LEASE) == []


def test_what_a_check_found_is_kept_whole_one_by_one_or_together(
    store: Store, digest: Digest, now: datetime
) -> None:
    feeds = followed(store, digest, now, "https://a/", "https://b/", "https://c/")
    found = {
        "title": "Finch",
        "site": "https://finch.example",
        "state": "alive",
        "identity": "link",
        "reader": 2,
        "began": True,
        "etag": 'W/"1"',
        "modified": "Sun",
        "body_hash": "b",
        "read_at": now,
        "failures": 3,
        "failing_since": now,
        "trouble": "gone",
        "trouble_why": "410",
        "told": "gone",
        "moved_to": NEW,
        "moved_times": 2,
        "moved_since": now,
        "ttl_minutes": 90,
        "skip_hours": (1, 2),
        "skip_days": (6,),
        "next_check_at": now + timedelta(days=1),
    }
    with store.begin() as tx:
        claimed = tx.feeds.claim(9, now, LEASE)
        checked = [(replace(feed, **found), token) for feed, token in claimed]  # type: ignore[arg-type]
        assert tx.feeds.keep(*checked[0], now)
        assert tx.feeds.keep_all(checked, now) == {feed.id for feed, _ in checked[1:]}
    with store.read() as tx:
        kept = tx.feeds.many(feed.id for feed in feeds)
    assert kept == {feed.id: replace(feed, checked_at=now) for feed, _ in checked}


def test_a_feed_that_was_gone_is_checked_again_at_once_when_restored(
    store: Store, digest: Digest, now: datetime
) -> None:
    followed(store, digest, now, NEW)
    with store.begin() as tx:
        ((feed, token),) = tx.feeds.claim(9, now, LEASE)
        gone = replace(
            feed, state="gone", began=True, trouble="gone", failures=1, failing_since=now
        )
        tx.feeds.keep(replace(gone, told="gone"), token, now)
        assert tx.feeds.claim(9, now + timedelta(days=99), LEASE) == []
        back = tx.feeds.restore(feed.id, now + LEASE)
        assert (back.state, back.failures, back.trouble, back.told) == ("alive", 0, "", "gone")
        ((again, _),) = tx.feeds.claim(9, now + LEASE, LEASE)
        assert again.id == feed.id


def test_a_worker_that_held_a_feed_while_it_was_restored_does_not_stop_it_again(
    store: Store, digest: Digest, now: datetime
) -> None:
    followed(store, digest, now, NEW)
    with store.begin() as tx:
        ((feed, token),) = tx.feeds.claim(9, now, LEASE)
        tx.feeds.restore(feed.id, now)
        assert not tx.feeds.keep(replace(feed, state="gone"), token, now)
        assert [one.id for one, _ in tx.feeds.claim(9, now, LEASE)] == [feed.id]


def test_a_host_waits_as_long_as_it_ever_asked(store: Store, now: datetime) -> None:
    later = now + timedelta(hours=6)
    with store.begin() as tx:
        tx.feeds.hold_host("blog.gov.example", later, times=1)
        tx.feeds.hold_host("blog.gov.example", now, times=2)
        tx.feeds.hold_host("finch.example", now)
        assert tx.feeds.free_at(["blog.gov.example", "finch.example", "none.example"]) == {
            "blog.gov.example": later,
            "finch.example": now,
        }
        assert tx.feeds.refusals(["blog.gov.example", "finch.example"]) == {"blog.gov.example": 2}


def test_a_move_and_its_way_back_are_remembered(store: Store, now: datetime) -> None:
    with store.begin() as tx:
        feed = tx.feeds.add(OLD, now)
        tx.feeds.move(feed.id, NEW, now)
        assert tx.feeds.move(feed.id, NEW, now).url == NEW
        back = tx.feeds.move(feed.id, OLD, now)
        assert (back.id, back.url, back.moved_to) == (feed.id, OLD, None)
        assert tx.feeds.find(NEW) == tx.feeds.find(OLD) == back


def test_a_feed_that_moves_to_where_another_is_becomes_that_one_with_all_of_its_followers(
    store: Store,
    digest: Digest,
    network_id: NetworkId,
    newcomer: Newcomer,
    now: datetime,
) -> None:
    earlier = now - timedelta(days=30)
    ash = newcomer("ash")
    with store.begin() as tx:
        member = tx.members.join(network_id, ash, Profile("Ash", None), now).id
        own = tx.digests.open_for_member(network_id, member, ash, now)
        old, new = tx.feeds.add(OLD, earlier), tx.feeds.add(NEW, now)
        tx.digests.follow(digest.id, new.id, ["data"], None, now)
        tx.digests.follow(digest.id, old.id, ["Data", "tea"], ash, earlier)
        tx.digests.follow(own.id, old.id, [], ash, earlier)
        tx.digests.mute(own.id, "feed", OLD, now)
        tx.digests.mute(own.id, "author", OLD, now)
        tx.blogs.claim(Blog(member, old.id, "Ash", agreed=True), now)
        moved = tx.feeds.move(old.id, NEW, now)
        assert moved.id == new.id
        assert tx.digests.follows(digest.id) == [
            FeedFollow(digest.id, new.id, ("data", "tea"), earlier, ash)
        ]
        assert tx.digests.follows(own.id) == [FeedFollow(own.id, new.id, (), earlier, ash)]
        assert tx.digests.mutes(own.id) == [Mute("author", OLD), Mute("feed", NEW)]
        assert tx.blogs.of_member(member) == [Blog(member, new.id, "Ash", agreed=True)]
        assert tx.feeds.find(OLD) == moved
        with pytest.raises(NotFoundError):
            tx.feeds.get(old.id)


def test_who_followed_all_of_either_feed_follows_all_of_both(
    store: Store, digest: Digest, now: datetime
) -> None:
    (old,) = followed(store, digest, now, OLD)
    with store.begin() as tx:
        new = tx.feeds.add(NEW, now)
        tx.digests.follow(digest.id, new.id, ["data"], None, now)
        tx.feeds.move(old.id, NEW, now)
        assert tx.digests.follows(digest.id) == [FeedFollow(digest.id, new.id, (), now, None)]


def test_entries_go_over_with_a_move_and_none_is_listed_twice(
    store: Store, digest: Digest, now: datetime
) -> None:
    earlier = now - timedelta(days=3)
    old, new = followed(store, digest, now, OLD, NEW)
    with store.begin() as tx:
        ((feed, token), *_) = [one for one in tx.feeds.claim(9, now, LEASE) if one[0].id == old.id]
        tx.feeds.keep(replace(feed, began=True), token, now)
        alone = written(tx, old.id, "alone", earlier, listed_at=earlier)
        both = written(tx, old.id, "both", earlier, listed_at=earlier)
        written(tx, new.id, "both", now, title="Newer")
        shown = EditionPost(both.post_id, old.id, "both", "other")
        edition = tx.editions.open(digest, "2026-W48", earlier, now, [shown], 0, "", now)
        assert edition
        moved = tx.feeds.move(old.id, NEW, now)
        assert moved.began
        kept = tx.posts.entries(new.id, ["alone", "both"])
        assert kept["alone"] == replace(alone, feed_id=new.id)
        assert kept["both"].title == "Newer"
        assert (kept["both"].first_seen_at, kept["both"].listed_at) == (earlier, earlier)
        assert tx.editions.posts(edition.id) == [replace(shown, feed_id=new.id)]
        assert tx.posts.entries(old.id, ["alone", "both"]) == {}
