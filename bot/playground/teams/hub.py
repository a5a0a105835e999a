"""All parts of the playground's Teams in one record, handed to every route."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.playground.common.faults import Faults
from bot.playground.common.given import Json, Outbox, Outlook
from bot.playground.common.pace import Pace
from bot.playground.common.wire import Wire
from bot.playground.teams.courier import Courier
from bot.playground.teams.keys import Keyring
from bot.playground.teams.limits import Limits
from bot.playground.teams.world import World, build_world

CONNECTOR = "/playground/teams/connector/"


@dataclass(slots=True)
class Hub:
    """The world, its keys, what limits and troubles it, and the way to the bot."""

    network: Mapping[str, Any]
    world: World
    keys: Keyring
    pace: Pace
    limits: Limits
    faults: Faults
    wire: Wire
    courier: Courier
    commands: Sequence[Json]
    extensions: Sequence[Json]
    outlook: Outlook | None = None
    outbox: Outbox | None = None
    findings: list[str] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)

    def reset(self) -> None:
        """Make the world new from its network; open pages stay and are told."""
        clock, watchers = self.world.clock, self.world.watchers
        self.world = build_world(self.network, clock, self.world.bot_id, watchers)
        self.limits.taken.clear()
        self.faults.clear()
        self.wire.rows.clear()
        self.findings.clear()
        self.calls.clear()
        watchers.tell_all()

    def moved(self) -> None:
        """Tell the open pages that the clock stands elsewhere."""
        self.world.watchers.tell_all()

    async def aclose(self) -> None:
        """End streams and deliveries under way; safe to call twice."""
        self.world.watchers.close()
        await self.courier.aclose()
