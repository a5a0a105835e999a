"""E-mail that comes back, at once or days later: the address rests, and so does its owner.

Whoever is reached by something else reads the same message there. Organisers hear each morning how
many addresses refused us, no names. An address that its owner confirms again works again.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from jobs.calendars.workdays import find_zone, to_utc
from jobs.delivery.reaching import direct, organisers_to, read_addresses
from jobs.members import silence
from jobs.organisations.verifying import note_address
from storage.notices.mail import AddressCode, CodeRefused, MailNotice, MailRefused
from storage.queue_records import Delivery
from storage.transaction import Transaction
from storage.types import AccountId, Network, NetworkId

Why = Literal["refused", "full", "not sent"]
_MORNING = time(9)
_MOST_ATTEMPTS = 12


@dataclass(frozen=True, slots=True)
class CameBack:
    """A mail that was taken and never delivered, by the key of its delivery.

    `ref` is the mail itself: one that was sent again is another mail of the same key. "refused":
    there is no such mailbox; "full": it took nothing for days; "not sent": whoever carries mails
    failed, and the same mail may be sent again.
    """

    key: str
    ref: str
    why: Why


def take_back(tx: Transaction, found: Iterable[CameBack], now: datetime) -> int:
    """Settle mails that came back after they were sent, each once; return how many were new."""
    return sum(_settle(tx, each, now) for each in found)


def bounce(tx: Transaction, delivery: Delivery, why: str, now: datetime) -> None:
    """An address takes nothing: it rests, and proves nothing, until its owner confirms it again;
    organisers are told."""
    if delivery.account_id is None or tx.addresses.of(delivery.account_id) is None:
        return
    is_new = tx.addresses.mark_bounced(delivery.account_id, why, now)
    note_address(tx, delivery.account_id, now)
    silence.block(tx, delivery.account_id, now)
    _tell_elsewhere(tx, delivery, delivery.account_id, now)
    if is_new:
        _tell_organisers(tx, tx.networks.get(delivery.network_id), now)


def _settle(tx: Transaction, back: CameBack, now: datetime) -> bool:
    delivery = tx.deliveries.by_key(back.key)
    if delivery is None or delivery.state != "sent" or delivery.remote_ref not in (None, back.ref):
        return False
    if back.why == "not sent":
        again = delivery.attempts < _MOST_ATTEMPTS
        tx.deliveries.come_back(back.key, "ready" if again else "dead", "tried too often", now)
        return True
    tx.deliveries.come_back(back.key, "dead", f"bounced ({back.why})", now)
    bounce(tx, delivery, back.why, now)
    return True


def _tell_elsewhere(
    tx: Transaction, delivery: Delivery, account_id: AccountId, now: datetime
) -> None:
    """The same message, to another account of theirs, where there is one that takes it."""
    notice = tx.deliveries.notice(delivery)
    if isinstance(notice, AddressCode):
        _tell_asker(tx, delivery.network_id, notice, now)
    member = tx.members.find(delivery.network_id, account_id)
    if member is None or delivery.act != "post" or isinstance(notice, MailNotice):
        return
    account = read_addresses(tx, [member.id]).find(member.id)
    if account and account.id != account_id and account.blocked_at is None:
        to, occasion = [direct(account)], delivery.key
        tx.notices.queue(delivery.network_id, notice, to, now, occasion=occasion)


def _tell_asker(tx: Transaction, network_id: NetworkId, code: AddressCode, now: datetime) -> None:
    """Whoever waits for a code hears that none comes."""
    to, notice = [direct(tx.accounts.get(code.for_id))], CodeRefused(*astuple(code))
    tx.notices.queue(network_id, notice, to, now)


def _tell_organisers(tx: Transaction, network: Network, now: datetime) -> None:
    """Tell them in the morning, once for all that came back since the last one."""
    day = now.astimezone(find_zone(network.zone)).date()
    if morning_of(day, network.zone) <= now:
        day += timedelta(days=1)
    to, notice = organisers_to(tx, network.id), MailRefused(day.isoformat())
    tx.notices.queue(network.id, notice, to, now, not_before=morning_of(day, network.zone))


def morning_of(day: date, zone: str) -> datetime:
    """Return when organisers hear of a day's refusals: those since the morning before."""
    return to_utc(day, _MORNING, zone)
