"""A blog whose feed was taken down is looked at again, because somebody asked.

Its followers were told that it is gone, and are told nothing before it is back. What came of it is
told whoever asked, by direct message, once there was time to look.
"""

from datetime import datetime, timedelta

from jobs.delivery.reaching import direct
from storage.digest_records import Digest
from storage.feed_records import Feed, FeedId
from storage.notices.following import BlogRestored
from storage.transaction import Transaction
from storage.types import Account

TOLD_AFTER = timedelta(minutes=5)


def look_again(
    tx: Transaction, digest: Digest, feed_id: FeedId, asked_by: Account, now: datetime
) -> Feed:
    """Have a feed that is gone or stopped polled at once; return it."""
    feed, occasion = tx.feeds.restore(feed_id, now), now.isoformat()
    notice = BlogRestored(asked_by.id, digest.id, feed.id, occasion)
    to, later = [direct(asked_by)], now + TOLD_AFTER
    tx.notices.queue(digest.network_id, notice, to, now, not_before=later, occasion=occasion)
    return feed
