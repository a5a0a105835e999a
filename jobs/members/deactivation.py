"""What follows when a platform says that an account is gone: marked, and partners are told."""

from datetime import datetime

from jobs.members import membership
from storage.transaction import Transaction
from storage.types import AccountKey


def forget_account(tx: Transaction, key: AccountKey, now: datetime) -> None:
    """Mark the account as gone; a member left without any account leaves every scheme."""
    account = tx.accounts.find(key)
    if account is None or account.gone:
        return
    tx.accounts.mark_gone(account.id)
    for network in tx.networks.all():
        tx.programmes.release(network.id, account.id)
        member = tx.members.find(network.id, account.id)
        if member and all(each.gone for each in tx.members.accounts(member.id)):
            membership.leave(tx, member, None, now)
