"""The bot on Teams, beside the playground's Teams: with a few commands of its own, for tests."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import pytest
from starlette.applications import Starlette

from bot.command import Commands, Names, Policy
from bot.dispatch import Dispatcher
from bot.message import Button, Buttons, Message, say
from bot.platforms.teams.connect import Connection, Teams
from bot.platforms.teams.manifest import list_extensions
from bot.playground.common.given import Raw
from bot.playground.teams import CLIENT_ID, CLIENT_SECRET, HOME_TENANT
from jobs.aside import Aside
from jobs.clock import RealClock
from jobs.feeds.fetch import Fetcher
from storage.queue_records import Delivery
from storage.store import Store
from storage.transaction import Transaction
from storage.types import Space, SpaceId
from tests.support.playground import NOON
from tests.support.slack_bot import GATE, make_table
from tests.support.teams import COUNCIL, TRUST, TeamsBeside, teams_beside

# For tests that say nothing of the database.
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NAMES = Names("").on("teams")
TOLD = Message((*say("Meet Bee Adeyemi.").blocks, Buttons((Button("We've met", "met", "g_1"),))))


@dataclass(slots=True)
class TeamsBot:
    """The bot, its store, and the Teams that it is on."""

    teams: Teams
    beside: TeamsBeside
    aside: Aside
    store: Store

    async def settle(self) -> None:
        """Wait until everything that was heard is answered."""
        await self.beside.hub.courier.settle()
        await self.teams.settle()

    def space(self, tenant: str = COUNCIL) -> Space:
        with self.store.read() as tx:
            return tx.spaces.find("teams", tenant)

    def space_id(self, tenant: str = COUNCIL) -> SpaceId:
        return self.space(tenant).id


def word(_tx: Transaction, _delivery: Delivery, _now: datetime) -> Message | None:
    return TOLD


@asynccontextmanager
async def teams_bot(
    store: Store,
    *,
    tenants: Sequence[str] = (COUNCIL, TRUST),
    seconds: float = 5.0,
    commands: Commands | None = None,
    openid: str = "",
    addresses: bool = False,
    pace: float = 1.0,
    **options: Raw,
) -> AsyncIterator[TeamsBot]:
    """The bot on the playground's Teams; `options` are those of `teams_beside`."""
    GATE.clear()
    bot, aside = Starlette(), Aside(store)
    with store.begin() as tx:
        if not tx.networks.all():
            network = tx.networks.add("Public services together")
            for tenant in tenants:
                space = tx.spaces.install("teams", tenant, tenant, tenant[:4])
                tx.networks.link(network.id, space.id, default=True)
    policy = Policy("Us", "us@example.org", 24)
    answers = Dispatcher(commands or make_table(), aside, lambda: NOON, policy, NAMES)
    options.setdefault("extensions", list_extensions())
    async with teams_beside(bot, **options) as beside, Fetcher(_allowed(beside)) as fetcher:
        reached = Connection(
            CLIENT_ID,
            CLIENT_SECRET,
            HOME_TENANT,
            {tenant: tenant[:4] for tenant in tenants},
            login=beside.login,
            openid=openid or beside.openid,
            timeout=seconds,
            pace=pace,
            addresses=addresses,
        )
        teams = Teams(reached, answers, aside, RealClock(), NAMES, word, fetcher)
        bot.router.routes.extend(teams.routes())
        await teams.start()
        try:
            yield TeamsBot(teams, beside, aside, store)
        finally:
            GATE.set()
            await beside.hub.courier.aclose()
            await teams.stop()
            aside.close()


def _allowed(beside: TeamsBeside) -> frozenset[tuple[str, int]]:
    host, _, port = beside.origin.removeprefix("http://").partition(":")
    return frozenset({(host, int(port))})
