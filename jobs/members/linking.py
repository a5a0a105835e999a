"""One person's accounts: a code links them, a verified address suggests it, unlinking undoes it.

Plain functions on one transaction. The account on which a member was told things before stays the
one on which they are told, until they choose another.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs.delivery.reaching import direct, read_addresses
from jobs.members.uniting import part, unite
from storage.codes import hash_code, make_code
from storage.merging import MemberMerge
from storage.notices.linking import AccountLinked
from storage.transaction import Transaction
from storage.types import Account, AccountId, Member, MemberId

LIVES = timedelta(hours=1)


class OnlyAccountError(Exception):
    """A member keeps at least one account; whoever wants none leaves."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Whose account it is now, where they are told things, and what was merged, if two were."""

    member: Member
    told_on: Account | None
    merge: MemberMerge | None = None


def offer_code(
    tx: Transaction, member: Member, account: Account, now: datetime
) -> tuple[str, datetime]:
    """Make a code by which another account becomes this member's, and return until when."""
    code, until = make_code(), now + LIVES
    known = hash_code(tx.cipher, code)[0]
    tx.link_codes.make(member.network_id, account.id, known, now, until)
    return code, until


def link(
    tx: Transaction, owner: Member, account: Account, now: datetime, keep: MemberId | None = None
) -> Linked:
    """Make an account the owner's; where it was another member's, the two become one.

    `keep`: whose profile stays, the owner's if nobody's is named. Their other accounts are told.
    """
    before = read_addresses(tx, [owner.id]).find(owner.id)
    merge: MemberMerge | None = None
    mine = tx.members.find(owner.network_id, account.id, left=True)
    if mine is None:
        tx.members.add_account(owner.id, account.id)
    elif mine.id != owner.id:
        kept, gone = (mine, owner) if keep == mine.id else (owner, mine)
        merge = unite(tx, kept, gone, account.id, now)
    member = tx.members.get(merge.kept_id if merge else owner.id, owner.network_id)
    if before:
        tx.accounts.reach_by(member.id, before.id, now)
    _tell_others(tx, member, account, now)
    return Linked(member, before, merge)


def unlink(tx: Transaction, member: Member, account_id: AccountId, now: datetime) -> list[Member]:
    """Take an account away from a member; return the former members who are back by it.

    One that came with a merge goes with it, and so do those that are left, where none of the
    member's own would be. OnlyAccountError; NotFoundError where it is not theirs.
    """
    accounts = [each.id for each in tx.members.accounts(member.id)]
    if len(accounts) < 2:
        raise OnlyAccountError(member.id)
    merges = tx.merging.of_kept(member.id)
    came = {each for merge in merges for each in merge.accounts}
    undone = [merge for merge in merges if account_id in merge.accounts][:1]
    if account_id not in came and came.issuperset(set(accounts) - {account_id}):
        undone = merges
    back = [part(tx, merge, now) for merge in undone]
    if not undone:
        tx.members.remove_account(member.id, account_id)
    _redirect(tx, member)
    return back


def _redirect(tx: Transaction, member: Member) -> None:
    """What still waits to be told to the member goes to an account that is theirs."""
    account = read_addresses(tx, [member.id]).find(member.id)
    if account:
        tx.merging.redirect(member.id, account)


def _tell_others(tx: Transaction, member: Member, account: Account, now: datetime) -> None:
    others = [each for each in tx.members.accounts(member.id) if each.id != account.id]
    to = [direct(each) for each in others if not each.gone]
    notice = AccountLinked(member.id, account.id)
    tx.notices.queue(member.network_id, notice, to, now, occasion=now.isoformat())
