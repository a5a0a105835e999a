"""Where a platform tells nobody's address: a code is mailed to the one that a member names.

Typed where it was asked for, it proves that they read mail there. Nothing is stored of it: it is
made of who asked, the address and the day.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from jobs.delivery.reaching import direct
from jobs.members.by_mail import see_mailbox
from jobs.organisations.verifying import keep_address
from storage.codes import derive_codes, fold_code
from storage.notices.mail import AddressCode
from storage.sealing import Cipher
from storage.transaction import Transaction
from storage.types import Account, AccountId, Network

MOST_A_DAY = 3
_DAYS = 2  # the day on which it was asked for, and the next
_REMEMBERED = 30
_A_DAY = timedelta(days=1)

Said = Literal["confirmed", "over", "wrong"]


def send_code(
    tx: Transaction, network: Network, asker: Account, address: str, now: datetime
) -> Account | None:
    """Mail a code to an address, once a day; None where the asker named too many others today."""
    mailbox = see_mailbox(tx, network, address, now)
    asked = tx.notices.told_about(AddressCode.__name__, "for_id", asker.id, now - _A_DAY)
    if mailbox.id not in asked and len(set(asked)) >= MOST_A_DAY:
        return None
    notice = AddressCode(mailbox.id, asker.id, _day(now).isoformat())
    ends = now + _DAYS * _A_DAY
    tx.notices.queue(network.id, notice, [direct(mailbox)], now, expires_at=ends)
    return mailbox


def take_code(
    tx: Transaction, asker: Account, mailbox_id: AccountId, typed: str, now: datetime
) -> Said:
    """Keep the address as the asker's own where the code is right and still good."""
    days = [_day(now) - number * _A_DAY for number in range(_REMEMBERED)]
    age = next(
        (n for n, day in enumerate(days) if _fits(tx.cipher, mailbox_id, asker.id, day, typed)),
        None,
    )
    if age is None:
        return "wrong"
    known = tx.addresses.of(mailbox_id)
    if age >= _DAYS or known is None:  # an address that nobody confirmed is kept for two days
        return "over"
    keep_address(tx, asker.id, known.address, "code", now)
    return "confirmed"


def code_of(cipher: Cipher, notice: AddressCode) -> str:
    """Return the code that a mail tells."""
    return _codes(cipher, notice.account_id, notice.for_id, date.fromisoformat(notice.day))[0]


def works_until(notice: AddressCode) -> date:
    """Return the last day on which a code can be typed."""
    return date.fromisoformat(notice.day) + (_DAYS - 1) * _A_DAY


def _fits(cipher: Cipher, mailbox: AccountId, asker: AccountId, day: date, typed: str) -> bool:
    folded = fold_code(typed)
    return folded in map(fold_code, _codes(cipher, mailbox, asker, day)) if folded else False


def _codes(cipher: Cipher, mailbox: AccountId, asker: AccountId, day: date) -> Sequence[str]:
    return derive_codes(cipher, f"{mailbox}\n{asker}\n{day.isoformat()}")


def _day(now: datetime) -> date:
    return now.date()
