"""Tokens that run out: renewed in time, once, whatever Slack answers and whoever else tries."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.keys import FernetCipher
from bot.platforms.slack.api import SlackApi
from bot.platforms.slack.oauth import OAuth, OAuthClient
from bot.playground.slack import Fault, Hub
from bot.playground.slack.oauth import CLIENT_ID, CLIENT_SECRET
from jobs.aside import Aside
from jobs.workspaces.tokens import TokenKeeper
from storage.installations import Granted
from storage.notices.workspaces import InstallNeeded, SendingPaused
from storage.store import Store, open_store
from storage.types import AccountKey, SpaceId
from tests.support.playground import NIA, NOON, OTHER_TEAM, hub_of, make_playground, serving
from tests.support.scripted_platform import JumpingClock

AT_ONCE = timedelta(seconds=-1)


@dataclass(slots=True)
class Office:
    """A workspace whose token runs out at 22:00, and its keeper of tokens."""

    hub: Hub
    clock: JumpingClock
    store: Store
    space_id: SpaceId
    oauth: OAuth
    aside: Aside

    def keeper(self, aside: Aside | None = None) -> TokenKeeper:
        return TokenKeeper(aside or self.aside, self.clock, self.oauth.renew, AT_ONCE)

    def token(self) -> str:
        with self.store.read() as tx:
            return tx.spaces.token(self.space_id)

    def works(self) -> bool:
        world = self.hub.world
        world.clock.move_to(self.clock.now())
        ends = world.grants.ends.get(self.token())
        return self.token() in world.tokens and (ends is None or ends > self.clock.now())

    def calls(self) -> int:
        return self.hub.wire.calls["oauth.v2.access"]

    def waiting(self, kind: type) -> int:
        with self.store.read() as tx:
            found = [tx.deliveries.notice(each) for each in tx.deliveries.waiting(100)]
        return sum(isinstance(notice, kind) for notice in found)


@asynccontextmanager
async def office(store: Store) -> AsyncIterator[Office]:
    app, clock = make_playground(), JumpingClock(NOON)
    hub = hub_of(app)
    hub.world.grants.rotates = True
    given = hub.world.grants.give(hub.world.workspaces[OTHER_TEAM], hub.world.tokens, NOON)
    with store.begin() as tx:
        space = tx.spaces.install(
            "slack", OTHER_TEAM, OTHER_TEAM, "Harbours", given["access_token"]
        )
        network = tx.networks.add("Public services together")
        tx.networks.link(network.id, space.id, default=True)
        elsewhere = tx.spaces.install("slack", "T9", "T9", "Elsewhere", "xoxb-9")
        nia = tx.accounts.see(AccountKey("slack", OTHER_TEAM, NIA), space.id, "Nia Prosser")
        priya = tx.accounts.see(AccountKey("slack", "T9", "U9"), elsewhere.id, "Priya Raman")
        tx.networks.add_organiser(network.id, priya.id, NOON)
        granted = Granted(
            "UBOT2", refresh=given["refresh_token"], expires_at=NOON + timedelta(hours=12)
        )
        tx.installations.record(space.id, granted, nia.id, NOON)
    async with serving(app) as origin:
        api = SlackApi(f"{origin}/playground/slack/api/", timeout=2.0)
        oauth = OAuth(api, OAuthClient(CLIENT_ID, CLIENT_SECRET, "", ""))
        aside = Aside(store)
        try:
            yield Office(hub, clock, store, space.id, oauth, aside)
        finally:
            await api.close()
            aside.close()


async def test_a_token_is_renewed_two_hours_before_it_ends(store: Store) -> None:
    async with office(store) as here:
        first = here.token()
        here.clock.advance(9.9 * 3600)
        assert await here.keeper().run_once() == 0
        here.clock.advance(0.2 * 3600)
        here.works()
        assert await here.keeper().run_once() == 1
        assert here.token() != first
        assert await here.keeper().run_once() == 0
        here.clock.advance(10 * 3600)
        assert here.works(), "the new token lasts beyond the end of the first"


async def test_two_processes_exchange_it_once(
    store: Store, database_url: str, cipher: FernetCipher
) -> None:
    other = open_store(database_url, cipher)
    async with office(store) as here:
        beside = Aside(other)
        here.clock.advance(11 * 3600)
        here.works()
        keepers = [here.keeper(), here.keeper(beside)] * 3
        tried = await asyncio.gather(*(keeper.run_once() for keeper in keepers))
        assert sum(tried) == 1
        assert here.calls() == 1
        assert here.works()
        beside.close()
    other.close()


@pytest.mark.parametrize("kind", ["lost answer", "500 after", "drop before", "429"])
async def test_where_nobody_knows_whether_it_was_used_the_same_one_is_tried_again(
    store: Store, kind: str
) -> None:
    async with office(store) as here:
        first = here.token()
        here.clock.advance(11 * 3600)
        here.works()
        here.hub.faults.add(Fault(kind, ("oauth.v2.access",), times=1, retry_after=0))
        await here.keeper().run_once()
        assert here.token() == first
        assert here.works(), "the old one is good until its end"
        with store.begin() as tx:  # real time passes
            tx.session.connection().exec_driver_sql("UPDATE installation SET lease_until = NULL")
            tx.session.connection().exec_driver_sql("UPDATE installation SET lease = NULL")
        await here.keeper().run_once()
        assert here.token() != first
        here.clock.advance(10 * 3600)
        assert here.works()
        assert here.waiting(InstallNeeded) == 0


async def test_a_refused_one_is_told_while_the_old_token_still_works(store: Store) -> None:
    async with office(store) as here:
        here.clock.advance(11 * 3600)
        here.hub.world.grants.refreshes.clear()
        assert here.works()
        await here.keeper().run_once()
        await here.keeper().run_once()
        assert here.calls() == 1
        assert here.waiting(InstallNeeded) == 2, "the organiser and whoever installed it"
        with store.read() as tx:
            assert tx.spaces.get(here.space_id).paused_why is None
        here.clock.advance(3600)
        await here.keeper().run_once()
        await here.keeper().run_once()
        with store.read() as tx:
            assert tx.spaces.get(here.space_id).paused_why == "token_expired"
        assert here.waiting(SendingPaused) == 1


async def test_our_own_wrong_secret_costs_nobody_their_token(store: Store) -> None:
    async with office(store) as here:
        here.clock.advance(11 * 3600)
        wrong = OAuth(here.oauth._api, OAuthClient(CLIENT_ID, "not this", "", ""))
        await TokenKeeper(here.aside, here.clock, wrong.renew, AT_ONCE).run_once()
        assert here.waiting(InstallNeeded) == 0
        with store.read() as tx:
            found = tx.installations.find(here.space_id)
        assert found
        assert found.renews
