"""Something was wrong with an introduction: who reads of it, and that the two are parted."""

from datetime import datetime

from jobs.delivery.reaching import direct
from storage.errors import NotFoundError
from storage.notices.rounds import SomethingWrong
from storage.round_records import Group
from storage.transaction import Transaction
from storage.types import Account, Member, NetworkId


def report_wrong(
    tx: Transaction, member: Member, group: Group, words: str, now: datetime
) -> list[Account]:
    """Keep what was wrong and part the two for good; return the organisers who will read it.

    Organisers who are in that introduction themselves are not told. A member who stepped out or
    left can report, too. NotFoundError where the introduction never was theirs.
    """
    if not tx.rounds.seating.sat_in(group, member.id):
        raise NotFoundError(group.id)
    report_id = tx.rounds.report(group, member.id, words, now)
    readers = readers_of_report(tx, member.network_id, group)
    notice = SomethingWrong(group.id, member.id, report_id)
    tx.notices.queue(member.network_id, notice, [direct(account) for account in readers], now)
    return readers


def readers_of_report(tx: Transaction, network_id: NetworkId, group: Group) -> list[Account]:
    """Return the organisers who would read a report: none who is in the introduction."""
    return [
        account
        for account in tx.networks.organisers(network_id)
        if not _sits_in(tx, account, network_id, group)
    ]


def _sits_in(tx: Transaction, account: Account, network_id: NetworkId, group: Group) -> bool:
    member = tx.members.find(network_id, account.id, left=True)
    return member is not None and member.id in group.members
