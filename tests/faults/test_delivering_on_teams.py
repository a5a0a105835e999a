"""Deliver, through the voice on Teams, while tenants make trouble: nothing twice, nothing lost."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from jobs.delivery.deliver import Deliverer
from jobs.delivery.manners import Manners
from storage.notice_queue import To
from storage.notices.channels import JoinCard
from storage.queue_records import Delivery, DeliveryState
from storage.store import Store
from storage.types import AccountKey, NetworkId, ProgrammeId
from tests.support.scripted_platform import JumpingClock
from tests.support.teams import BEE, COUNCIL, COUNCIL_TEAM, JO, SIAN, TRUST
from tests.support.teams_bot import TeamsBot, teams_bot

START = datetime(2026, 11, 24, 10, tzinfo=UTC)
STATES: tuple[DeliveryState, ...] = (
    "ready", "sending", "uncertain", "checking", "unsure", "sent", "dead",
)  # fmt: skip
TENANTS = {JO: COUNCIL, SIAN: COUNCIL, BEE: TRUST}


@dataclass(slots=True)
class Office:
    """Three people of two tenants who have used the bot, and a deliverer."""

    bot: TeamsBot
    clock: JumpingClock
    deliverer: Deliverer
    network: NetworkId

    def queue(self, *users: str) -> None:
        with self.bot.store.begin() as tx:
            for user in users:
                account = tx.accounts.find(AccountKey("teams", TENANTS[user], user))
                assert account is not None
                notice = JoinCard(ProgrammeId(user))
                to = [To(account.space_id, account_id=account.id)]
                tx.notices.queue(self.network, notice, to, self.clock.now())

    async def work(self, minutes: int = 4) -> None:
        end = self.clock.now() + timedelta(minutes=minutes)
        while self.clock.now() < end:
            if not await self.deliverer.run_once():
                self.clock.advance(20)

    def states(self) -> list[str]:
        return [each.state for each in self.deliveries()]

    def deliveries(self) -> list[Delivery]:
        with self.bot.store.read() as tx:
            found = [d for each in STATES for d in tx.deliveries.in_state(self.network, each)]
        return sorted(found, key=lambda each: each.seq)

    async def told(self, user: str) -> int:
        """How often somebody reads what was delivered."""
        return sum("Meet Bee" in words for words in await self.bot.beside.person(user).seen())


@asynccontextmanager
async def office_of(store: Store) -> AsyncIterator[Office]:
    async with teams_bot(store, seconds=0.5) as bot:
        for user in TENANTS:
            await bot.beside.person(user).say("unmentor met")
        await bot.settle()
        with store.read() as tx:
            network = tx.networks.all()[0].id
        clock = JumpingClock(START)
        deliverer = Deliverer(bot.aside, lambda _platform: bot.teams.voice, clock, Manners())
        yield Office(bot, clock, deliverer, network)


async def test_what_may_have_arrived_waits_for_the_organisers_and_is_never_repeated(
    store: Store,
) -> None:
    async with office_of(store) as office:
        await office.bot.beside.trouble("lost answer", operations=["send"], times=1)
        office.queue(JO)
        await office.work()
        assert office.states() == ["unsure"]
        assert await office.told(JO) == 1
        await office.bot.beside.trouble("500", operations=["send"], times=1)
        office.queue(SIAN)
        await office.work()
        assert office.states() == ["unsure", "unsure"]
        assert await office.told(SIAN) == 0
        [_, lost] = office.deliveries()
        now = office.clock.now()
        with store.begin() as tx:  # an organiser says that it did not come
            assert tx.deliveries.settle_unsure(lost.seq, office.network, arrived=False, now=now)
        await office.work()
        assert (office.states(), await office.told(SIAN)) == (["unsure", "sent"], 1)


async def test_what_certainly_did_not_arrive_is_sent_when_teams_takes_it(store: Store) -> None:
    async with office_of(store) as office:
        await office.bot.beside.trouble("429", operations=["send"], times=2)
        await office.bot.beside.trouble("412", operations=["send"], times=2)
        office.queue(*TENANTS)
        await office.work(8)
        assert office.states() == ["sent"] * 3
        assert [await office.told(user) for user in TENANTS] == [1, 1, 1]


async def test_who_takes_the_bot_away_stops_nobody_else(store: Store) -> None:
    async with office_of(store) as office:
        office.queue(*TENANTS)
        jo = office.bot.beside.person(JO)
        await jo.uninstall()
        await office.bot.beside.change(leave=jo.page_id, team=COUNCIL_TEAM)
        await office.bot.settle()
        await office.work()
        assert office.states() == ["dead", "sent", "sent"]
        with store.read() as tx:
            account = tx.accounts.find(AccountKey("teams", COUNCIL, JO))
            assert account is not None
            assert account.blocked_at is not None


async def test_of_a_tenant_that_is_down_one_message_is_unsure_and_the_rest_waits(
    store: Store,
) -> None:
    async with office_of(store) as office:
        await office.bot.beside.trouble("down", tenant=COUNCIL)
        office.queue(JO, BEE)
        await office.work(2)
        assert (office.states(), await office.told(BEE)) == (["unsure", "sent"], 1)
        office.queue(SIAN)
        await office.work(2)
        assert office.states() == ["unsure", "sent", "ready"]
        await office.bot.beside.trouble("down", on=False)
        await office.work(20)
        assert office.states() == ["unsure", "sent", "sent"]
        assert (await office.told(JO), await office.told(SIAN)) == (0, 1)
