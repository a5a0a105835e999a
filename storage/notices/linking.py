"""What is told of accounts that may be, or have become, one person's."""

from dataclasses import dataclass

from storage.types import AccountId, MemberId


@dataclass(frozen=True, slots=True)
class SamePersonAsked:
    """Is another account, which has the same verified address, this person's, too?"""

    account_id: AccountId
    other_id: AccountId


@dataclass(frozen=True, slots=True)
class AccountLinked:
    """Somebody said that one more account is this member's; for their other accounts."""

    member_id: MemberId
    account_id: AccountId


LinkNotice = SamePersonAsked | AccountLinked
