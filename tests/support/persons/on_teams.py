"""Somebody in their own chat with the bot on Teams."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.playground.teams.records import BOT
from tests.support.teams import TeamsPerson

Settle = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class OnTeams:
    """In their own chat with the bot."""

    person: TeamsPerson
    settle: Settle

    async def say(self, line: str, channel: str = "") -> str:
        text = f"@Teapoint {line}" if channel else line
        await self.person.say(text, channel)
        await self.settle()
        return await self.person.latest(channel)

    async def press(self, label: str, channel: str = "") -> str:
        return await self.fill(label, channel)

    async def fill(self, label: str, channel: str = "", **values: str) -> str:
        await self.person.press(label, channel, **values)
        await self.settle()
        return await self.person.latest(channel)

    async def heard(self) -> list[str]:
        return await self.person.seen()

    def raw(self) -> str:
        world = self.person.teams.hub.world
        mine = [talk for talk in world.talks.values() if self.person.user in talk.members]
        posts = [post for talk in mine for post in talk.posts.values() if post.author == BOT]
        said = [[p.text, p.cards, p.shown, p.notes] for p in posts]
        return json.dumps(said, ensure_ascii=False)

    async def seen(self, channel: str) -> list[str]:
        """What stands in a channel, threads too."""
        return await self.person.seen(channel)
