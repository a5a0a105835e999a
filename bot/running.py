"""`teapoint run`: make ready, say what is happening, and serve until told to stop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, closing
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import uvicorn
from starlette.applications import Starlette

from bot import app, migrations, playing
from bot.connecting import connection_of
from bot.demo import filling
from bot.keys import check_keys, load_cipher
from bot.platforms.slack.connect import Identity, identify
from bot.platforms.slack.install_pages import INSTALL_PATH
from bot.playground.mail import create_mail
from bot.settings import DATABASE, Settings, SlackSettings
from bot.start import (
    install_space,
    install_tenant,
    lock_database,
    name_organisers,
    prepare_network,
)
from bot.wording.language import say_all
from jobs.clock import MovableClock
from storage.store import Store, open_store


def serve(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM; what is under way is finished first."""
    apps = [connect(settings)] if playing.is_connected(settings) else []
    if settings.playground:
        apps.append(play(settings))
        click.echo(f"The playground is at http://127.0.0.1:{settings.port}/playground")
    config = uvicorn.Config(
        _both(apps),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        timeout_graceful_shutdown=10,
        server_header=False,
    )
    _Server(config).run()
    click.echo("Stopped. What was waiting is kept.")


class _Server(uvicorn.Server):
    """Says when it is ready; ends open pages before it waits for requests, and with code 0."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say that all is ready only once somebody can come in."""
        await super().startup(sockets)
        if self.started:
            click.echo("Ready. Press Ctrl+C to stop.")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        state = self.config.app.state  # type: ignore[union-attr]  # ours
        for watch in state.watches:
            await watch.aclose()
        for hub in getattr(state, "hubs", ()):
            await hub.aclose()
        await super().shutdown(sockets)
        # Being told to stop is no failure: uvicorn would raise the signal again and die of it.
        self._captured_signals.clear()


def connect(settings: Settings) -> Starlette:
    """Return the app that is connected to the platforms of the settings."""
    slack = settings.slack
    if not playing.is_connected(settings):
        raise ValueError("no platform is set")
    identity = _identify(settings, slack) if slack and slack.bot_token else None
    store = open_ready(settings)
    clock = app.clock_of(settings)
    if identity or settings.teams or slack is None:
        _install(settings, identity, store, clock.now())
    if slack and slack.client_id:
        click.echo(f"Workspaces can add Teapoint at {settings.url}{INSTALL_PATH}")
    return app.asgi(app.build(settings, store, clock))


def _identify(settings: Settings, slack: SlackSettings) -> Identity:
    click.echo("Connecting to Slack")
    reached = connection_of(slack, settings.send_seconds)
    return asyncio.run(identify(reached, slack.bot_token))


def _install(settings: Settings, identity: Identity | None, store: Store, now: datetime) -> None:
    """Record the workspace of the set token and the tenants, with the network of the settings."""
    tenants = settings.teams.tenants if settings.teams else {}
    with store.begin() as tx:
        network = prepare_network(tx, settings, now)
        if identity and settings.slack:
            install_space(tx, network, identity, settings.slack.bot_token)
        for tenant, name in tenants.items():
            install_tenant(tx, network, tenant, name)
        unknown = name_organisers(tx, network, settings.organisers, now)
    if identity:
        click.echo(f"Connected to {identity.name}")
    if tenants:
        click.echo(f"On Teams for {say_all(list(tenants.values()))}")
    for key in unknown:
        click.echo(f"TEAPOINT_ORGANISERS names {key}, whose workspace is not connected.")


def play(settings: Settings) -> Starlette:
    """Return the playground: stand-ins of the platforms, and a bot of its own beside them."""
    document = filling.read_document()
    clock = MovableClock(datetime.fromisoformat(document["clock"]))
    post = create_mail(document, clock)
    local = playing.playground_settings(settings, post)
    own = playing.is_connected(settings) or settings.database == DATABASE
    store = open_ready(local, fresh=own)
    clock.move_to(_where_it_was(store, document))
    click.echo("Inviting about 240 invented people")
    playing.fill(store, local, clock.now())
    return playing.Playground(local, store, clock, document, post).asgi()


def _where_it_was(store: Store, document: Any) -> datetime:  # noqa: ANN401 - a JSON document
    """The first moment, but on a database of an earlier run none before anything happened in it."""
    with store.read() as tx:
        latest = tx.inbox.latest()
    first = datetime.fromisoformat(document["clock"])
    return max(first, latest) if latest else first


def open_ready(settings: Settings, *, fresh: bool = False) -> Store:
    """Return the store, locked for this process, migrated, and with keys that fit.

    `fresh`: begin with an empty one; never while another process has it.
    """
    url = settings.database
    _LOCKS.append(lock_database(url))
    if fresh:
        _remove_database(url)
    return make_ready(url, settings.keys)


def make_ready(url: str, keys: str) -> Store:
    """Return the store of a database of any age, migrated; UnavailableError, nothing changed.

    Whether the keys fit is asked first, of the database as it was.
    """
    migrations.check_whole(url)
    ahead = migrations.pending(url)
    cipher = load_cipher(keys, url)
    if migrations.current(url):
        with closing(open_store(url, cipher)) as before:
            check_keys(before)
    if ahead:
        copy = migrations.backup_before_upgrade(url)
        if copy:
            click.echo(f"Copied the database to {copy} before bringing it up to date")
        migrations.upgrade(url)
    return open_store(url, cipher)


# Held for the life of the process: a second one on the same file must not start.
_LOCKS: list[object] = []


def _remove_database(url: str) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(url.removeprefix("sqlite:///") + suffix).unlink(missing_ok=True)


def _both(apps: list[Starlette]) -> Starlette:
    """One app for the world: the connected bot first, the playground after it."""
    if len(apps) == 1:
        return apps[0]
    both = Starlette(routes=[*apps[0].routes, *apps[1].routes], lifespan=_lifespans(apps))
    both.state.hubs = apps[1].state.hubs
    both.state.watches = [watch for each in apps for watch in each.state.watches]
    return both


def _lifespans(
    apps: Sequence[Starlette],
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for each in apps:
                await stack.enter_async_context(each.router.lifespan_context(each))
            yield

    return lifespan
