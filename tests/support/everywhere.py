"""The whole bot over every platform at once: Slack, Teams and e-mail around one network.

The real app, wired by `bot.app.build` over a real store; our stand-ins of the platforms beside it,
each spoken to as its page would. Nothing ticks by itself: a test lets time pass.
"""

import json
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from starlette.applications import Starlette

from bot import app, commands, outlook, start
from bot.command import Policy, load
from bot.platforms.slack.connect import Identity, Slack
from bot.platforms.teams.connect import Teams
from bot.playground.mail import Postroom
from bot.playground.slack import bot_token
from bot.playground.teams import CLIENT_ID, CLIENT_SECRET, HOME_TENANT
from bot.settings import Settings, SlackSettings
from bot.settings.mail import MailSettings, SmtpSettings
from bot.settings.teams import TeamsSettings
from storage.store import Store
from storage.transaction import Transaction
from storage.types import AccountKey, Network
from tests.support.persons import OnSlack, OnTeams, WithMail
from tests.support.playground import (
    OTHER_TEAM,
    PRIYA,
    SECRET,
    TEAM,
    MovableClock,
    hub_of,
    make_playground,
    page_of,
    serving,
)
from tests.support.teams import COUNCIL, TRUST, TeamsBeside, teams_beside

BASE = "https://tea.example"
NAME = "Public services together"
HURRY = 1_000_000.0
"""How much faster messages go than a real platform allows: nobody waits in a test."""
PATIENCE = 60.0
"""In seconds, of the bot and of the platforms around it: a machine may stand still for a while."""

_WORKSPACES = {TEAM: "Public services together", OTHER_TEAM: "Department for Harbours"}
_TENANTS = {COUNCIL: "Tynewick Borough Council", TRUST: "Tarnside Community NHS Trust"}
_MOST_ROUNDS = 40
_STEP = timedelta(seconds=2)


class Clock(MovableClock):
    """Stands until it is moved, and never makes anybody wait."""

    async def sleep_until(self, moment: datetime) -> None:
        """Be there at once."""
        self.moment = max(self.moment, moment)


@dataclass(slots=True)
class Everywhere:
    """The bot, the platforms around it, and the time that passes for all of them."""

    teapoint: app.Teapoint
    network: Network
    clock: Clock
    slack: httpx.AsyncClient
    slack_app: Starlette
    teams: TeamsBeside
    room: Postroom
    bot: Starlette

    def on_slack(self, user: str, team: str = TEAM) -> OnSlack:
        """Somebody of a workspace."""
        return OnSlack(hub_of(self.slack_app), self.slack, user, team, self.settle)

    def on_teams(self, user: str) -> OnTeams:
        """Somebody of a tenant."""
        return OnTeams(self.teams.person(user), self.settle)

    def with_mail(self, address: str) -> WithMail:
        """Somebody with a mailbox and a browser, and nothing else."""
        transport = httpx.ASGITransport(app=self.bot)
        client = httpx.AsyncClient(transport=transport, base_url=BASE)
        return WithMail(self.room, client, address, self.settle)

    def sent(self) -> str:
        """All that the bot ever asked Slack and Teams for, as it asked."""
        rows = [*hub_of(self.slack_app).wire.rows, *self.teams.hub.wire.rows]
        asked = [row["request"] for row in rows if row["direction"] == "from bot"]
        return json.dumps(asked, ensure_ascii=False, default=str)

    async def settle(self) -> None:
        """Let everything that is under way arrive, errands and answers too."""
        for _ in range(_MOST_ROUNDS):
            await self.teams.hub.courier.settle()
            await hub_of(self.slack_app).courier.settle()
            for platform in _answering(self.teapoint):
                await platform.settle()
            await self.teapoint.ticks.run_all()
            if not await self.teapoint.aside.read(lambda tx: _is_busy(tx, self.clock.now())):
                return
            self.clock.move_to(self.clock.now() + _STEP)
        waiting = await self.teapoint.aside.read(outlook.waiting_rows)
        raise AssertionError(f"it does not end: {waiting}")

    async def wait(self, until: datetime) -> None:
        """Let the time pass, with all that falls due on the way."""
        while True:
            due = await self.teapoint.aside.read(_next_due)
            if due is None or due > until:
                break
            self.clock.move_to(max(self.clock.now(), due))
            await self.settle()
        self.clock.move_to(max(self.clock.now(), until))
        await self.settle()


