"""One of two workspaces is down for an hour: the other goes on, and everything arrives once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.message import say
from bot.platforms.slack.api import SlackApi
from bot.platforms.slack.speak import SlackVoice
from bot.playground.slack import Fault, Hub, bot_token
from jobs.aside import Aside
from jobs.delivery.deliver import Deliverer
from jobs.delivery.manners import Manners
from storage.notice_queue import To
from storage.notices.taking_part import Kept
from storage.store import Store
from storage.types import AccountKey, NetworkId, SpaceId
from tests.support.playground import (
    ADE,
    NIA,
    NOON,
    OTHER_TEAM,
    OWEN,
    SAM,
    TEAM,
    hub_of,
    make_playground,
    serving,
)
from tests.support.scripted_platform import JumpingClock


class _Clock(JumpingClock):
    """One time for both sides: a look-up asks for what was said since."""

    def move_to(self, moment: datetime) -> None:
        self.moment = moment


PEOPLE = {SAM: TEAM, ADE: TEAM, NIA: OTHER_TEAM, OWEN: OTHER_TEAM}


@dataclass(slots=True)
class Office:
    """Two workspaces, and messages to two people in each."""

    store: Store
    hub: Hub
    clock: JumpingClock
    deliverer: Deliverer
    network: NetworkId
    spaces: dict[str, SpaceId]

    def queue(self, words: str) -> None:
        """Tell everybody something."""
        with self.store.begin() as tx:
            for user, team in PEOPLE.items():
                key = AccountKey("slack", team, user)
                account = tx.accounts.see(key, self.spaces[team], user)
                to = To(account.space_id, account_id=account.id)
                notice = Kept(account.id, words)
                tx.notices.queue(self.network, notice, [to], self.clock.now(), occasion=words)

    def arrived(self, team: str) -> int:
        """Return how many messages the people of a workspace have got."""
        world = self.hub.world
        return sum(
            len(world.open_direct(team, user).messages)
            for user, home in PEOPLE.items()
            if home == team
        )

    def waiting(self) -> int:
        with self.store.read() as tx:
            return len(tx.deliveries.waiting(100))

    async def work(self, minutes: int) -> None:
        """Let deliver run, as it does, while time passes."""
        end = self.clock.now() + timedelta(minutes=minutes)
        while self.clock.now() < end and (self.waiting() or minutes < 60):
            while await self.deliverer.run_once():
                pass
            self.clock.advance(600 if minutes > 5 else 60)


@asynccontextmanager
async def office(store: Store) -> AsyncIterator[Office]:
    clock = _Clock(NOON)
    app = make_playground(limits=False, clock=clock)
    with store.begin() as tx:
        network = tx.networks.add("Public services together")
        spaces = {}
        for team in (TEAM, OTHER_TEAM):
            space = tx.spaces.install("slack", team, team, team, bot_token(team))
            tx.networks.link(network.id, space.id, default=True)
            spaces[team] = space.id
    async with serving(app) as origin:
        api = SlackApi(f"{origin}/playground/slack/api/", timeout=0.3)

        def token_for(space_id: SpaceId) -> Awaitable[str]:
            return asyncio.to_thread(_read_token, store, space_id)

        voice = SlackVoice(api, token_for, lambda *_: say("Something worth knowing."))
        aside = Aside(store)
        manners = Manners(settle_time=60, send_timeout=1.0)
        deliverer = Deliverer(aside, lambda _: voice, clock, manners)
        try:
            yield Office(store, hub_of(app), clock, deliverer, network.id, spaces)
        finally:
            await api.close()
            aside.close()


def _read_token(store: Store, space_id: SpaceId) -> str:
    with store.read() as tx:
        return tx.spaces.token(space_id)


DOWN: dict[str, Callable[[], list[Fault]]] = {
    "it answers 503": lambda: [Fault("500", status=503, where=OTHER_TEAM)],
    "it drops every connection": lambda: [Fault("drop before", where=OTHER_TEAM)],
    "it answers too late, though it does what it is asked": lambda: [
        Fault("late answer", seconds=0.4, where=OTHER_TEAM)
    ],
}


@pytest.mark.parametrize("how", DOWN)
async def test_the_other_goes_on_and_everything_arrives_once(store: Store, how: str) -> None:
    async with office(store) as here:
        here.queue("before")
        await here.work(1)
        assert (here.arrived(TEAM), here.arrived(OTHER_TEAM)) == (2, 2)
        for fault in DOWN[how]():
            here.hub.faults.add(fault)
        here.queue("meanwhile")
        await here.work(2)
        assert here.arrived(TEAM) == 4, "the other workspace waits for nobody"
        here.queue("later")
        await here.work(58)
        assert here.arrived(TEAM) == 6
        here.hub.faults.clear()
        await here.work(180)
        assert here.waiting() == 0
        assert (here.arrived(TEAM), here.arrived(OTHER_TEAM)) == (6, 6)
        assert set(here.hub.world.posts_by_key.values()) == {1}, "nothing twice"
        with store.read() as tx:
            assert tx.deliveries.in_state(here.network, "dead") == []
            assert tx.deliveries.in_state(here.network, "unsure") == []
            assert all(tx.spaces.get(space).paused_why is None for space in here.spaces.values())
