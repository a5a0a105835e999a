"""Accounts of one verified address that two members have: each is asked about once, by message.

Only the account that has just proven its address is asked, and what it learns of the other is on
which platform it is, no more.
"""

from datetime import datetime

from jobs.delivery.reaching import direct
from storage.notice_queue import key_of
from storage.notices.linking import SamePersonAsked
from storage.transaction import Transaction
from storage.types import AccountId, NetworkId


def offer_everywhere(tx: Transaction, account_id: AccountId, now: datetime) -> None:
    """Ask in each network of theirs: for whoever learns that an address is verified."""
    for member in tx.members.of_account(account_id):
        offer(tx, member.network_id, account_id, now)


def offer(tx: Transaction, network_id: NetworkId, account_id: AccountId, now: datetime) -> None:
    """Ask a member whether they are the members of the same address, each once for good."""
    account = tx.accounts.get(account_id)
    for other in find_doubles(tx, network_id, account_id):
        notice, turned = SamePersonAsked(account_id, other), SamePersonAsked(other, account_id)
        keys = [
            key_of(notice, direct(account)),
            key_of(turned, direct(tx.accounts.get(other))),
        ]
        if not tx.deliveries.by_keys(keys):
            tx.notices.queue(network_id, notice, [direct(account)], now)


def find_doubles(tx: Transaction, network_id: NetworkId, account_id: AccountId) -> list[AccountId]:
    """Return accounts of this one's verified address that are another present member's.

    Those are left out of which somebody said that they are not one person's.
    """
    member = tx.members.find(network_id, account_id)
    if member is None:
        return []
    return [
        other
        for other in tx.addresses.same_as(account_id)
        if (theirs := tx.members.find(network_id, other))
        and theirs.id != member.id
        and not tx.doubles.declined(network_id, account_id, other)
    ]
