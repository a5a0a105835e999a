"""How an answer reaches the person who asked: where they are if only they see it, else in private.

In a channel or a group chat a private answer goes to the person's own chat with us, and one neutral
line says so there. Who has no such chat yet is told how to get one.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from bot.form import Answer, Form, FormErrors
from bot.message import Message, plain_text
from bot.platforms.teams.asking import Asking, Turn
from bot.platforms.teams.connector import Connector, as_activity
from bot.platforms.teams.failures import CALL_ERRORS, Sorted, sort_failure, sort_opening
from bot.platforms.teams.forms import Opened, render_form
from bot.platforms.teams.render import render_pages, summary_of
from bot.platforms.teams.rooms import Rooms
from bot.platforms.teams.wire import Json, Where
from bot.wording import controls
from bot.wording.networks import on_teams
from jobs.delivery.voice import NotSentError, RefusedError, UnsureError

_TRIES = 4
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 20.0
_CHAT_SECONDS = 2.0

Made = TypeVar("Made")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Replies:
    """Says answers. What Teams refuses for now is tried again for a while, since somebody waits."""

    connector: Connector
    rooms: Rooms
    asking: Asking

    async def say(self, turn: Turn, answer: Answer | None, *, noted: bool = False) -> None:
        """Tell an answer. `noted`: the person was told already that it comes to their chat."""
        if answer is None:
            return
        public = isinstance(answer, Message) and answer.public and turn.present
        if turn.alone or public:
            await self.send_all(turn.scene.where, await self.draw(turn, answer))
            return
        line = await self._tell_alone(turn, answer)
        if turn.present and not (noted and line is None):
            shown = line or on_teams.answered_privately(turn.heard.sender_name)
            await self.send_all(turn.scene.where, draw_message(turn, shown))

    async def _tell_alone(self, turn: Turn, answer: Answer) -> Message | None:
        """Tell it in the person's own chat; return why it could not be told, None where it was."""
        try:
            chat = await self.chat_of(turn, _TRIES)
            if chat is None:
                return on_teams.add_first()
            await self.send_all(chat, await self.draw(turn, answer))
        except RefusedError:
            return on_teams.add_first()
        except (NotSentError, UnsureError) as error:
            logger.warning("an answer was not told on Teams: %s", error)
            return on_teams.not_told(turn.heard.sender_name)
        return None

    async def draw(self, turn: Turn, answer: Answer) -> list[Json]:
        """Return an answer as messages of one card each."""
        if isinstance(answer, Form):
            card = await self.draw_form(turn, answer, opened_by(turn))
            return [as_activity(card, answer.title)]
        return draw_message(turn, in_words(answer))

    async def draw_form(
        self, turn: Turn, form: Form, opened: Opened, *, dialog: bool = False
    ) -> Json:
        """Return a form as a card, with the channels that may be chosen in it."""
        places = await self.asking.places(turn, form)
        return render_form(form, turn.reader, places, opened, dialog=dialog)

    async def chat_of(self, turn: Turn, tries: int = 1) -> Where | None:
        """Return the person's own chat with us, opened if there is none; None where we may not.

        NotSentError where Teams does not open it now.
        """
        chat = await self.rooms.chat_of(turn.scene.key)
        if chat.where:
            return chat.where
        tenant = Where(turn.scene.where.tenant, turn.scene.where.service_url, "")
        user = turn.scene.key.user
        try:
            opened = await _insist(partial(self._open, tenant, user), sort_opening, tries)
        except RefusedError:
            return None
        where = Where(tenant.tenant, tenant.service_url, opened)
        await self.rooms.opened(turn.scene.key, where)
        return where

    async def send_all(self, where: Where, activities: Sequence[Json]) -> None:
        """Send messages one after the other."""
        for activity in activities:
            await self._send(where, activity)

    async def replace(self, where: Where, message_id: str, activity: Json) -> bool:
        """Put a card in the place of one of ours, so that it stands there tomorrow, too.

        Return whether it stands there.
        """
        update = partial(self.connector.update, where, message_id, activity)
        try:
            await _insist(update, partial(sort_failure, personal=True), _TRIES)
        except (NotSentError, RefusedError, UnsureError) as error:
            logger.warning("a form was not replaced on Teams: %s", error)
            return False
        return True

    async def _open(self, tenant: Where, user: str) -> str:
        async with asyncio.timeout(_CHAT_SECONDS):
            return await self.connector.open(tenant, user)

    async def _send(self, where: Where, activity: Json) -> None:
        await _insist(
            partial(self.connector.post, where, activity),
            partial(sort_failure, personal=True),
            _TRIES,
        )


async def _insist(
    call: Callable[[], Awaitable[Made]], sort: Callable[[Exception], Sorted], tries: int
) -> Made:
    """Call again after what may pass; what may have arrived once more: doubled it harms nobody."""
    unsure, attempt = False, 0
    while True:
        attempt += 1
        try:
            return await call()
        except (*CALL_ERRORS, NotSentError, RefusedError, UnsureError) as error:
            meant = sort(error)
            if isinstance(meant, RefusedError) or unsure or attempt == tries:
                raise meant from error
        unsure = isinstance(meant, UnsureError)
        await asyncio.sleep(_wait_after(meant, attempt))


def draw_message(turn: Turn, message: Message) -> list[Json]:
    """Return a message as one or several of a card each."""
    summary = summary_of(message)
    return [as_activity(card, summary) for card in render_pages(message, turn.reader)]


def in_words(answer: Message | FormErrors) -> Message:
    """Return what is to be said; errors without their form are said as sentences."""
    if isinstance(answer, FormErrors):
        return controls.look_again(answer.errors.values())
    return answer


def in_a_sentence(message: Message) -> str:
    """Return the words of a message where only text can be shown."""
    return " ".join(plain_text(message).split())


def opened_by(turn: Turn) -> Opened:
    """Return what shows a form again: the line that led to it, where it was none that was sent."""
    return turn.heard.text, turn.heard.ref


def _wait_after(meant: NotSentError | UnsureError, attempt: int) -> float:
    asked = meant.after if isinstance(meant, NotSentError) and meant.after else 0.0
    drawn = random.uniform(0, _FIRST_WAIT * 2 ** (attempt - 1))
    return min(max(asked, drawn), _LONGEST_WAIT)
