"""Blogs, posts and digests for tests: as records alone, and as rows of a world's network."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from jobs.digests import editions
from jobs.digests.records import Gathered
from jobs.feeds.identity import link_key
from storage.digest_records import Digest, DigestId, DigestPlan, Edition, FeedFollow
from storage.feed_records import Entry, Feed, FeedId, PostId
from storage.interests import TopicWords
from storage.transaction import Transaction
from storage.types import NetworkId, PlaceId
from tests.support.chat import Chat, World

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAILY = DigestPlan("daily", at="09:00", starts=date(2026, 11, 2))
WEEKLY = DigestPlan("weekly", weekday=0, at="09:00", starts=date(2026, 11, 2))
TOPICS = (
    TopicWords("data", ("data sharing", "statistics")),
    TopicWords("service design", ("user-centred design",)),
    TopicWords("accessibility", ("a11y",)),
)


def a_feed(id_: str = "f1", title: str = "Example Council Digital", host: str = "") -> Feed:
    """A blog that is read at a host of its own."""
    site = f"https://{host or id_ + '.example'}"
    at = MONDAY - timedelta(days=30)
    return Feed(FeedId(id_), f"{site}/feed", title, site, "alive", "id", 1, at, at, began=True)


def an_entry(number: int, title: str = "", feed_id: str = "f1", **more: object) -> Entry:
    """A post that was listed on Friday, in the feed of its own host."""
    at = MONDAY - timedelta(days=3, minutes=number)
    title = title or f"Post number {number}"
    return replace(
        Entry(
            FeedId(feed_id),
            f"1:key{number}",
            PostId(f"p{number}"),
            title,
            f"https://{feed_id}.example/{number}",
            author="Ade Bello",
            summary=f"What we learned, part {number}.",
            words=900,
            categories=(),
            title_key=title.casefold(),
            content_hash=f"h{number}",
            first_seen_at=at,
            last_in=at,
            published_at=at,
            listed_at=at,
        ),
        **more,  # type: ignore[arg-type]  # a test's shorthand
    )


def a_digest(plan: DigestPlan = WEEKLY, *, place: bool = True) -> Digest:
    """A channel's digest."""
    since = MONDAY - timedelta(days=7)
    place_id = PlaceId("c1") if place else None
    return Digest(DigestId("d1"), NetworkId("n1"), place_id, None, plan, since, since)


def gathered(entries: Sequence[Entry], feeds: Sequence[Feed] = (), **more: object) -> Gathered:
    """What a digest would be composed of: everything is followed, and nothing is muted."""
    feeds = feeds or [a_feed(id_) for id_ in sorted({one.feed_id for one in entries})]
    feeds = feeds or [a_feed()]
    digest = more.pop("digest", None) or a_digest()
    assert isinstance(digest, Digest)
    copies: dict[PostId, list[Entry]] = {}
    for entry in entries:
        copies.setdefault(entry.post_id, []).append(entry)
    made = Gathered(
        digest,
        entries,
        copies,
        {feed.id: feed for feed in feeds},
        {feed.id: FeedFollow(digest.id, feed.id, (), digest.made_at) for feed in feeds},
        (),
        {},
        frozenset(),
        {},
        (),
        TOPICS,
        MONDAY.date(),
        digest.until,
        MONDAY,
    )
    return replace(made, **more)  # type: ignore[arg-type]  # a test's shorthand


# In a world


async def follow(world: World, *feeds: Feed, plan: DigestPlan = WEEKLY) -> Digest:
    """The world's channel follows these blogs, with this plan."""

    def set_up(tx: Transaction) -> Digest:
        digest = tx.digests.open_for_place(world.network.id, world.channel.id, None, world.now)
        _follow(tx, digest, feeds, world.now)
        return editions.set_plan(tx, digest, plan, world.now)

    return await world.aside.write(set_up)


async def follow_oneself(world: World, chat: Chat, *feeds: Feed, plan: DigestPlan) -> Digest:
    """A member follows these blogs for themself."""
    member = await chat.find_member()

    def set_up(tx: Transaction) -> Digest:
        digest = tx.digests.open_for_member(world.network.id, member.id, None, world.now)
        _follow(tx, digest, feeds, world.now)
        return editions.set_plan(tx, digest, plan, world.now)

    return await world.aside.write(set_up)


def _follow(tx: Transaction, digest: Digest, feeds: Sequence[Feed], now: datetime) -> None:
    for feed in feeds:
        known = tx.feeds.add(feed.url, now, feed.title, feed.site)
        tx.digests.follow(digest.id, known.id, (), None, now)


async def write(world: World, feed: Feed, *entries: Entry) -> list[Entry]:
    """A blog writes these posts, which are read a minute later; the same link is the same post.

    A minute after that they are in any edition: nothing of them can still be written down.
    """
    world.now += timedelta(minutes=1)

    def record(tx: Transaction) -> list[Entry]:
        found = tx.feeds.find(feed.url)
        assert found, "nobody follows this blog"
        keys = {entry.link: link_key(entry.link) for entry in entries}
        ids = tx.posts.post_for(keys.values(), world.now)
        new = [_seen(entry, found.id, ids[keys[entry.link]], world.now) for entry in entries]
        tx.posts.record(new, [], [], world.now)
        return new

    written = await world.aside.write(record)
    world.now += timedelta(minutes=1)
    return written


def _seen(entry: Entry, feed_id: FeedId, post_id: PostId, now: datetime) -> Entry:
    mine = replace(entry, feed_id=feed_id, post_id=post_id)
    return replace(mine, listed_at=now, first_seen_at=now, last_in=now)


async def editions_of(world: World, digest: Digest) -> list[Edition]:
    """Return every edition of a digest, the oldest first."""
    long_ago = digest.made_at - timedelta(days=1)
    found = await world.aside.read(lambda tx: tx.editions.recent(digest.id, long_ago))
    return found[::-1]


async def labels(world: World, digest: Digest) -> list[str]:
    """Return the periods of a digest that were fired, with what became of each."""
    return [f"{each.label} {each.state}" for each in await editions_of(world, digest)]
