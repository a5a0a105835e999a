"""By which account, in which workspace, people are reached."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from storage.notice_queue import To, key_of
from storage.notices import Notice
from storage.notices.introductions import Introduced
from storage.round_records import Group, Programme
from storage.transaction import Transaction
from storage.types import Account, AccountId, MemberId, NetworkId, SpaceId

GROUP_CHATS = frozenset({"slack"})
"""Platforms on which a bot may open a chat with several people; on others it tells each alone."""


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
    """The accounts of some members, read at once however many they are.

    `seen`: workspaces beside their own in which accounts were met, by a channel that is shared.
    """

    accounts: Mapping[MemberId, Sequence[Account]]
    seen: Mapping[AccountId, set[SpaceId]] = field(default_factory=dict)

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
        """Address an introduction: one chat where one workspace reaches all, else one by one.

        Whether a shared channel really lets them meet, only the platform knows: where it refuses,
        `jobs.delivery.refusals` tells each of them directly.
        """
        chat = self.chat_of(group)
        if chat:
            yield Introduced(group.id), chat
            return
        for member in group.members:
            yield from self.tell(member, Introduced(group.id, member))

    def chat_of(self, group: Group) -> To | None:
        """Return the chat of all who are in a group now; None where no workspace reaches all."""
        found = [self.find(member) for member in group.members]
        reached = [account for account in found if account]
        shared = self._shared_space(reached)
        groups = all(account.key.platform in GROUP_CHATS for account in reached)
        whole = groups and len(reached) == len(group.members)
        return To(shared, group_id=group.id) if whole and shared else None

    def within(self, member_id: MemberId, space_id: SpaceId) -> list[Account]:
        """Return the account by which a workspace reaches a member, one at most.

        That of their own workspace where there is one, else one that was met there.
        """
        accounts = self.accounts.get(member_id, ())
        here = [one for one in accounts if one.space_id == space_id]
        met = [one for one in accounts if space_id in self.seen.get(one.id, ())]
        return [*here, *met][:1]

    def _shared_space(self, accounts: Sequence[Account]) -> SpaceId | None:
        """Return the workspace that reaches all, the one where most of them live; None: none."""
        reach = [{one.space_id, *self.seen.get(one.id, ())} for one in accounts]
        shared = set.intersection(*reach) if reach else set()
        homes = Counter(one.space_id for one in accounts)
        return max(sorted(shared), key=lambda space: homes[space], default=None)


def can_reach(tx: Transaction, member_id: MemberId) -> bool:
    """Return whether any account of a member takes our messages, as far as we know."""
    account = read_addresses(tx, [member_id]).find(member_id)
    open_to_us = account is not None and account.blocked_at is None
    return open_to_us and not out_of_reach(tx, [member_id])


def out_of_reach(tx: Transaction, members: Sequence[MemberId]) -> set[MemberId]:
    """Return those of these members to whose every workspace nothing is sent at the moment."""
    closed = {space.id for space in tx.spaces.all() if space.paused_why}
    accounts = read_addresses(tx, members).accounts if closed else {}
    found = accounts.items()
    return {m for m, theirs in found if theirs and all(one.space_id in closed for one in theirs)}


def address_all(
    tx: Transaction, told: Iterable[tuple[MemberId, Notice]]
) -> list[tuple[Notice, To]]:
    """Address each notice to its member; those who cannot be reached any more are left out."""
    listed = list(told)
    book = read_addresses(tx, [member_id for member_id, _notice in listed])
    return [item for member_id, notice in listed for item in book.tell(member_id, notice)]


def read_addresses(tx: Transaction, member_ids: Sequence[MemberId]) -> AddressBook:
    """Return the address book of these members."""
    accounts = tx.accounts.of_members(member_ids)
    seen = tx.accounts.spaces_of([each.id for found in accounts.values() for each in found])
    return AddressBook(accounts, seen)


def is_introduced(tx: Transaction, group: Group) -> bool:
    """Return whether a group was sent its introduction: in its chat, or to one of them alone."""
    book = read_addresses(tx, group.members)
    alone = (book.tell(member, Introduced(group.id, member)) for member in group.members)
    keys = [key_of(*way) for way in (*book.introduce(group), *chain.from_iterable(alone))]
    found = tx.deliveries.by_keys(keys).values()
    return any(each.state in ("sent", "unsure") for each in found)
