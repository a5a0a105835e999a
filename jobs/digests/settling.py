"""What became of editions: delivered, or dead with their posts free again; and edits of posts.

Whether a message arrived is known to its delivery alone, so each tick looks at those of queued
editions. A digest's window moves on only as far as everything before was delivered, or carried by
a later edition.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from jobs.digests.reading import mark, read_edition
from storage.digest_records import Digest, Edition, EditionState
from storage.feed_records import PostId
from storage.notice_queue import To, key_of
from storage.notices.digests import DigestEdition
from storage.queue_records import DeliveryState
from storage.transaction import Transaction
from storage.types import Account, MemberId, SpaceId

EDITS_SHOWN_FOR = timedelta(hours=48)

_BECOMES: Mapping[DeliveryState, EditionState] = {
    "sent": "delivered",
    "dead": "dead",
    "cancelled": "dead",
}
_OVER: frozenset[EditionState] = frozenset({"delivered", "empty", "skipped"})


def settle_due(tx: Transaction, now: datetime) -> None:
    """Settle every queued edition whose message arrived or was given up."""
    editions = tx.editions.queued()
    digests = tx.digests.many([edition.digest_id for edition in editions])
    queued = [(edition, digests[edition.digest_id]) for edition in editions]
    members = [digest.member_id for _edition, digest in queued if digest.member_id]
    accounts = tx.accounts.of_members(members)
    keys = {edition.id: _keys(edition, digest, accounts) for edition, digest in queued}
    found = tx.deliveries.by_keys([key for some in keys.values() for key in some])
    for edition, digest in queued:
        states = [found[key].state for key in keys[edition.id] if key in found]
        # A message that is kept no longer, or whose reader is gone, tells nobody anything.
        state = _BECOMES.get(states[0]) if states else "dead"
        if state and tx.editions.settle(edition.id, state, now):
            advance(tx, digest)
            if state == "delivered":
                _show_edits(tx, edition, digest, now)


def refresh(tx: Transaction, post_ids: Iterable[PostId], now: datetime) -> int:
    """Change the messages of the last 48 hours in which posts with a new title or link stand.

    Whoever records edited posts calls this in the same transaction. Nothing is announced again.
    Return how many messages are changed.
    """
    changed = list(post_ids)
    editions = tx.editions.showing(changed, now - EDITS_SHOWN_FOR) if changed else []
    digests = tx.digests.many([edition.digest_id for edition in editions])
    return sum(_show_edits(tx, each, digests[each.digest_id], now) for each in editions)


def advance(tx: Transaction, digest: Digest) -> None:
    """Move the end of what was delivered as far as it is true."""
    until = tx.digests.get(digest.id, digest.network_id).until
    reached = delivered_until(tx.editions.recent(digest.id, until), until)
    if reached > until:
        tx.digests.deliver_until(digest.id, reached)


def delivered_until(editions: Sequence[Edition], until: datetime) -> datetime:
    """Return up to when everything was delivered, or is carried by an edition that was. Pure."""
    for edition in sorted(editions, key=lambda each: each.made_at):
        whole = not any(_is_owed(before, edition) for before in editions)
        if whole and edition.state in _OVER:
            until = max(until, edition.until)
    return until


def _is_owed(before: Edition, edition: Edition) -> bool:
    """Whether posts of an edition before may still be missing from this one and what follows."""
    if before.made_at >= edition.made_at:
        return False
    if before.state == "dead":  # at the same moment: nobody knows which was first
        return before.settled_at is None or before.settled_at >= edition.made_at
    return before.state == "queued"


def _keys(
    edition: Edition, digest: Digest, accounts: Mapping[MemberId, Sequence[Account]]
) -> list[str]:
    """The keys that the edition's delivery may have: one for each account of its member."""
    notice, space = DigestEdition(edition.id), SpaceId("")
    if digest.place_id:
        return [key_of(notice, To(space, place_id=digest.place_id))]
    mine = accounts.get(digest.member_id, ()) if digest.member_id else ()
    return [key_of(notice, To(space, account_id=account.id)) for account in mine]


def _show_edits(tx: Transaction, edition: Edition, digest: Digest, now: datetime) -> bool:
    reads = mark(read_edition(tx, edition, digest))
    if reads == edition.shown:
        return False
    accounts = tx.accounts.of_members([digest.member_id] if digest.member_id else [])
    keys = _keys(edition, digest, accounts)
    changed = [tx.notices.change(key, digest.network_id, now, reads) for key in keys]
    tx.editions.change_shown(edition.id, reads)
    return any(changed)
