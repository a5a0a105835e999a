"""What people do on the page, carried out as Slack would: say, command, press, submit, suggest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.slack.arguments import Arguments
from bot.playground.slack.deliver import Ack
from bot.playground.slack.errors import PageError, SlackError
from bot.playground.slack.hooks import say
from bot.playground.slack.hub import Hub
from bot.playground.slack.identify import find_element
from bot.playground.slack.limits import Reply
from bot.playground.slack.modals import find_view, keep_values, top_modal
from bot.playground.slack.payloads import (
    build_command,
    build_event,
    build_message_press,
    build_suggestion,
    build_view_press,
)
from bot.playground.slack.records import (
    Conversation,
    Json,
    Message,
    User,
    View,
    Workspace,
    parse_ts,
)
from bot.playground.slack.shapes import show_message, show_view
from bot.playground.slack.state import VALUES, read_state

SILENT = "Teapoint has not answered. It may be stopped. Nothing you typed is lost: try again soon."


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and where the playground is reached (for response_url)."""

    hub: Hub
    user: User
    origin: str

    def installation(self, conversation: Conversation | None = None) -> Workspace:
        """The app's installation that hears of it: the person's own, else the conversation's."""
        world = self.hub.world
        if conversation is not None and self.user.team_id not in conversation.team_ids:
            return world.workspaces[min(conversation.team_ids)]
        if conversation is not None and conversation.kind != "channel":
            bot = next(u for u in conversation.members if world.users[u].is_bot)
            return world.workspaces[world.users[bot].team_id]
        return world.workspaces[self.user.team_id]

    def enter(self, conversation_id: str) -> Conversation:
        """A conversation the person is in."""
        conversation = self.hub.world.conversations.get(conversation_id)
        if conversation is None or self.user.id not in conversation.members:
            raise PageError("You are not in this conversation.", 404)
        return conversation


def escape(text: str) -> str:
    """Slack's escaping of what people type."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# saying


async def speak(actor: Actor, channel: str, text: str, thread: str | None) -> Json:
    """Say something in a conversation, or run a command where it starts with "/"."""
    conversation = actor.enter(channel)
    text = text.strip()
    if not text:
        raise PageError("There is nothing to send yet. Write something first.")
    if conversation.archived:
        raise PageError("This channel is archived, so nothing can be sent to it.", 409)
    if text.startswith("/"):
        return await run_command(actor, conversation, text)
    _say_aloud(actor, conversation, escape(text), thread)
    return {"ok": True, "answer": ""}


def _say_aloud(actor: Actor, conversation: Conversation, text: str, thread: str | None) -> None:
    world = actor.hub.world
    space = actor.installation(conversation)
    text = text.replace("@Teapoint", f"<@{space.bot_user_id}>")
    message = Message(0, actor.user.id, text, thread_us=parse_ts(thread) if thread else None)
    world.post(conversation, message)
    event = show_message(world, conversation, message, with_metadata=False) | {
        "channel": conversation.id,
        "event_ts": message.ts,
    }
    if conversation.kind == "im" and "im:history" in space.scopes:
        send_event(actor.hub, space, event | {"channel_type": "im"})
    elif f"<@{space.bot_user_id}>" in text and _hears_mentions(space, conversation):
        send_event(actor.hub, space, event | {"type": "app_mention"})


def _hears_mentions(space: Workspace, conversation: Conversation) -> bool:
    return "app_mentions:read" in space.scopes and space.bot_user_id in conversation.members


def send_event(hub: Hub, space: Workspace, event: Mapping[str, Any]) -> None:
    """Tell the app of an event, in the background."""
    at = int(hub.world.clock.now().timestamp())
    hub.courier.send_event(str(event["type"]), build_event(hub.world, space, event, at))


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
        space, actor.user, conversation, command, escape(text.strip()), _ways(actor, space, secret)
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


def _ways(actor: Actor, space: Workspace, secret: str, view_id: str | None = None) -> Json:
    return {
        "trigger_id": actor.hub.triggers.issue(actor.user.id, space.id, view_id),
        "response_url": f"{actor.origin}/playground/slack/response/{secret}",
    }


# pressing


async def press(actor: Actor, body: Mapping[str, Any]) -> Json:
    """Press a button or choose in a menu, in a message, a modal or the Home tab."""
    payload = (
        _press_message(actor, body)
        if body.get("source", "message") == "message"
        else _press_view(actor, body)
    )
    ack = await actor.hub.courier.send("press", str(body.get("action_id")), payload)
    if not ack.ok:
        raise PageError(SILENT, 424)
    return {"ok": True}


def _press_message(actor: Actor, body: Mapping[str, Any]) -> Json:
    conversation, message = find_message(actor, body)
    space = _author_installation(actor, conversation, message)
    secret = actor.hub.response_urls.issue(
        conversation.id,
        actor.user.id,
        space.id,
        message.us,
        ephemeral=message.ephemeral_to is not None,
    )
    action = build_action(actor, message.blocks, body)
    state = read_state(message.blocks, body.get("values") or {})
    place = (conversation, message)
    ways = _ways(actor, space, secret)
    return build_message_press(actor.hub.world, space, actor.user, place, action, state, ways)


def _press_view(actor: Actor, body: Mapping[str, Any]) -> Json:
    view = find_seen_view(actor, body)
    if "values" in body:
        keep_values(view, body["values"] or {})
    action = build_action(actor, view.content["blocks"], body)
    space = actor.hub.world.workspaces[view.team_id]
    trigger_id = actor.hub.triggers.issue(actor.user.id, space.id, view.id)
    return build_view_press(actor.hub.world, space, actor.user, view, action, trigger_id)


def find_message(actor: Actor, body: Mapping[str, Any]) -> tuple[Conversation, Message]:
    """The message that was pressed in, also one that only this person sees."""
    conversation = actor.enter(str(body.get("channel")))
    us = parse_ts(str(body.get("ts") or "0"))
    whispers = {m.us: m for m in conversation.ephemerals.get(actor.user.id, [])}
    message = conversation.messages.get(us) or whispers.get(us)
    if message is None:
        raise PageError("This message is no longer there.", 404)
    return conversation, message


def find_seen_view(actor: Actor, body: Mapping[str, Any]) -> View:
    """The modal or Home tab that was pressed in, which has to be this person's."""
    world = actor.hub.world
    if view_id := body.get("view_id"):
        view = find_view(world, str(view_id))
    elif body.get("source") == "home":
        view = world.homes.get(actor.user.id)
    else:
        view = top_modal(world, actor.user.id)
    if view is None or view.user_id != actor.user.id:
        raise PageError("This form is no longer open. Open it again.", 404)
    return view


