"""Who is told of a feed's trouble: once, where its posts are read."""

from collections.abc import Iterator
from datetime import datetime

from jobs.calendars.quiet_days import after_quiet
from jobs.digests.editions import address_of
from jobs.polling.judging import Tell
from storage.digest_records import Digest
from storage.feed_records import Feed
from storage.naming import fold
from storage.notices.digests import FeedBack, FeedFailing, FeedGone
from storage.transaction import Transaction


def tell_followers(
    tx: Transaction, feed: Feed, what: Tell, since: datetime | None, now: datetime
) -> None:
    """Queue the notice for every digest that follows the feed itself and is read.

    `since`: when the trouble began, which sets one time apart from another. In a quiet period it
    waits; what is not true any more by then is not said.
    """
    notice = _notice(feed, what)
    for digest in _readers(tx, feed):
        to = address_of(tx, digest)
        if notice is None or to is None:
            continue
        tx.notices.queue(
            digest.network_id,
            notice,
            [to],
            now,
            not_before=after_quiet(tx, digest.network_id, now) if digest.place_id else now,
            occasion=(since or now).isoformat(),
        )


def _notice(feed: Feed, what: Tell) -> FeedGone | FeedFailing | FeedBack | None:
    match what:
        case "gone":
            return FeedGone(feed.id)
        case "failing":
            return FeedFailing(feed.id)
        case "back":
            return FeedBack(feed.id)
        case "":
            return None


def _readers(tx: Transaction, feed: Feed) -> Iterator[Digest]:
    named = {fold(feed.id), fold(feed.title), fold(feed.url)}
    for digest in tx.digests.followers(feed.id):
        mutes = {fold(mute.shown) for mute in tx.digests.mutes(digest.id) if mute.kind == "feed"}
        if digest.plan.rhythm != "off" and named.isdisjoint(mutes):
            yield digest
