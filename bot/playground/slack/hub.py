"""All parts of the playground's Slack in one record, handed to every route and method."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.common.faults import Faults
from bot.playground.common.given import Json, Outbox, Outlook
from bot.playground.common.pace import Pace
from bot.playground.common.wire import Wire
from bot.playground.slack.deliver import Courier
from bot.playground.slack.limits import Limits, ResponseUrls, Triggers
from bot.playground.slack.sockets import Sockets
from bot.playground.slack.world import World, build_world
from bot.playground.web import LittleWeb

Notified = Callable[[], Awaitable[object]]


@dataclass(slots=True)
class Hub:
    """The world, its little web, what limits and troubles it, and the ways to the app."""

    network: Mapping[str, Any]
    scopes: tuple[str, ...] | None
    world: World
    web: LittleWeb
    pace: Pace
    limits: Limits
    triggers: Triggers
    response_urls: ResponseUrls
    faults: Faults
    wire: Wire
    sockets: Sockets
    courier: Courier
    commands: list[Json]
    shortcuts: list[Json]
    outlook: Outlook | None = None
    outbox: Outbox | None = None
    before_move: Notified | None = None
    on_approach: Notified | None = None
    on_move: Notified | None = None
    on_reset: Notified | None = None

    def command_names(self) -> list[str]:
        """The slash commands of the app, each once."""
        return list(dict.fromkeys(row["command"] for row in self.commands))

    def reset(self) -> None:
        """Make the world new from its network; open pages stay and are told."""
        self.world = build_world(self.network, self.world.clock, self.scopes, self.world.watchers)
        self.web.reset()
        self.limits.buckets.clear()
        self.triggers.issued.clear()
        self.response_urls.issued.clear()
        self.faults.clear()
        self.wire.rows.clear()
        self.world.watchers.tell_all()

    async def aclose(self) -> None:
        """End streams, sockets and deliveries under way; safe to call twice."""
        self.world.watchers.close()
        await self.sockets.aclose()
        await self.courier.aclose()