def _author_installation(actor: Actor, conversation: Conversation, message: Message) -> Workspace:
    author = actor.hub.world.users.get(message.user)
    if author is not None and author.is_bot:
        return actor.hub.world.workspaces[author.team_id]
    return actor.installation(conversation)


def build_action(actor: Actor, blocks: list[Json], body: Mapping[str, Any]) -> Json:
    """The action of a press: what the element is, and what was chosen in it."""
    block_id, action_id = str(body.get("block_id")), str(body.get("action_id"))
    element = find_element(blocks, block_id, action_id)
    if element is None:
        raise PageError("This button or field is no longer there.", 404)
    action: Json = {
        "type": element["type"],
        "block_id": block_id,
        "action_id": action_id,
        "action_ts": f"{actor.hub.world.clock.now().timestamp():.6f}",
    }
    kept = ("text", "value", "url", "style", "placeholder", "initial_option")
    action |= {key: element[key] for key in kept if key in element}
    return action | _read_choice(element, body)


def _read_choice(element: Json, body: Mapping[str, Any]) -> Json:
    if element["type"] == "button":
        return {}
    key = "selected_option" if element["type"] == "overflow" else VALUES[element["type"]][0]
    selected = body.get("selected")
    if isinstance(selected, dict) and key in selected:
        return {key: selected[key]}
    value = body.get("value")
    options: list[Json] = element.get("options") or []
    chosen = next((option for option in options if option.get("value") == value), None)
    return {key: chosen if key == "selected_option" and chosen else value}


# choosing from a list that the app provides


async def suggest(actor: Actor, body: Mapping[str, Any]) -> Json:
    """Ask the app for the options of an external menu."""
    world = actor.hub.world
    names = {key: str(body.get(key) or "") for key in ("action_id", "block_id", "value")}
    if body.get("source") == "message":
        conversation, message = find_message(actor, body)
        space = _author_installation(actor, conversation, message)
        container: Json = {
            "container": {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": conversation.id,
                "is_ephemeral": message.ephemeral_to is not None,
            },
            "channel": {"id": conversation.id, "name": conversation.name},
            "message": show_message(world, conversation, message, with_metadata=True),
        }
    else:
        view = find_seen_view(actor, body)
        space = world.workspaces[view.team_id]
        shown = show_view(world, view)
        container = {"container": {"type": "view", "view_id": view.id}, "view": shown}
    payload = build_suggestion(space, actor.user, container, names)
    ack = await actor.hub.courier.send("press", names["action_id"], payload)
    if not ack.ok or not isinstance(ack.body, dict):
        raise PageError(SILENT, 424)
    return ack.body