@asynccontextmanager
async def everywhere(store: Store, begin: datetime) -> AsyncIterator[Everywhere]:
    """Two workspaces, two tenants and a mail server around one network, whose organiser is Priya.

    At the end no card or block of the bot may have broken a platform's rule.
    """
    bot, clock = Starlette(), Clock(begin)
    playground = make_playground(
        clock=clock,
        bot_url="http://bot/slack/events",
        transport=httpx.ASGITransport(app=bot),
        commands=_commands(),
        limits=False,
        ack_seconds=PATIENCE,
    )
    room = Postroom(clock)
    await room.start()
    try:
        async with (
            serving(playground) as origin,
            teams_beside(bot, clock=clock, limits=False, ack_seconds=PATIENCE) as teams,
            page_of(origin, PRIYA) as page,
        ):
            for hub in (hub_of(playground), teams.hub):
                hub.wire.rows = deque()  # all of it
            settings = _settings(origin, teams, room)
            network = _install(store, settings, clock.now())
            teapoint = app.build(settings, store, clock, hurry=HURRY, patience=PATIENCE)
            bot.router.routes.extend(teapoint.routes())
            await teapoint.platforms.start()
            try:
                yield Everywhere(
                    teapoint, network, clock, page.client, playground, teams, room, bot
                )
            finally:
                await teams.hub.courier.aclose()
                await hub_of(playground).aclose()
                await _stop(teapoint)
    finally:
        await room.stop()


def _answering(teapoint: app.Teapoint) -> list[Slack | Teams]:
    """The platforms that go on answering after they have taken what somebody did."""
    found = teapoint.platforms.by_name.values()
    return [platform for platform in found if isinstance(platform, Slack | Teams)]


async def _stop(teapoint: app.Teapoint) -> None:
    """End everything but the store, which belongs to the test."""
    await teapoint.watch.aclose()
    await teapoint.web.poller.stop()
    await teapoint.ticks.stop()
    await teapoint.platforms.stop()
    teapoint.workers.shutdown(wait=False, cancel_futures=True)
    await teapoint.web.close()
    teapoint.aside.close()


def _is_busy(tx: Transaction, now: datetime) -> bool:
    soon = tx.deliveries.waiting(due_by=now + timedelta(minutes=2))
    return any(each.state in ("ready", "sending") for each in soon)


def _next_due(tx: Transaction) -> datetime | None:
    upcoming = tx.schedules.upcoming(1)
    return upcoming[0].next_due if upcoming else None


def _commands() -> Sequence[dict[str, str]]:
    return outlook.command_rows(load(commands), app.names_of(Settings()))


def _settings(origin: str, teams: TeamsBeside, room: Postroom) -> Settings:
    hosts = frozenset(_host(each) for each in (origin, teams.origin))
    return Settings(
        url=BASE,
        network=NAME,
        organisers=(AccountKey("slack", TEAM, PRIYA),),
        policy=Policy("Public Services Together", "privacy@together.example", 24),
        slack=SlackSettings(bot_token(TEAM), SECRET, api=f"{origin}/playground/slack/api/"),
        teams=TeamsSettings(
            CLIENT_ID,
            CLIENT_SECRET,
            HOME_TENANT,
            _TENANTS,
            login=teams.login,
            openid=teams.openid,
        ),
        mail=MailSettings(
            "teapoint@together.example",
            "people@together.example",
            SmtpSettings("127.0.0.1", room.port, clear=True),
        ),
        playground=False,
        send_seconds=PATIENCE,
        settle_seconds=0.0,
        allowed_hosts=hosts,
        feed_gap=0.0,
    )


def _host(origin: str) -> tuple[str, int]:
    host, _, port = origin.removeprefix("http://").partition(":")
    return host, int(port)


def _install(store: Store, settings: Settings, now: datetime) -> Network:
    """As `teapoint run` does, and as the second workspace does by itself."""
    with store.begin() as tx:
        network = start.prepare_network(tx, settings, now)
        for team, name in _WORKSPACES.items():
            start.install_space(tx, network, Identity(team, "", name), bot_token(team))
        for tenant, name in _TENANTS.items():
            start.install_tenant(tx, network, tenant, name)
        assert start.name_organisers(tx, network, settings.organisers, now) == []
    return network
