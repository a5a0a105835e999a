"""Every command there is, typed in a channel of Teams by mention: answered, and in private."""

from datetime import UTC, datetime

import pytest

from bot import commands
from bot.command import load
from bot.platforms.teams.connect import Teams
from bot.playground.teams.records import BOT, Post
from storage.store import Store
from storage.transaction import Transaction
from storage.types import AccountKey, Profile
from tests.support.card_words import read_card
from tests.support.everywhere import Everywhere, everywhere
from tests.support.teams import COUNCIL, COUNCIL_CHANNEL, JO

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)
PRIVATELY = "Jo Hughes, the answer is in your chat with Teapoint."


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_every_command_is_answered_by_mention_and_privately(store: Store) -> None:
    async with everywhere(store, TUESDAY) as there:
        await there.on_teams(JO).say("help")
        for command in load(commands).all:
            await there.teapoint.aside.write(lambda tx: take_in(tx, there))
            answers, said = await ask(there, command.line)
            assert answers, command.line
            assert said == [PRIVATELY], command.line
            for words in answers:
                assert "We don't know the words" not in words, command.line
                assert "We couldn't save that" not in words, command.line


def take_in(tx: Transaction, there: Everywhere) -> None:
    """Jo takes part and is an organiser, whatever the last command did."""
    account = tx.accounts.find(AccountKey("teams", COUNCIL, JO))
    assert account is not None
    now, network = there.clock.now(), there.network.id
    if tx.members.find(network, account.id) is None:
        tx.members.join(network, account.id, Profile("Jo Hughes", None), now)
    if account.id not in {one.id for one in tx.networks.organisers(network)}:
        tx.networks.add_organiser(network, account.id, now)


async def ask(there: Everywhere, line: str) -> tuple[list[str], list[str]]:
    """What came to Jo's own chat, and to the channel."""
    world, jo = there.teams.hub.world, there.teams.person(JO)
    talks = (world.personal(world.people[JO]), world.talks[COUNCIL_CHANNEL])
    known = [set(talk.posts) for talk in talks]
    await jo.say(f"@Teapoint {line}", COUNCIL_CHANNEL)
    teams = there.teapoint.platforms.by_name["teams"]
    assert isinstance(teams, Teams)
    await teams.settle()
    own, channel = (
        [words_of(post) for ms, post in talk.posts.items() if ms not in seen and post.author == BOT]
        for talk, seen in zip(talks, known, strict=True)
    )
    return own, channel


def words_of(post: Post) -> str:
    return "".join(line for card in post.cards for line in read_card(card))
