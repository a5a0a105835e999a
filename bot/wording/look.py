"""What a wording may look at: the facts behind a notice, as they are when it is told."""

from dataclasses import dataclass
from datetime import datetime

from bot.command import Names, Policy
from storage.store import Transaction
from storage.types import Delivery, Network


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
