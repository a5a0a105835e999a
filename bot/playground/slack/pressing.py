"""Pressing buttons and choosing in menus, in messages, modals and the Home tab."""

from collections.abc import Mapping
from typing import Any

from bot.playground.common.given import Json
from bot.playground.common.page_errors import PageError
from bot.playground.slack.acting import SILENT, Actor, issue_ways, read_page_ts
from bot.playground.slack.identify import find_element
from bot.playground.slack.modals import find_view, keep_values, top_modal
from bot.playground.slack.payloads import (
    build_message_press,
    build_shortcut,
    build_suggestion,
    build_view_press,
)
from bot.playground.slack.records import Conversation, Message, View, Workspace
from bot.playground.slack.shapes import show_message, show_view
from bot.playground.slack.state import VALUES, read_state


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
    ways = issue_ways(actor, space, secret)
    return build_message_press(actor.hub.world, space, actor.user, place, action, state, ways)


def _press_view(actor: Actor, body: Mapping[str, Any]) -> Json:
    view = find_seen_view(actor, body)
    if "values" in body:
        keep_values(view, body["values"] or {})
    action = build_action(actor, view.content["blocks"], body)
    space = actor.hub.world.workspaces[view.team_id]
    trigger_id = actor.hub.triggers.issue(actor.user.id, space.id, view.id)
    return build_view_press(actor.hub.world, space, actor.user, view, action, trigger_id)


async def choose_shortcut(actor: Actor, body: Mapping[str, Any]) -> Json:
    """Choose one of the app's shortcuts in the menu of a message."""
    conversation, message = find_message(actor, body)
    callback_id = str(body.get("callback_id"))
    if message.ephemeral_to is not None or callback_id not in _shortcuts(actor):
        raise PageError("This message has no such shortcut.", 404)
    space = actor.installation(conversation)
    secret = actor.hub.response_urls.issue(conversation.id, actor.user.id, space.id)
    ways, place = issue_ways(actor, space, secret), (conversation, message)
    payload = build_shortcut(actor.hub.world, space, actor.user, place, callback_id, ways)
    ack = await actor.hub.courier.send("press", callback_id, payload)
    if not ack.ok:
        raise PageError(SILENT, 424)
    return {"ok": True}


def _shortcuts(actor: Actor) -> list[str]:
    return [str(row["callback_id"]) for row in actor.hub.shortcuts]


def find_message(actor: Actor, body: Mapping[str, Any]) -> tuple[Conversation, Message]:
    """The message that was pressed in, also one that only this person sees."""
    conversation = actor.enter(str(body.get("channel")))
    us = read_page_ts(str(body.get("ts") or "0"))
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
    key = (
        "selected_option"
        if element["type"] == "overflow"
        else VALUES.get(element["type"], ("value", ""))[0]
    )
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
