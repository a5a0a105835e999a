"""How an answer reaches the person who asked: by our own client, never by a response_url.

slack_sdk's webhook client resends what it is unsure of; ours sends once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.form import Answer, Form, FormErrors
from bot.heard import Heard
from bot.message import Message
from bot.platforms.slack.failures import code_of
from bot.platforms.slack.press import NOWHERE, Origin
from bot.platforms.slack.render import render_pages
from bot.platforms.slack.text import Json
from bot.platforms.slack.views import render_told
from bot.wording import controls

# A reply to somebody reaches nobody else: names are not linked, addresses not shown large.
QUIET: dict[str, Any] = {"link_names": False, "parse": "none"}
NO_UNFURL: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False, "mrkdwn": False}

# The bot is not in that channel, or cannot show something to one person there.
_NOT_THERE = frozenset(
    {
        "channel_not_found",
        "not_in_channel",
        "user_not_in_channel",
        "is_archived",
        "restricted_action",
        "method_not_supported_for_channel_type",
    }
)
LONGEST_LINE = 500
"""How many letters of a command line a button is given to carry, however they are escaped."""

_TRIGGER_GONE = frozenset(
    {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired"}
)
_VIEW_GONE = frozenset({"not_found", "view_not_found", "push_limit_reached"})


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing heard, with what is needed to answer it.

    `trigger` is the right to open one view, for three seconds. `thread` is the message that a
    mention belongs to. `deadline`, on the event loop's clock: Slack must have heard from us.
    `address`: theirs, where Slack tells it and they are no guest.
    """

    client: AsyncWebClient
    heard: Heard
    authority: str
    origin: Origin = NOWHERE
    trigger: str = ""
    thread: str = ""
    deadline: float = 0.0
    address: str = ""


async def say(turn: Turn, message: Message) -> None:
    """Tell the asker: in a direct message as a message, elsewhere so that only they see it.

    A public answer is for everybody there. Where the bot cannot speak, a direct message says it.
    A long one is told in several messages.
    """
    await say_pages(turn, render_pages(message, turn.authority), public=message.public)


async def say_pages(turn: Turn, pages: Iterable[Json], *, public: bool) -> None:
    """Tell what was rendered, in order."""
    for payload in pages:
        try:
            await _say_there(turn, payload, public=public)
        except SlackApiError as error:
            if code_of(error) not in _NOT_THERE or turn.heard.place is None:
                raise
            await _say_directly(turn, payload)


async def _say_there(turn: Turn, payload: Json, *, public: bool) -> None:
    place, thread = turn.heard.place, turn.thread or None
    if place is None:
        await _say_directly(turn, payload)
    elif place.kind == "direct" or public:
        await turn.client.chat_postMessage(
            channel=place.external_id, thread_ts=thread, **payload, **QUIET, **NO_UNFURL
        )
    else:
        await turn.client.chat_postEphemeral(
            channel=place.external_id,
            user=turn.heard.sender.user,
            thread_ts=thread,
            **payload,
            **QUIET,
        )


async def _say_directly(turn: Turn, payload: Json) -> None:
    opened = await turn.client.conversations_open(users=turn.heard.sender.user)
    await turn.client.chat_postMessage(
        channel=opened["channel"]["id"], **payload, **QUIET, **NO_UNFURL
    )


async def open_view(turn: Turn, view: Json, instead: Message) -> None:
    """Open a view over what the person sees; `instead` is said where its time has run out."""
    try:
        await turn.client.views_open(trigger_id=turn.trigger, view=view)
    except SlackApiError as error:
        if code_of(error) not in _TRIGGER_GONE:
            raise
        await say(turn, instead)


async def push_view(turn: Turn, view: Json, instead: Message) -> None:
    """Put a view over the form that the person has open, which keeps what was typed into it."""
    try:
        await turn.client.views_push(trigger_id=turn.trigger, view=view)
    except SlackApiError as error:
        if code_of(error) not in _TRIGGER_GONE | _VIEW_GONE:
            raise
        await say(turn, instead)


async def replace_view(turn: Turn, view: Json, which: Json, instead: Message) -> None:
    """Show a view in place of another (`which`: its view_id or external_id)."""
    try:
        await turn.client.views_update(view=view, **which)
    except SlackApiError as error:
        if code_of(error) not in _VIEW_GONE:
            raise
        await say(turn, instead)


def in_words(answer: Answer, heard: Heard) -> Message:
    """Return the answer as something to read: a form becomes a button that opens it."""
    if isinstance(answer, Form):
        # A button asks for the form again; what a button cannot carry, its form does.
        is_short = len(heard.text) <= LONGEST_LINE
        command, ref = (heard.text, heard.ref) if is_short else (answer.command, answer.ref)
        return controls.open_form(answer, command, ref)
    if isinstance(answer, FormErrors):
        return controls.look_again(answer.errors.values())
    return answer


def told(turn: Turn, message: Message, title: str, *, last: bool = True) -> Json:
    """Return a message as a view; one that says that nothing was done is titled so."""
    shown = controls.not_done() if message.failed else title
    return render_told(message, turn.authority, turn.origin, shown, last=last)
