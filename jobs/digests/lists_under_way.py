"""Which blogs of a list are followed only until somebody has looked at them.

An import follows each line before it is read, and lets go of what turns out to be none. Until then
such a line is no blog that anybody follows: it is neither listed nor exported.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from jobs.digests.blog_lists import look_now
from jobs.digests.blogs_errand import reports
from storage.digest_records import Digest
from storage.feed_records import FeedId
from storage.transaction import Transaction
from storage.types import NetworkId

_UNSURE = ("waiting", "no feed", "refused")


def looked_at(tx: Transaction, digest: Digest) -> set[FeedId]:
    """Return which of the blogs that a digest takes are being looked at."""
    own = {follow.feed_id: follow.at for follow in tx.digests.follows(digest.id)}
    if digest.plan.reads == "all":
        own = tx.digests.followed_since(digest.network_id, digest.member_id) | own
    return looked_at_of(tx, digest.network_id, own)


def looked_at_of(
    tx: Transaction, network_id: NetworkId, followed: Mapping[FeedId, datetime]
) -> set[FeedId]:
    """Return which of these blogs, each followed since then, are being looked at."""
    unsure = set(_unsure(tx, network_id))
    return {id_ for id_, begun in unsure if id_ in followed and followed[id_] >= begun}


def _unsure(tx: Transaction, network_id: NetworkId) -> Iterator[tuple[FeedId, datetime]]:
    """What lists brought and is not known to be a blog, and since when it is looked for."""
    for report in reports(tx, network_id):
        begun = datetime.fromisoformat(report.begun)
        for line in look_now(tx, report).lines:
            if line.feed and line.state in _UNSURE:
                yield FeedId(line.feed), begun
