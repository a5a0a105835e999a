"""The voice on Teams: each post once, every failure sorted right, and a dead chat opened again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from bot.message import say
from bot.platforms.teams.connector import as_activity
from bot.platforms.teams.markup import Reader
from bot.platforms.teams.render import render_message
from bot.playground.common.given import Raw
from jobs.delivery.voice import (
    CannotLookError,
    Composed,
    NotSentError,
    RefusedError,
    UnsureError,
    Voice,
)
from storage.store import Store
from storage.types import AccountKey, SpaceId
from tests.support.playground import NOON
from tests.support.teams import COUNCIL, COUNCIL_CHANNEL, JO, SIAN, TRUST, TeamsPerson
from tests.support.teams_bot import ON_SQLITE, TOLD, TeamsBot, teams_bot

pytestmark = ON_SQLITE


def compose(words: str) -> Composed:
    card = render_message(say(words), Reader(COUNCIL))
    return Composed(words, as_activity(card, words))


MEET = Composed("Meet Bee Adeyemi.", as_activity(render_message(TOLD, Reader(COUNCIL)), "Meet Bee"))


@dataclass(slots=True)
class Speaking:
    """The voice, and Jo, who has spoken with the bot before."""

    bot: TeamsBot
    jo: TeamsPerson
    space: SpaceId

    @property
    def voice(self) -> Voice:
        return self.bot.teams.voice

    async def post(self, place: str = "", thread: str | None = None) -> str:
        return await self.voice.post(self.space, place or self.jo.chat, MEET, "key", thread)

    async def arrived(self, place: str = "") -> int:
        return sum("Meet Bee" in words for words in await self.jo.seen(place))


@asynccontextmanager
async def speaking(store: Store, **options: Raw) -> AsyncIterator[Speaking]:
    async with teams_bot(store, **options) as bot:
        jo = bot.beside.person(JO)
        for channel in ("", COUNCIL_CHANNEL):
            await jo.say("@Teapoint unmentor met", channel)
        await bot.settle()
        yield Speaking(bot, jo, bot.space_id())


async def test_a_message_is_posted_changed_and_taken_back(store: Store) -> None:
    async with speaking(store) as teams:
        ref = await teams.post()
        for _ in range(2):
            await teams.voice.change(teams.space, teams.jo.chat, ref, compose("You've met."))
        assert await teams.jo.latest() == "You've met."
        await teams.voice.remove(teams.space, teams.jo.chat, ref)
        assert await teams.jo.latest() == "Met somebody."
        with pytest.raises(RefusedError, match="message gone"):
            await teams.voice.remove(teams.space, teams.jo.chat, ref)
        with pytest.raises(RefusedError, match="message gone"):
            await teams.voice.change(teams.space, teams.jo.chat, ref, MEET)


async def test_a_part_of_a_thread_stands_under_its_first_message(store: Store) -> None:
    async with speaking(store) as teams:
        top = await teams.post(COUNCIL_CHANNEL)
        await teams.voice.post(teams.space, COUNCIL_CHANNEL, compose("A part."), "part", top)
        tops = (await teams.jo.read("conversation", id=COUNCIL_CHANNEL))["messages"]
        assert [message["reply_count"] for message in tops][-1] == 1
        assert await teams.jo.latest(COUNCIL_CHANNEL) == "A part."


async def test_nobody_can_look_and_several_cannot_be_brought_together(store: Store) -> None:
    async with speaking(store) as teams:
        with pytest.raises(CannotLookError):
            await teams.voice.find(teams.space, teams.jo.chat, "key", NOON)
        with pytest.raises(RefusedError, match="cannot meet"):
            await teams.voice.open(teams.space, [JO, SIAN])
        assert await teams.voice.open(teams.space, [JO]) == teams.jo.chat
        with pytest.raises(RefusedError, match="blocked"):  # Teams does not say whether they are
            await teams.voice.open(teams.space, ["0c0c0c0c-0000-4000-8000-00000000dead"])


@pytest.mark.parametrize(
    ("fault", "meant", "arrived"),
    [
        ("429", NotSentError, 0),
        ("412", NotSentError, 0),
        ("500", UnsureError, 0),
        ("500 after", UnsureError, 1),
        ("drop before", UnsureError, 0),
        ("lost answer", UnsureError, 1),
        ("late answer", UnsureError, 1),
        ("late effect", UnsureError, 1),
        ("down", UnsureError, 0),
    ],
)
async def test_trouble_is_told_apart_and_nothing_is_sent_again_by_itself(
    store: Store, fault: str, meant: type[Exception], arrived: int
) -> None:
    async with speaking(store, seconds=0.5) as teams:
        await teams.bot.beside.trouble(fault, operations=["send"], times=1, seconds=0.8)
        with pytest.raises(meant):
            await teams.post()
        await asyncio.sleep(1.2 if "late" in fault else 0)
        await teams.bot.beside.trouble(fault, on=False)
        assert await teams.arrived() == arrived


async def test_a_change_that_may_not_have_been_made_is_told_apart_too(store: Store) -> None:
    async with speaking(store) as teams:
        ref = await teams.post()
        for fault, meant in (("429", NotSentError), ("500", UnsureError)):
            await teams.bot.beside.trouble(fault, operations=["update", "delete"], times=2)
            with pytest.raises(meant):
                await teams.voice.change(teams.space, teams.jo.chat, ref, MEET)
            with pytest.raises(meant):
                await teams.voice.remove(teams.space, teams.jo.chat, ref)


async def test_how_long_to_wait_is_what_teams_says(store: Store) -> None:
    async with speaking(store) as teams:
        await teams.bot.beside.trouble("429", operations=["send"], retry_after=30, times=1)
        with pytest.raises(NotSentError) as caught:
            await teams.post()
        assert (caught.value.after, caught.value.scope) == (30.0, "place")


async def test_who_blocked_us_and_a_channel_that_we_left_are_told_apart(store: Store) -> None:
    async with speaking(store) as teams:
        await teams.bot.beside.change(block=teams.jo.page_id)
        with pytest.raises(RefusedError, match="blocked"):
            await teams.post()
        await teams.bot.beside.change(remove=COUNCIL_CHANNEL)
        with pytest.raises(RefusedError, match="place closed"):
            await teams.post(COUNCIL_CHANNEL)
        await teams.bot.beside.trouble("too large", operations=["send"], times=1)
        await teams.bot.beside.change(unblock=teams.jo.page_id)
        with pytest.raises(RefusedError, match="too long"):
            await teams.post()


async def test_a_chat_that_died_is_opened_again_and_used_from_then_on(store: Store) -> None:
    async with speaking(store) as teams:
        await teams.bot.beside.trouble("gone", operations=["send"], times=1)
        with store.begin() as tx:  # an id of which Teams knows nothing any more
            account = tx.accounts.find(AccountKey("teams", COUNCIL, JO))
            assert account is not None
            dead = tx.places.direct(account.id, teams.space)
            assert dead is not None
            tx.places.close(dead.id, "another")
            tx.places.see(teams.space, "a:1dead", "direct", account_id=account.id)
        ref = await teams.voice.post(teams.space, "a:1dead", MEET, "key")
        assert await teams.arrived() == 1
        with store.read() as tx:
            place = tx.places.direct(account.id, teams.space)
            assert place is not None
            assert place.external_id == teams.jo.chat
        await teams.voice.change(teams.space, "a:1dead", ref, compose("You've met."))
        assert await teams.jo.latest() == "You've met."


async def test_a_tenant_that_was_taken_off_the_list_is_written_to_no_more(store: Store) -> None:
    async with speaking(store):
        pass
    async with teams_bot(store, tenants=(TRUST,)) as bot:
        with pytest.raises(RefusedError, match="space revoked"):
            await bot.teams.voice.post(bot.space_id(COUNCIL), COUNCIL_CHANNEL, MEET, "key")


async def test_a_token_that_ran_out_is_fetched_again(store: Store) -> None:
    async with speaking(store) as teams:
        ring = teams.bot.beside.hub.keys
        ring.kept["login"] = ring.key("nobody")  # all our tokens are worth nothing from now on
        with pytest.raises((NotSentError, RefusedError)):
            await teams.post()
        await teams.post()
        assert await teams.arrived() == 1
