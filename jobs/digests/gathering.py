"""What an edition is composed of, read from the store in a fixed number of statements."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from jobs.calendars.workdays import find_zone
from jobs.digests.records import Gathered
from jobs.digests.versions import shown_as
from storage.digest_records import Digest, FeedFollow
from storage.feed_records import Entry, FeedId, PostId
from storage.transaction import Transaction
from storage.types import Member

MOST_LISTED = 2_000
"""Of more new posts than this, the newest are looked at."""

_STILL_WRITTEN = timedelta(minutes=1)


def gather(
    tx: Transaction, digest: Digest, until: datetime, since: datetime | None = None
) -> Gathered:
    """Return everything that decides what an edition holds whose window ends then.

    `since`: where its window begins; else where the last one that was delivered ended.
    """
    since = since or digest.until
    follows = {follow.feed_id: follow for follow in tx.digests.follows(digest.id)}
    followed = tx.digests.followed_since(digest.network_id, digest.member_id)
    begins = _beginnings(digest, follows, followed, since)
    listed = _listed(tx, begins, since, until)
    sames = tx.posts.sames(digest.network_id)
    ids = _with_sames({entry.post_id for entry in listed}, sames)
    reserved = tx.editions.reserved(digest.id, ids)
    return Gathered(
        digest,
        listed,
        copies=tx.posts.copies(ids, followed),
        feeds=tx.feeds.many(followed),
        follows=follows if digest.plan.reads == "chosen" else {},
        mutes=tx.digests.mutes(digest.id),
        sames=sames,
        reserved={shown_as(post_id, sames) for post_id in reserved},
        older=_older(tx, begins, since, until),
        wanted=_wanted(tx, digest),
        known=tx.interests.vocabulary(digest.network_id),
        today=day_of(until, zone_of(tx, digest)),
        since=since,
        until=until,
    )


def end_of_window(digest: Digest, now: datetime) -> datetime:
    """Return up to when posts are taken: what a poll may still be writing down comes next time.

    Where several connections write, a post is seen only once its transaction has ended, and bears
    the moment at which that began.
    """
    return max(digest.until, now - _STILL_WRITTEN)


def day_of(until: datetime, zone: str) -> date:
    """Return the reader's day when a window ended: at midnight it ends a minute before the day."""
    return (until + _STILL_WRITTEN).astimezone(find_zone(zone)).date()


def count_older(
    tx: Transaction, digest: Digest, since: datetime, until: datetime
) -> dict[FeedId, int]:
    """Return how many posts each of the digest's feeds brought all at once in a window."""
    follows = {follow.feed_id: follow for follow in tx.digests.follows(digest.id)}
    followed = tx.digests.followed_since(digest.network_id, digest.member_id)
    return _older(tx, _beginnings(digest, follows, followed, since), since, until)


def zone_of(tx: Transaction, digest: Digest) -> str:
    """Return where a digest's wall time is read: its own zone, its member's or the network's."""
    member = reader_of(tx, digest)
    own = digest.plan.zone or (member.profile.zone if member else "")
    return own or tx.networks.get(digest.network_id).zone


def reader_of(tx: Transaction, digest: Digest) -> Member | None:
    """Return the member whose digest it is, present or not; None where it is a channel's."""
    if digest.member_id is None:
        return None
    return tx.members.get(digest.member_id, digest.network_id)


def _wanted(tx: Transaction, digest: Digest) -> Sequence[str]:
    member = reader_of(tx, digest)
    if digest.plan.shows == "interests" and member:
        return member.profile.interests
    return digest.plan.topics


def _beginnings(
    digest: Digest,
    follows: Mapping[FeedId, FeedFollow],
    followed: Mapping[FeedId, datetime],
    since: datetime,
) -> dict[FeedId, datetime]:
    """From when on each feed's posts are new to this digest: never from before it followed it."""
    own = {feed_id: follow.at for feed_id, follow in follows.items()}
    taken = own if digest.plan.reads == "chosen" else {**followed, **own}
    return {feed_id: max(since, at) for feed_id, at in taken.items()}


def _listed(
    tx: Transaction, begins: Mapping[FeedId, datetime], since: datetime, until: datetime
) -> list[Entry]:
    found = tx.posts.listed(begins, since, until, MOST_LISTED)
    return [one for one in found if one.listed_at and one.listed_at > begins[one.feed_id]]


def _older(
    tx: Transaction, begins: Mapping[FeedId, datetime], since: datetime, now: datetime
) -> dict[FeedId, int]:
    """How many posts each feed brought all at once; a feed followed since then counts from then."""
    late = {feed_id: at for feed_id, at in begins.items() if at > since}
    counts = tx.posts.older(begins.keys() - late.keys(), since, now)
    for feed_id, at in late.items():
        counts |= tx.posts.older([feed_id], at, now)
    return counts


def _with_sames(ids: Iterable[PostId], sames: Mapping[PostId, PostId]) -> set[PostId]:
    """The posts, and those that the network calls the same as one of them."""
    roots = {shown_as(one, sames) for one in ids}
    return roots | set(ids) | {one for one in sames if shown_as(one, sames) in roots}
