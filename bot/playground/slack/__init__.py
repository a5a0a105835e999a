"""Our own stand-in of Slack's platform, for trying the bot in and testing it against.

Serves Slack's Web API, signed requests and Socket Mode, several workspaces, limits and faults,
and the JSON behind the page (bot/playground/README.md). Imports nothing of ours; speaks HTTP to
the bot.
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
from bot.playground.slack.deliver import Courier
from bot.playground.slack.faults import KINDS
from bot.playground.slack.hub import Hub, Notified
from bot.playground.slack.limits import Limits, ResponseUrls, Triggers
from bot.playground.slack.routes import list_routes
from bot.playground.slack.seed import app_token, bot_token, describe_commands
from bot.playground.slack.sockets import Sockets
from bot.playground.slack.world import build_world
from bot.playground.web import LittleWeb

__all__ = ["Clock", "Fault", "Hub", "app_token", "bot_token", "create_app"]


def create_app(
    network: Mapping[str, Any],
    *,
    clock: Clock,
    bot_url: str | None,
    signing_secret: str,
    commands: Sequence[Mapping[str, str]] = (),
    shortcuts: Sequence[Mapping[str, str]] = (),
    scopes: Iterable[str] | None = None,
    outlook: Outlook | None = None,
    outbox: Outbox | None = None,
    before_move: Notified | None = None,
    on_approach: Notified | None = None,
    on_move: Notified | None = None,
    on_reset: Notified | None = None,
    limits: bool = True,
    time_scale: float = 1.0,
    limits_scale: float | None = None,
    ack_seconds: float = 3.0,
    faults: Iterable[Fault] = (),
    seed: int = 0,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Starlette:
    """Build the playground's Slack as an ASGI app; its parts are in `app.state.hub` (a Hub).

    Everything is under /playground. `bot_url` is where the bot takes Slack's requests, None means
    Socket Mode; `transport` replaces the network on the way there. `commands` are rows of command,
    words, usage, help; `shortcuts` are what stands in the menu of every message: callback_id and
    name. `outlook()` tells the next thing that happens ({"at", "what"} or None),
    `outbox()` the rows that wait, `before_move()` and `on_move()` are awaited around every move of
    the clock, `on_approach()` a little before where it is moved to, `on_reset()` after a reset.
    `time_scale` speeds up limits, triggers and retries, `limits_scale` limits alone, so that nobody
    who tries the bot waits for a round to be posted; `scopes` are the bot token's. Where the app is
    mounted in another, that one awaits `app.state.hub.aclose()` at its end.
    """
    pace = Pace(time_scale)
    trouble = Faults(KINDS, clock, seed)
    for fault in faults:
        trouble.add(fault)
    wire, sockets = Wire(), Sockets()
    granted = None if scopes is None else tuple(scopes)
    hub = Hub(
        network=network,
        scopes=granted,
        world=build_world(network, clock, granted),
        web=LittleWeb(clock),
        pace=pace,
        limits=Limits(Pace(limits_scale or time_scale), enabled=limits),
        triggers=Triggers(pace),
        response_urls=ResponseUrls(pace),
        faults=trouble,
        wire=wire,
        sockets=sockets,
        courier=Courier(
            bot_url, signing_secret, clock, pace, trouble, wire, sockets, ack_seconds, transport
        ),
        commands=describe_commands(commands),
        shortcuts=[{key: row[key] for key in ("callback_id", "name")} for row in shortcuts],
        outlook=outlook,
        outbox=outbox,
        before_move=before_move,
        on_approach=on_approach,
        on_move=on_move,
        on_reset=on_reset,
    )
    app = Starlette(
        routes=list_routes(),
        middleware=[Middleware(LoopbackOnly)],
        exception_handlers={PageError: explain},
        lifespan=_close_at_end,
    )
    app.state.hub = hub
    return app


@asynccontextmanager
async def _close_at_end(app: Starlette) -> AsyncIterator[None]:
    yield
    hub: Hub = app.state.hub
    await hub.aclose()
