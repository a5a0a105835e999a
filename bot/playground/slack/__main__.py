"""Runs the playground's Slack as a process of its own: python -m bot.playground.slack --help."""

import argparse
import json
import socket
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from bot.playground.common.faults import Fault
from bot.playground.common.given import Json
from bot.playground.slack import Hub, create_app
from bot.playground.slack.clocks import SharedClock, wall_clock
from bot.playground.slack.crowd import invent_crowd
from bot.playground.slack.faults import plan_chaos
from bot.playground.slack.limits import SLOW_HISTORY

NETWORK = Path(__file__).resolve().parent.parent / "network.json"


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve on loopback until stopped; the first line of output is the address."""
    options = read_options(arguments)
    app = build(options)
    listener = socket.create_server(("127.0.0.1", options.port))
    port = listener.getsockname()[1]
    sys.stdout.write(f"http://127.0.0.1:{port}/playground\n")
    sys.stdout.flush()
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)
    ClosingServer(config, app.state.hub).run(sockets=[listener])


class ClosingServer(uvicorn.Server):
    """Ends open pages and sockets before it waits for requests: they never end by themselves."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        super().__init__(config)
        self.hub = hub

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the playground, then as uvicorn does."""
        await self.hub.aclose()
        await super().shutdown(sockets)


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bot.playground.slack", description=__doc__)
    add = parser.add_argument
    add("--port", type=int, default=0, help="0 takes a free one")
    add("--members", type=int, default=0, help="invent so many people instead of network.json")
    add("--network", type=Path, default=NETWORK, help="a network in the shape of network.json")
    add("--bot-url", help="where the bot takes Slack's requests; without it, Socket Mode")
    add("--signing-secret", default="playground", help="what requests to the bot are signed with")
    add(
        "--command", action="append", default=[], help="a slash command of the bot; may be repeated"
    )
    add("--scopes", help="the bot token's scopes, separated by commas")
    add("--faults", choices=("none", "chaos"), default="none", help="trouble from the start")
    add("--client-timeout", type=float, default=10.0, help="the bot's time-out, for late answers")
    add("--seed", type=int, default=0, help="of the chance that draws the faults")
    add("--no-limits", action="store_true", help="no rate limits")
    add("--slow-history", action="store_true", help="history once a minute, fifteen messages")
    add("--time-scale", type=float, default=1.0, help="how fast limits, triggers, retries run")
    add("--clock-start", type=datetime.fromisoformat, help="the clock's moment at --clock-epoch")
    add("--clock-epoch", type=float, default=0.0, help="Unix seconds at which the clock started")
    add("--clock-scale", type=float, default=1.0, help="how fast the clock runs")
    return parser.parse_args(arguments)


def build(options: argparse.Namespace) -> Starlette:
    """The app that the options describe."""
    network = _read_network(options)
    app = create_app(
        network,
        clock=_choose_clock(options, network),
        bot_url=options.bot_url,
        signing_secret=options.signing_secret,
        commands=[{"command": name} for name in options.command],
        scopes=options.scopes.split(",") if options.scopes else None,
        limits=not options.no_limits,
        time_scale=options.time_scale,
        faults=_choose_faults(options),
        seed=options.seed,
    )
    if options.slow_history:
        app.state.hub.limits.per_minute = dict(SLOW_HISTORY)
    return app


def _read_network(options: argparse.Namespace) -> Json:
    if options.members:
        return invent_crowd(options.members)
    network: Json = json.loads(options.network.read_text(encoding="utf-8"))
    return network


def _choose_clock(options: argparse.Namespace, network: Json) -> SharedClock:
    if options.clock_start is not None:
        return SharedClock(options.clock_start, options.clock_epoch, options.clock_scale)
    if "clock" in network:
        return SharedClock(datetime.fromisoformat(network["clock"]), time.time())
    return wall_clock()


def _choose_faults(options: argparse.Namespace) -> Iterable[Fault]:
    return plan_chaos(options.client_timeout) if options.faults == "chaos" else ()


if __name__ == "__main__":
    main()
