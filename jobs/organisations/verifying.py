"""What verified addresses say of members: it is recorded, and where they differ, they are asked.

Looked at when an address becomes verified, when a member's organisation changes, and when an
organiser confirms or corrects a domain.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from jobs.delivery.reaching import read_addresses
from jobs.organisations.domain_names import domain_of, suffixes
from jobs.organisations.proving import Suggests, Verdict, Verified, look_up, what_proves
from storage.addresses import How
from storage.notices import WhichOrganisation
from storage.transaction import Transaction
from storage.types import AccountId, Member, MemberId, NetworkId, OrganisationId

Standing = Literal["confirmed", "differs", "suggested", "as they say"]


def keep_address(
    tx: Transaction, account_id: AccountId, address: str, how: How, now: datetime
) -> None:
    """Keep an address that a platform or a mailed code proves, and what it proves of its owner."""
    tx.addresses.keep(account_id, address, how, now, verified=True)
    note_address(tx, account_id, now)


def verify_address(tx: Transaction, account_id: AccountId, now: datetime) -> None:
    """Record that an address is the account's, and what it proves of its owner."""
    tx.addresses.verify(account_id, now)
    note_address(tx, account_id, now)


def note_address(tx: Transaction, account_id: AccountId, now: datetime) -> None:
    """Record what an account's address proves, in each network, once it is verified."""
    for member in tx.members.of_account(account_id):
        look_again(tx, member, now)


def look_again(tx: Transaction, member: Member, now: datetime) -> Standing:
    """Record what a member's addresses prove; ask them where that is not what they say."""
    addresses = [text for _, text in tx.addresses.verified_in(member.network_id, member.id)]
    return _settle(tx, member, verdicts(tx, member.network_id, addresses), now)


def look_at_all(tx: Transaction, network_id: NetworkId, names: Iterable[str], now: datetime) -> int:
    """Look again at all members with addresses at these domains; return how many are confirmed.

    For 10,000 members with addresses: opening them takes about half a second.
    """
    wanted, theirs = set(names), defaultdict[MemberId, list[str]](list)
    for member_id, address in tx.addresses.verified_in(network_id):
        theirs[member_id].append(address)
    touched = {
        who for who, mine in theirs.items() if any(wanted & _above(address) for address in mine)
    }
    found = tx.members.many(touched)
    standings = [
        _settle(tx, found[who], verdicts(tx, network_id, theirs[who]), now)
        for who in sorted(touched)
    ]
    return standings.count("confirmed")


def verdicts(tx: Transaction, network_id: NetworkId, addresses: Sequence[str]) -> list[Verdict]:
    """Return what each of these addresses proves in a network."""
    found = tx.domains.among(network_id, look_up(addresses))
    register = {domain.name: domain for domain in found}
    return [what_proves(address, register) for address in addresses]


def waiting(tx: Transaction, network_id: NetworkId) -> Mapping[str, tuple[OrganisationId, int]]:
    """Return the domains that wait to be confirmed, with whose they may be and how many members
    have addresses there; the most first.
    """
    book = [address for _, address in tx.addresses.verified_in(network_id)]
    counts: dict[str, tuple[OrganisationId, int]] = {}
    for verdict in verdicts(tx, network_id, book):
        if isinstance(verdict, Suggests):
            _, before = counts.get(verdict.domain, (verdict.organisation_id, 0))
            counts[verdict.domain] = (verdict.organisation_id, before + 1)
    return dict(sorted(counts.items(), key=lambda each: (-each[1][1], each[0])))


def became(tx: Transaction, organisation_id: OrganisationId) -> set[OrganisationId]:
    """Return an organisation and all that it was split into since: its addresses are theirs."""
    found: set[OrganisationId] = set()
    left = [organisation_id]
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += tx.organisation_changes.split_into(one)
    return found


def _settle(tx: Transaction, member: Member, found: Sequence[Verdict], now: datetime) -> Standing:
    said = member.profile.organisation_id
    sure = [verdict.organisation_id for verdict in found if isinstance(verdict, Verified)]
    if said and any(said in became(tx, one) for one in sure):
        tx.members.verify([member.id], now)
        return "confirmed"
    tx.members.verify([member.id], None)
    if said and sure:
        ask(tx, member.id, member.network_id, sure[0], "differs", now)
        return "differs"
    may_be = sure or [verdict.organisation_id for verdict in found if isinstance(verdict, Suggests)]
    if may_be and not said:
        ask(tx, member.id, member.network_id, may_be[0], "suggested", now)
        return "suggested"
    return "as they say"


def ask(
    tx: Transaction,
    member_id: MemberId,
    network_id: NetworkId,
    organisation_id: OrganisationId,
    why: Literal["differs", "suggested", "split"],
    now: datetime,
) -> None:
    """Ask a member which organisation is theirs, by direct message; once for each cause."""
    book = read_addresses(tx, [member_id])
    notice = WhichOrganisation(member_id, organisation_id, why)
    for told, to in book.tell(member_id, notice):
        tx.notices.queue(network_id, told, [to], now)


def _above(address: str) -> set[str]:
    return set(suffixes(domain_of(address)))
