"""By which account, in which workspace, people are reached."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from storage.notice_queue import To
from storage.notices import Introduced, Notice
from storage.store import Transaction
from storage.types import Account, Group, MemberId, NetworkId, Programme


def direct(account: Account) -> To:
    """A direct message to an account."""
    return To(account.space_id, account_id=account.id)


def organisers_to(tx: Transaction, network_id: NetworkId) -> list[To]:
    """Return where a network's organisers are told things: a direct message to each."""
    return [direct(account) for account in tx.networks.organisers(network_id)]


def keepers_to(tx: Transaction, programme: Programme) -> list[To]:
    """Return where what concerns a scheme is told: to its keeper, while they can be reached.

    Else to all organisers of its network.
    """
    everybody = tx.networks.organisers(programme.network_id)
    reached = [account for account in everybody if not account.gone and not account.blocked_at]
    kept = [direct(account) for account in reached if account.id == programme.keeper_id]
    return kept or [direct(account) for account in everybody]


@dataclass(frozen=True, slots=True)
class AddressBook:
    """The accounts of some members, read at once however many they are."""

    accounts: Mapping[MemberId, Sequence[Account]]

    def find(self, member_id: MemberId) -> Account | None:
        """Return the account by which a member is reached, best one that did not block us."""
        accounts = self.accounts.get(member_id, ())
        return next((a for a in accounts if a.blocked_at is None), next(iter(accounts), None))

    def tell(self, member_id: MemberId, notice: Notice) -> Iterator[tuple[Notice, To]]:
        """Address a notice to a member; nothing where they cannot be reached any more."""
        account = self.find(member_id)
        if account:
            yield notice, direct(account)

    def introduce(self, group: Group) -> Iterator[tuple[Notice, To]]:
        """Address an introduction: one chat where all share a workspace, else one by one."""
        found = {member: self.find(member) for member in group.members}
        reached = {member: account for member, account in found.items() if account}
        spaces = {account.space_id for account in reached.values()}
        if len(reached) == len(group.members) and len(spaces) == 1:
            yield Introduced(group.id), To(spaces.pop(), group_id=group.id)
            return
        for member, account in reached.items():
            yield Introduced(group.id, member), direct(account)


def read_addresses(tx: Transaction, member_ids: Sequence[MemberId]) -> AddressBook:
    """Return the address book of these members."""
    return AddressBook(tx.accounts.of_members(member_ids))
