"""Saying something on the page, and running slash commands."""

from collections.abc import Sequence

from bot.playground.common.given import Json
from bot.playground.common.page_errors import PageError
from bot.playground.slack.acting import (
    SILENT,
    Actor,
    escape_channels,
    issue_ways,
    read_page_ts,
    send_event,
)
from bot.playground.slack.arguments import Arguments
from bot.playground.slack.deliver import Ack
from bot.playground.slack.errors import SlackError
from bot.playground.slack.given import find_own
from bot.playground.slack.hooks import say
from bot.playground.slack.limits import Reply
from bot.playground.slack.payloads import build_command
from bot.playground.slack.records import Conversation, Given, Message, Workspace
from bot.playground.slack.shapes import show_given, show_message

# saying


async def speak(
    actor: Actor, channel: str, text: str, thread: str | None, files: Sequence[str] = ()
) -> Json:
    """Say something in a conversation, or run a command where it starts with "/".

    `files`: ids of files that the page gave before; they go with a message to the bot.
    """
    conversation = actor.enter(channel)
    text = text.strip()
    given = find_own(actor, files)
    if not text and not given:
        raise PageError("There is nothing to send yet. Write something first.")
    if conversation.archived:
        raise PageError("This channel is archived, so nothing can be sent to it.", 409)
    if given:
        _check_may_carry(conversation, text)
    if text.startswith("/"):
        return await run_command(actor, conversation, text)
    _say_aloud(actor, conversation, escape_channels(actor, text), thread, given)
    return {"ok": True, "answer": ""}


def _check_may_carry(conversation: Conversation, text: str) -> None:
    if conversation.kind != "im":
        raise PageError("Here, files go only to Teapoint, in a direct message.", 409)
    if text.startswith("/"):
        raise PageError("A command cannot carry a file. Send the file first, then the command.")


def _say_aloud(
    actor: Actor,
    conversation: Conversation,
    text: str,
    thread: str | None,
    given: Sequence[Given],
) -> None:
    world = actor.hub.world
    space = actor.installation(conversation)
    text = text.replace("@Teapoint", f"<@{space.bot_user_id}>")
    parent = _find_parent(conversation, thread)
    message = Message(0, actor.user.id, text, thread_us=parent, files=list(given))
    world.post(conversation, message)
    event = show_message(world, conversation, message, with_metadata=False) | {
        "channel": conversation.id,
        "event_ts": message.ts,
    }
    if given:
        event |= {"subtype": "file_share", "upload": False}
        event["files"] = [show_given(one, actor.origin) for one in given]
    if conversation.kind == "im" and "im:history" in space.scopes:
        send_event(actor.hub, space, event | {"channel_type": "im"})
    elif f"<@{space.bot_user_id}>" in text and _hears_mentions(space, conversation):
        send_event(actor.hub, space, event | {"type": "app_mention"})


def _find_parent(conversation: Conversation, thread: str | None) -> int | None:
    if not thread:
        return None
    parent = conversation.messages.get(read_page_ts(thread))
    if parent is None:
        raise PageError("The message you are answering is no longer there.", 404)
    return parent.thread_us or parent.us


def _hears_mentions(space: Workspace, conversation: Conversation) -> bool:
    return "app_mentions:read" in space.scopes and space.bot_user_id in conversation.members


# commands


async def run_command(actor: Actor, conversation: Conversation, line: str) -> Json:
    """Send a slash command; its answer is whispered to the person and returned."""
    command, _, text = line.partition(" ")
    names = actor.hub.command_names()
    if command not in names:
        known = ", ".join(names) or "none yet"
        return _whisper(actor, conversation, f"{command} is not a command here. Known: {known}.")
    space = actor.installation(conversation)
    hub = actor.hub
    secret = hub.response_urls.issue(conversation.id, actor.user.id, space.id)
    payload = build_command(
        space,
        actor.user,
        conversation,
        command,
        escape_channels(actor, text.strip()),
        issue_ways(actor, space, secret),
    )
    ack = await hub.courier.send("command", line, payload)
    if not ack.ok:
        return _whisper(actor, conversation, SILENT)
    return _say_ack(actor, conversation, space, ack)


def _say_ack(actor: Actor, conversation: Conversation, space: Workspace, ack: Ack) -> Json:
    body = ack.body if isinstance(ack.body, dict) else {"text": ack.body or ""}
    if not body.get("text") and not body.get("blocks"):
        return {"ok": True, "answer": ""}
    reply = Reply(conversation.id, actor.user.id, space.id, 0)
    try:
        message = say(actor.hub.world, reply, Arguments(body))
    except SlackError as error:
        return _whisper(actor, conversation, f"Teapoint's answer could not be shown: {error.name}.")
    return {"ok": True, "answer": message.text}


def _whisper(actor: Actor, conversation: Conversation, text: str) -> Json:
    bot = actor.installation(conversation).bot_user_id
    actor.hub.world.whisper(conversation, Message(0, bot, text), actor.user.id)
    return {"ok": True, "answer": text}
