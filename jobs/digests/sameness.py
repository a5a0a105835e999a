"""Somebody says that two posts are one, or takes it back: within one network."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jobs.digests.explaining import Found
from jobs.digests.versions import choose_version, shown_as
from storage.feed_records import Entry, PostId
from storage.transaction import Transaction
from storage.types import AccountId, NetworkId


@dataclass(frozen=True, slots=True)
class Merged:
    """`post_id`, and `along` what was shown as it, are shown as the post of `shown` from now on."""

    post_id: PostId
    along: tuple[PostId, ...]
    shown: Entry


def merge(
    tx: Transaction, network_id: NetworkId, posts: Sequence[Found], by: AccountId, now: datetime
) -> Merged | None:
    """Show two posts as one, in the author's own version; None where they are one already."""
    first, second = posts
    sames = tx.posts.sames(network_id)
    one, other = (shown_as(each.version.entry.post_id, sames) for each in (first, second))
    if one == other:
        return None
    both = [first.version.entry, second.version.entry]
    shown = choose_version(both, {**first.feeds, **second.feeds}).entry
    root, copy = (one, other) if shown is first.version.entry else (other, one)
    along = tuple(post_id for post_id in sames if shown_as(post_id, sames) == copy)
    tx.posts.same(network_id, copy, root, by, now)
    return Merged(copy, along, shown)


def part(
    tx: Transaction,
    network_id: NetworkId,
    post_id: PostId,
    along: Sequence[PostId],
    by: AccountId,
    now: datetime,
) -> bool:
    """Take back that a post is another one, with what was shown as it; False where it is not."""
    if not tx.posts.differ(network_id, post_id):
        return False
    for each in along:
        if tx.posts.differ(network_id, each):
            tx.posts.same(network_id, each, post_id, by, now)
    return True


def find_copy(tx: Transaction, network_id: NetworkId, posts: Sequence[Found]) -> PostId | None:
    """Return which of two posts somebody said is the other one; None where nobody did."""
    sames = tx.posts.sames(network_id)
    ids = [entry.post_id for found in posts for entry in found.copies]
    return next((post_id for post_id in ids if post_id in sames), None)
