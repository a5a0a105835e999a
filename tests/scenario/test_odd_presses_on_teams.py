"""Presses on Teams that no card of ours sends so: copied, altered, sent twice, and too late."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.playground.common.given import Json, Raw
from bot.playground.teams.activities import Sender, build_invoke
from storage.programmes import Plan
from storage.round_records import Group
from storage.store import Store
from storage.transaction import Transaction
from storage.types import GroupId
from tests.support.chat import Chat, World
from tests.support.everywhere import Everywhere, everywhere
from tests.support.teams import BEE, COUNCIL, COUNCIL_CHANNEL, JO, SIAN, TRUST

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)


@dataclass
class Story:
    """Jo and Bee are introduced, each in a tenant of their own; Siân takes part, and waits."""

    there: Everywhere
    council: World
    group: GroupId
    buttons: Mapping[str, Json]

    async def press(self, user: str, label: str, **changed: Raw) -> str:
        """Send what a button on Jo's introduction sends, as somebody, with parts changed."""
        button = self.buttons[label]
        data = {**button["data"], **{name: changed[name] for name in changed if name != "verb"}}
        action = {"type": "Action.Execute", "verb": changed.get("verb", button["verb"])}
        teams = self.there.teams
        person = teams.hub.world.people[user]
        talk = teams.hub.world.personal(person)
        sender = Sender(teams.hub.world, person, talk, teams.service_url)
        newest = list(talk.posts.values())[-1]
        value = {"action": action | {"data": data}, "trigger": "manual"}
        ack = await teams.hub.courier.deliver(
            build_invoke(sender, "adaptiveCard/action", value, newest)
        )
        assert ack.status in (200, 501)  # what the SDK cannot read is refused as unknown
        await self.there.settle()
        return await teams.person(user).latest()

    async def found(self) -> Group:
        """How the introduction stands."""
        network = self.council.network.id
        return await self.council.aside.read(lambda tx: tx.rounds.group(self.group, network))


@asynccontextmanager
async def introduced(store: Store) -> AsyncIterator[Story]:
    async with everywhere(store, TUESDAY) as there:
        for user in (JO, SIAN, BEE):
            await there.on_teams(user).say("help")
        council, trust = await there.teapoint.aside.write(lambda tx: _worlds(tx, there))
        jo = Chat(council, "Jo Hughes", JO, platform="teams")
        sian = Chat(council, "Siân Pritchard", SIAN, platform="teams")
        bee = Chat(trust, "Bee Adeyemi", BEE, platform="teams")
        for chat in (jo, sian, bee):
            await chat.world.take_in(chat)
        [group] = await council.introduce((jo, bee))
        await there.settle()
        yield Story(there, council, group.id, await _buttons(there))


def _worlds(tx: Transaction, there: Everywhere) -> tuple[World, World]:
    council, trust = (tx.spaces.find("teams", tenant) for tenant in (COUNCIL, TRUST))
    channel = tx.places.see(council.id, COUNCIL_CHANNEL, "channel", "Coffee")
    programme = tx.programmes.add(there.network.id, Plan("Coffee", channel.id))
    world = World(
        there.teapoint.aside,
        there.teapoint.dispatcher,
        there.network,
        council,
        channel,
        programme,
        there.clock.now(),
    )
    return world, replace(world, space=trust)


async def _buttons(there: Everywhere) -> dict[str, Any]:
    found = {}
    for label in ("We've met", "Suggest times"):
        _, action = await there.teams.person(JO).find_button(label)
        found[label] = action
    return found


@pytest.mark.parametrize("label", ["We've met", "Suggest times"])
async def test_a_button_that_was_copied_does_nothing_for_anybody_else(
    store: Store, label: str
) -> None:
    async with introduced(store) as story:
        before = await story.found()
        said = await story.press(SIAN, label)
        assert "Bee" not in said
        assert "Jo" not in said
        assert await story.found() == before
        assert not [w for w in await story.there.teams.person(BEE).seen() if "Siân" in w]
        await story.press(JO, "We've met")
        assert await story.found() != before


async def test_a_reference_that_was_altered_does_nothing(store: Store) -> None:
    async with introduced(store) as story:
        before = await story.found()
        ref = story.buttons["We've met"]["data"]["ref"]
        for odd in (f"{ref}x", ref[::-1], "g_1", "'; drop table member", "x" * 5_000, "🐝", ""):
            said = await story.press(SIAN, "We've met", ref=odd)
            assert said
            assert "Jo" not in said
            assert "Bee" not in said
        for lists in ([ref], {"id": ref}, 7, None):
            await story.press(SIAN, "We've met", ref=lists)
        for verb in ("unmentor met", ["unmentor met"], 7, "x" * 5_000, "", "🐝 & <at>all</at>"):
            await story.press(SIAN, "We've met", verb=verb)
        assert await story.found() == before


async def test_pressed_twice_it_counts_once_and_after_the_end_it_says_so(store: Store) -> None:
    async with introduced(store) as story:
        await story.press(JO, "We've met")
        once = await story.found()
        again = await story.press(JO, "We've met")
        assert "We had noted already" in again
        assert await story.found() == once
        await story.council.close_round()
        assert "That round has ended" in await story.press(BEE, "We've met")
        assert await story.found() == once


async def test_a_form_that_is_sent_after_its_round_has_ended_says_so(store: Store) -> None:
    async with introduced(store) as story:
        jo = story.there.on_teams(JO)
        assert "Suggest times" in await jo.press("Suggest times")
        await story.council.close_round()
        bee = story.there.teams.person(BEE)
        heard = await bee.seen()
        said = await jo.fill("Suggest these times", where="The tea point")
        assert "That round has ended" in said
        assert await bee.seen() == heard
