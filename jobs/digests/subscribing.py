"""A digest is set up: what it takes where nobody has said so yet."""

from dataclasses import replace
from datetime import datetime

from jobs.digests import editions
from storage.digest_records import Digest, DigestPlan
from storage.transaction import Transaction
from storage.types import AccountId, Member, NetworkId

USUAL = DigestPlan("weekly", weekday=0, at="09:00")
"""Once a week, on Monday morning: what is offered first."""


def first_plan(
    tx: Transaction, network_id: NetworkId, known: Digest | None, *, own: bool
) -> DigestPlan:
    """Return what a digest takes, and where it follows no blog itself, all of its network's.

    `known`: None where there is none yet; a member's own is then about their interests, if they
    have some. A channel of a network that follows nothing waits for blogs of its own.
    """
    plan = known.plan if known else DigestPlan(shows="interests" if own else "everything")
    if plan.reads == "all" or (known and tx.digests.follows(known.id)):
        return plan
    has_some = bool(tx.digests.feeds_of(network_id))
    return replace(plan, reads="all") if has_some or own else plan


def begin_own(tx: Transaction, member: Member, by: AccountId, now: datetime) -> Digest:
    """Send a member what is new once a week; one whose own digest comes already keeps it."""
    known = tx.digests.of_member(member.network_id, member.id)
    if known and known.plan.rhythm != "off":
        return known
    plan = first_plan(tx, member.network_id, known, own=True)
    digest = known or tx.digests.open_for_member(member.network_id, member.id, by, now)
    wanted = replace(plan, rhythm=USUAL.rhythm, weekday=USUAL.weekday, at=USUAL.at)
    return editions.set_plan(tx, digest, wanted, now)


def count_own_alone(tx: Transaction, digest: Digest) -> int:
    """Return how many blogs a digest follows itself that its network does not."""
    own = {follow.feed_id for follow in tx.digests.follows(digest.id)}
    return len(own.difference(tx.digests.feeds_of(digest.network_id)))


def count_blogs(tx: Transaction, digest: Digest) -> int:
    """Return from how many blogs a digest takes its posts."""
    if digest.plan.reads == "all":
        return len(tx.digests.feeds_of(digest.network_id, digest.member_id))
    return len(tx.digests.follows(digest.id))
