"""What a wording may look at: the facts behind a notice, as they are when it is told."""

from dataclasses import dataclass
from datetime import datetime

from bot.command import Names, Policy
from storage.queue_records import Delivery
from storage.round_records import Group, Programme, Round
from storage.transaction import Transaction
from storage.types import GroupId, Member, MemberId, Network


@dataclass(frozen=True, slots=True)
class Look:
    """A read-only view of one moment, for one delivery. `zone` is the network's."""

    tx: Transaction
    delivery: Delivery
    network: Network
    now: datetime
    names: Names
    policy: Policy

    @property
    def zone(self) -> str:
        return self.network.zone

    def find_present(self, member_id: MemberId) -> Member | None:
        """Return a member of this network who has not left; NotFoundError for no member at all."""
        member = self.tx.members.get(member_id, self.network.id)
        return member if member.left_at is None else None

    def find_introduction(self, group_id: GroupId) -> tuple[Group, Round, Programme]:
        """Return an introduction with its round and scheme; NotFoundError."""
        group = self.tx.rounds.group(group_id, self.network.id)
        round_ = self.tx.rounds.get(group.round_id, self.network.id)
        return group, round_, self.tx.programmes.get(round_.programme_id, self.network.id)
