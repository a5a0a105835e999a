"""Our own stand-in of Microsoft Teams, for trying the bot in and testing it against.

Serves the connector service and an identity provider, two tenants, limits and faults, signed and
forged activities, and the JSON behind the page (this folder's README). Imports nothing of ours;
speaks HTTP to the bot.
"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.playground.common.faults import Fault, Faults
from bot.playground.common.given import Clock, Outbox, Outlook
from bot.playground.common.guard import LoopbackOnly
from bot.playground.common.pace import Pace
from bot.playground.common.page_errors import PageError, explain
from bot.playground.common.wire import Wire
from bot.playground.teams.connector import LOGIN, OPENID
from bot.playground.teams.courier import Courier
from bot.playground.teams.faults import KINDS
from bot.playground.teams.hub import CONNECTOR, Hub
from bot.playground.teams.keys import Keyring
from bot.playground.teams.limits import Limits
from bot.playground.teams.routes import list_routes
from bot.playground.teams.seed import CLIENT_ID, CLIENT_SECRET, HOME_TENANT
from bot.playground.teams.world import build_world

__all__ = [
    "CLIENT_ID",
    "CLIENT_SECRET",
    "CONNECTOR",
    "HOME_TENANT",
    "LOGIN",
    "OPENID",
    "Fault",
    "Hub",
    "Keyring",
    "create_app",
]


def create_app(
    network: Mapping[str, Any],
    *,
    clock: Clock,
    bot_url: str,
    keys: Keyring | None = None,
    commands: Sequence[Mapping[str, str]] = (),
    extensions: Sequence[Mapping[str, Any]] = (),
    outlook: Outlook | None = None,
    outbox: Outbox | None = None,
    limits: bool = True,
    limits_scale: float = 1.0,
    ack_seconds: float = 15.0,
    faults: Iterable[Fault] = (),
    seed: int = 0,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Starlette:
    """Build the playground's Teams as an ASGI app; its parts are in `app.state.hub` (a Hub).

    Everything is under /playground/teams. `network` has "teams" in the shape of the playground's
    README; without it nobody is there. `bot_url` is where the bot takes activities; `transport`
    replaces the network on the way. `keys` is the bot's registration, the playground's own where
    None. `commands` are rows of command, words, usage, help, as Slack's are; `extensions` the
    commands of the message extension: id, title, type ("action" or "query"). `limits_scale` speeds
    up the rate limits.
    Where the app is mounted in another, that one awaits `app.state.hub.aclose()` at its end.
    """
    ring = keys or Keyring(CLIENT_ID, CLIENT_SECRET, HOME_TENANT)
    wire, trouble, pace = Wire(), Faults(KINDS, clock, seed), Pace(limits_scale)
    for fault in faults:
        trouble.add(fault)
    hub = Hub(
        network=network,
        world=build_world(network, clock, ring.bot_id),
        keys=ring,
        pace=pace,
        limits=Limits(pace, enabled=limits),
        faults=trouble,
        wire=wire,
        courier=Courier(bot_url, ring, clock, trouble, wire, ack_seconds, transport),
        commands=[_show_command(row) for row in commands],
        extensions=[dict(row) for row in extensions],
        outlook=outlook,
        outbox=outbox,
    )
    app = Starlette(
        routes=list_routes(),
        middleware=[Middleware(LoopbackOnly)],
        exception_handlers={PageError: explain},
        lifespan=_close_at_end,
    )
    app.state.hub = hub
    return app


def _show_command(row: Mapping[str, str]) -> dict[str, str]:
    """A row as people type it here: the words alone, without a slash."""
    words = f"{row.get('command', '')} {row['words']}".strip().lstrip("/")
    shown = {key: row.get(key, "") for key in ("usage", "help")}
    return {"command": "", "words": words, **shown}


@asynccontextmanager
async def _close_at_end(app: Starlette) -> AsyncIterator[None]:
    yield
    hub: Hub = app.state.hub
    await hub.aclose()
