"""What Slack sends to an app: events, slash commands and interactions, in its documented shapes."""

import secrets
from collections.abc import Mapping
from typing import Any

from bot.playground.common.given import Json
from bot.playground.slack.records import (
    Conversation,
    Message,
    User,
    View,
    Workspace,
)
from bot.playground.slack.seed import APP_ID
from bot.playground.slack.shapes import show_message, show_view
from bot.playground.slack.world import World

# Slack still sends the deprecated verification token; apps check the signature instead.
VERIFICATION = "playground"


def _show_team(space: Workspace) -> Json:
    return {"id": space.id, "domain": space.domain}


def _show_actor(user: User) -> Json:
    return {
        "id": user.id,
        "username": user.handle,
        "name": user.handle,
        "team_id": user.team_id,
    }


def _channel_name(conversation: Conversation) -> str:
    return "directmessage" if conversation.kind == "im" else conversation.name


def build_command(
    space: Workspace,
    user: User,
    conversation: Conversation,
    command: str,
    text: str,
    ways: Mapping[str, str],
) -> dict[str, str]:
    """A slash command; `ways` holds trigger_id and response_url."""
    return {
        "token": VERIFICATION,
        "team_id": space.id,
        "team_domain": space.domain,
        "channel_id": conversation.id,
        "channel_name": _channel_name(conversation),
        "user_id": user.id,
        "user_name": user.handle,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": ways["response_url"],
        "trigger_id": ways["trigger_id"],
    }


def _interaction(kind: str, space: Workspace, user: User) -> Json:
    return {
        "type": kind,
        "user": _show_actor(user),
        "api_app_id": APP_ID,
        "token": VERIFICATION,
        "team": _show_team(space),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def build_message_press(
    world: World,
    space: Workspace,
    user: User,
    place: tuple[Conversation, Message],
    action: Json,
    state: Json,
    ways: Mapping[str, str],
) -> Json:
    """block_actions from a message; Slack leaves `message` out where it is ephemeral."""
    conversation, message = place
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": conversation.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    shown = show_message(world, conversation, message, with_metadata=True)
    if "thread_ts" in shown:
        container["thread_ts"] = shown["thread_ts"]
    payload = _interaction("block_actions", space, user) | {
        "container": container,
        "trigger_id": ways["trigger_id"],
        "channel": {"id": conversation.id, "name": _channel_name(conversation)},
        "state": {"values": state},
        "response_url": ways["response_url"],
        "actions": [action],
    }
    if message.ephemeral_to is None:
        payload["message"] = shown
    return payload


def build_shortcut(
    world: World,
    space: Workspace,
    user: User,
    place: tuple[Conversation, Message],
    callback_id: str,
    ways: Mapping[str, str],
) -> Json:
    """message_action: a shortcut in the menu of a message."""
    conversation, message = place
    return _interaction("message_action", space, user) | {
        "callback_id": callback_id,
        "trigger_id": ways["trigger_id"],
        "response_url": ways["response_url"],
        "action_ts": f"{world.clock.now().timestamp():.6f}",
        "message_ts": message.ts,
        "channel": {"id": conversation.id, "name": _channel_name(conversation)},
        "message": show_message(world, conversation, message, with_metadata=True),
    }


def build_view_press(
    world: World, space: Workspace, user: User, view: View, action: Json, trigger_id: str
) -> Json:
    """block_actions from a modal or the Home tab."""
    return _interaction("block_actions", space, user) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger_id,
        "view": show_view(world, view),
        "actions": [action],
    }


def build_submission(
    world: World, space: Workspace, user: User, view: View, trigger_id: str
) -> Json:
    """view_submission."""
    return _interaction("view_submission", space, user) | {
        "trigger_id": trigger_id,
        "view": show_view(world, view),
        "response_urls": [],
    }


def build_closing(
    world: World, space: Workspace, user: User, view: View, *, is_cleared: bool
) -> Json:
    """view_closed."""
    return _interaction("view_closed", space, user) | {
        "view": show_view(world, view),
        "is_cleared": is_cleared,
    }


def build_suggestion(
    space: Workspace, user: User, container: Json, names: Mapping[str, str]
) -> Json:
    """block_suggestion; `container` holds the container and the view, or channel and message."""
    return _interaction("block_suggestion", space, user) | {
        "action_id": names["action_id"],
        "block_id": names["block_id"],
        "value": names["value"],
        **container,
    }


def build_event(world: World, space: Workspace, event: Mapping[str, Any], at: int) -> Json:
    """The envelope of an event; `at` is its moment in seconds."""
    channel = world.conversations.get(str(event.get("channel", "")))
    return {
        "token": VERIFICATION,
        "team_id": space.id,
        "context_team_id": space.id,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": dict(event),
        "type": "event_callback",
        # Chance, not a counter: an app remembers event ids for longer than the playground lives.
        "event_id": f"Ev{secrets.token_hex(6).upper()}",
        "event_time": at,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": space.id,
                "user_id": space.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": channel is not None and len(channel.team_ids) > 1,
        "event_context": f"4-{secrets.token_hex(12)}",
    }
