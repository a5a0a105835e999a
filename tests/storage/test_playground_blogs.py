"""The playground's network follows blogs of the little web from its start, wherever that is."""

from datetime import UTC, datetime, timedelta

from bot.demo.blogs import follow_blogs
from bot.playground.web.records import read_blogs
from storage.digest_records import Digest
from storage.store import Store
from storage.types import AccountKey, Network, Profile

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
HERE, ELSEWHERE = "http://127.0.0.1:8080", "http://127.0.0.1:9090"


def begin(store: Store) -> Network:
    with store.begin() as tx:
        network = tx.networks.add("Tea")
        space = tx.spaces.install("slack", "T0TEAPOINT", "T0TEAPOINT", "Tea", "xoxb-tea")
        tx.accounts.see(AccountKey("slack", "T0TEAPOINT", "U0PRIYA"), space.id, "Priya")
        huw = tx.accounts.see(AccountKey("slack", "T0TEAPOINT", "U0HUW"), space.id, "Huw")
        tx.members.join(network.id, huw.id, Profile("Huw", None), NOW)
        return network


def digests(store: Store, network: Network) -> list[Digest]:
    """The channel's first: both were set up at one moment."""
    with store.read() as tx:
        return sorted(tx.digests.all(network.id), key=lambda one: one.place_id is None)


def addresses(store: Store, network: Network) -> set[str]:
    with store.read() as tx:
        ids = [feed for one in tx.digests.all(network.id) for feed in tx.digests.follows(one.id)]
        return {feed.url for feed in tx.feeds.many([each.feed_id for each in ids]).values()}


def test_a_channel_and_a_member_follow_blogs_that_there_are_and_what_is_new_will_come(
    store: Store,
) -> None:
    network = begin(store)
    follow_blogs(store, "Tea", HERE, NOW)
    channel, member = digests(store, network)
    assert (bool(channel.place_id), bool(member.member_id)) == (True, True)
    assert {one.plan.rhythm for one in (channel, member)} == {"weekly"}
    web = {
        f"{HERE}/playground/web/{one.name}/{feed.path}"
        for one in read_blogs()
        for feed in one.feeds
    }
    assert addresses(store, network) <= web
    with store.begin() as tx:
        due = tx.feeds.claim(10, NOW, timedelta(minutes=1))
    assert [feed.began for feed, _ in due] == [True, True], "what they wrote lately counts as new"


def test_started_again_elsewhere_it_follows_the_same_blogs_there_and_nothing_that_was_removed(
    store: Store,
) -> None:
    network = begin(store)
    follow_blogs(store, "Tea", HERE, NOW)
    before = digests(store, network)
    with store.begin() as tx:
        planet = tx.feeds.find(f"{HERE}/playground/web/planet/feed.xml")
        assert planet
        for digest in before:
            tx.digests.unfollow(digest.id, planet.id)
    follow_blogs(store, "Tea", ELSEWHERE, NOW)
    assert digests(store, network) == before
    assert addresses(store, network) == {f"{ELSEWHERE}/playground/web/northmoor/feed.xml"}


def test_in_a_network_of_another_name_nothing_is_followed(store: Store) -> None:
    network = begin(store)
    follow_blogs(store, "Coffee", HERE, NOW)
    assert digests(store, network) == []
