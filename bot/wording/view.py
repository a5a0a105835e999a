"""What an answer or a message may look at, whichever of the two it is."""

from dataclasses import dataclass
from datetime import datetime

from bot.command import Call, Names, Policy
from bot.message import Code
from bot.wording.look import Look
from storage.transaction import Transaction
from storage.types import Member, Network, SpaceId


@dataclass(frozen=True, slots=True)
class View:
    """One moment in a network, as one reader sees it. `space_id` is where they read."""

    tx: Transaction
    now: datetime
    network: Network
    space_id: SpaceId
    names: Names
    policy: Policy
    reader: Member | None = None

    @property
    def zone(self) -> str:
        return self.network.zone

    def code(self, line: str) -> Code:
        """Return a command line as it is typed in this workspace."""
        return Code(self.names.typed(line))


def view_of(call: Call) -> View:
    """What the asker of a command sees."""
    return View(
        call.tx, call.now, call.network, call.space.id, call.names, call.policy, call.member
    )


def view_for(look: Look, reader: Member | None = None) -> View:
    """What the reader of a message sees; no reader: a group or a channel reads it."""
    return View(
        look.tx, look.now, look.network, look.delivery.space_id, look.names, look.policy, reader
    )
