"""By which account, in which workspace, people are reached."""

from collections.abc import Sequence

from storage.notice_queue import To
from storage.store import Transaction
from storage.types import Account, GroupId, MemberId, NetworkId, SpaceId


def direct(account: Account) -> To:
    """A direct message to an account."""
    return To(account.space_id, account_id=account.id)


def reach(tx: Transaction, member_id: MemberId) -> Account | None:
    """Return the account by which a member is reached: one that is there and did not block us."""
    accounts = [a for a in tx.members.accounts(member_id) if not a.gone]
    open_to_us = [a for a in accounts if a.blocked_at is None]
    return next(iter(open_to_us or accounts), None)


def organisers_to(tx: Transaction, network_id: NetworkId) -> list[To]:
    """Return where a network's organisers are told things: a direct message to each."""
    return [direct(account) for account in tx.networks.organisers(network_id)]


def group_route(
    tx: Transaction, group_id: GroupId, members: Sequence[MemberId]
) -> tuple[list[To], dict[MemberId, To]]:
    """Return how a group is told: one chat where all share a workspace, else each on their own."""
    reached = {member: reach(tx, member) for member in members}
    accounts = {member: account for member, account in reached.items() if account}
    spaces: set[SpaceId] = {account.space_id for account in accounts.values()}
    if len(accounts) == len(members) and len(spaces) == 1:
        return [To(spaces.pop(), group_id=group_id)], {}
    return [], {member: direct(account) for member, account in accounts.items()}
