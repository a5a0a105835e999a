"""Ask the dispatcher, and wait for its answer as long as Slack waits for us.

Slack waits three seconds. The answer is awaited for two; what takes longer is acknowledged with
words that say so, and told when it is there. The acknowledgement follows the commit.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from slack_bolt.context.async_context import AsyncBoltContext

from bot.command import Names
from bot.dispatch import Dispatcher
from bot.form import Answer, Form, Option, PlaceChoice
from bot.heard import Heard
from bot.message import Message
from bot.platforms.slack.api import SlackApi
from bot.platforms.slack.hear import Install, home_of
from bot.platforms.slack.people import People
from bot.platforms.slack.press import NOWHERE, Origin
from bot.platforms.slack.reply import Turn, in_words, say
from bot.platforms.slack.text import Json
from bot.platforms.slack.views import render_form, render_home
from bot.under_way import UnderWay
from jobs.attempt import attempt
from jobs.organisations.learning import Learn

_NAME_SECONDS = 0.8
_GRACE_SECONDS = 0.5

Asked = asyncio.Task[Answer | None]


@dataclass(frozen=True, slots=True)
class Ways:
    """What hearing needs from the wiring.

    `token_of` gives a workspace's bot token, empty where it is not installed; `channel_of`
    the channel id of one of our places, empty where it has none. `learn` is told the address of
    whoever is no guest, where Slack tells it. `patience` in seconds.
    """

    dispatcher: Dispatcher
    api: SlackApi
    names: Names
    token_of: Callable[[Install], Awaitable[str]]
    channel_of: Callable[[str], Awaitable[str]]
    learn: Learn | None = None
    patience: float = 2.0
    under_way: UnderWay = field(default_factory=UnderWay)


def install_of(context: AsyncBoltContext) -> Install:
    """Return the workspace that a request is about."""
    return Install(str(context.team_id or ""), str(context.enterprise_id or ""))


class Asking:
    """One for all listeners: knows the way to the dispatcher, and people's names for a while."""

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._people = People()

    async def begin(
        self, heard: Heard, install: Install, origin: Origin = NOWHERE, trigger: str = ""
    ) -> Turn:
        """Return the turn of a person; Slack is asked for their name, though not for long."""
        self.note()
        deadline = asyncio.get_running_loop().time() + self._ways.patience
        client = self._ways.api.client(await self._ways.token_of(install), install.grid_team)
        looked = asyncio.create_task(self._people.look(client, install.team, heard.sender.user))
        done, _ = await asyncio.wait({looked}, timeout=min(_NAME_SECONDS, self._ways.patience / 2))
        person = looked.result() if done else None
        if person:
            name = person.name or heard.sender_name
            heard = replace(heard, sender_name=name, guest=person.guest)
        address = person.address if person and not person.guest else ""
        turn = Turn(client, heard, install.authority, origin, trigger, deadline=deadline)
        return replace(turn, address=address)

    def note(self) -> None:
        """Take note that somebody is being answered."""
        self._ways.under_way.note()

    def ask(self, turn: Turn) -> Asked:
        """Start answering; it goes on whether or not anybody waits."""
        return asyncio.create_task(self._answer(turn))

    async def _answer(self, turn: Turn) -> Answer | None:
        answer = await self._ways.dispatcher.answer(turn.heard)
        if self._ways.learn and turn.address:
            learning = self._ways.learn(turn.heard.sender, turn.address)
            await attempt(learning, "keeping an address")
        return answer

    async def in_time(self, turn: Turn, asked: asyncio.Task[object]) -> bool:
        """Wait for it until Slack must hear from us; return whether it is there.

        On a machine that is too busy we may find out long after that: Slack may listen no more.
        """
        loop = asyncio.get_running_loop()
        done, _ = await asyncio.wait({asked}, timeout=max(0.0, turn.deadline - loop.time()))
        return bool(done) and loop.time() < turn.deadline + _GRACE_SECONDS

    async def suggest(self, turn: Turn, source: str, query: str) -> list[Option]:
        """Return what a search input offers; nothing where that takes too long."""
        asked = asyncio.create_task(self._ways.dispatcher.suggest(turn.heard, source, query))
        return asked.result() if await self.in_time(turn, asked) else []

    async def tell(self, turn: Turn, answer: Answer | None) -> None:
        """Say an answer; a form as a button that opens it."""
        if answer is not None:
            await say(turn, in_words(answer, turn.heard))

    async def form(self, turn: Turn, form: Form) -> Json:
        """Return the form's view, the channels chosen in it before filled in."""
        chosen = [asked.value for asked in form.inputs if isinstance(asked, PlaceChoice)]
        places = {place: await self._ways.channel_of(place) for place in chosen if place}
        return render_form(form, turn.authority, turn.origin, places)

    async def show_home(self, turn: Turn, install: Install) -> None:
        """Draw the person's App Home anew."""
        heard = replace(
            home_of(turn.heard.sender.user, install),
            sender=turn.heard.sender,
            sender_name=turn.heard.sender_name,
            guest=turn.heard.guest,
        )
        answer = await self._ways.dispatcher.answer(heard)
        if answer is not None:
            view = render_home(in_words(answer, heard), turn.authority)
            await turn.client.views_publish(user_id=heard.sender.user, view=view)


def changed_home(turn: Turn, answer: Answer | None) -> bool:
    """Whether App Home, where this began, may now show something old."""
    return turn.origin.home and isinstance(answer, Message) and not answer.failed
