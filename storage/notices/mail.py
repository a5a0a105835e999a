"""What is told of people who have nothing but e-mail, beside what every member is told."""

from dataclasses import dataclass

from storage.types import AccountId


@dataclass(frozen=True, slots=True)
class ConfirmAddress:
    """Somebody gave this address on the join page; for whoever reads mail there."""

    account_id: AccountId


@dataclass(frozen=True, slots=True)
class SignInLink:
    """Somebody opened a link that was over and asked for a fresh one; for its owner."""

    account_id: AccountId


@dataclass(frozen=True, slots=True)
class AddressCode:
    """A member says that they work with this address; for whoever reads mail there.

    `for_id` is the account in which the code is typed, `day` (ISO) from when it is good.
    """

    account_id: AccountId
    for_id: AccountId
    day: str


@dataclass(frozen=True, slots=True)
class CodeRefused:
    """The mailbox of this account took no code; for whoever asked for it, the other account."""

    account_id: AccountId
    for_id: AccountId
    day: str


@dataclass(frozen=True, slots=True)
class JoinPageFlooded:
    """The join page with this code is used far more than people do; for organisers."""

    code: str


@dataclass(frozen=True, slots=True)
class MailRefused:
    """Addresses refused our mails in the day before this day's morning (ISO); for organisers."""

    day: str


MailNotice = ConfirmAddress | SignInLink | AddressCode | CodeRefused | JoinPageFlooded | MailRefused
