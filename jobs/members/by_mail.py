"""People who have nothing but e-mail: asking them to confirm, and stopping what they do not want.

An account on "mail" is one address in one network: what it is in one shows in no other.
"""

from datetime import datetime, timedelta

from jobs.delivery.reaching import direct, organisers_to
from jobs.members import membership
from jobs.members.belonging import taking_part
from storage.addresses import MAIL
from storage.errors import NotFoundError
from storage.notices.mail import ConfirmAddress, JoinPageFlooded, SignInLink
from storage.transaction import Transaction
from storage.types import Account, AccountId, Member, Network, NetworkId, Space

CONFIRM_WITHIN = timedelta(hours=48)
FRESH_LINK_LIVES = timedelta(days=7)


def open_mail_space(tx: Transaction, network: Network) -> Space:
    """Return where a network's e-mail members live, made the first time."""
    space = tx.spaces.install(MAIL, network.id, network.id, network.name)
    tx.networks.link(network.id, space.id, default=True)
    return space


def ask_to_confirm(tx: Transaction, network: Network, address: str, now: datetime) -> Account:
    """Send a link to an address that was typed on the join page, whoever's it is.

    Who has it already gets the same mail: neither page nor time tells whether it is known.
    """
    account = see_mailbox(tx, network, address, now)
    ask_again(tx, account, now)
    return account


def see_mailbox(tx: Transaction, network: Network, address: str, now: datetime) -> Account:
    """Return the account of an address that was typed, whoever's it is; new ones are unconfirmed.

    That mail is sent there once makes nobody a member: the network does not span e-mail for it.
    """
    try:
        space = tx.spaces.find(MAIL, network.id)
    except NotFoundError:
        space = tx.spaces.install(MAIL, network.id, network.id, network.name)
    account = tx.accounts.see(tx.addresses.mail_key(network.id, address), space.id)
    if tx.addresses.of(account.id) is None:
        tx.addresses.keep(account.id, address, "mail", now, verified=False)
    return account


def send_fresh_link(tx: Transaction, account: Account, now: datetime) -> None:
    """Send a member a link to their own page."""
    _queue(tx, SignInLink(account.id), account, now, FRESH_LINK_LIVES)


def ask_again(tx: Transaction, account: Account, now: datetime) -> None:
    """Send the link to confirm an address, once more where the first is over."""
    _queue(tx, ConfirmAddress(account.id), account, now, CONFIRM_WITHIN)


def _queue(
    tx: Transaction,
    notice: ConfirmAddress | SignInLink,
    account: Account,
    now: datetime,
    lives: timedelta,
) -> None:
    network_id = NetworkId(account.key.authority)
    to, occasion = [direct(account)], now.isoformat()
    tx.notices.queue(network_id, notice, to, now, expires_at=now + lives, occasion=occasion)


def tell_of_flood(tx: Transaction, network_id: NetworkId, code: str, now: datetime) -> None:
    """Tell organisers that the join page is flooded: once a day, however long it lasts."""
    to = organisers_to(tx, network_id)
    tx.notices.queue(network_id, JoinPageFlooded(code), to, now, occasion=f"{now:%Y-%m-%d}")


def find_mail_account(tx: Transaction, account_id: AccountId) -> Account | None:
    """Return whose page it is; None where the account is not there any more."""
    known = tx.addresses.of(account_id)
    account = tx.accounts.get(account_id) if known else None
    return account if account and account.key.platform == MAIL and not account.gone else None


def stop_mail(tx: Transaction, account: Account, now: datetime) -> None:
    """Send somebody no more e-mail: who is reached by nothing else has a break until they say."""
    tx.addresses.stop(account.id, now)
    member = tx.members.find(NetworkId(account.key.authority), account.id)
    if member and _has_only_mail(tx, member, account):
        for programme in taking_part(tx, member):
            membership.pause(tx, member, programme, None)


def _has_only_mail(tx: Transaction, member: Member, account: Account) -> bool:
    accounts = tx.accounts.of_members([member.id]).get(member.id, [])
    return all(one.id == account.id for one in accounts)
