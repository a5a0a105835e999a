"""Who acts on the page, and what every act needs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.common.given import Json
from bot.playground.common.page_errors import PageError
from bot.playground.slack.hub import Hub
from bot.playground.slack.payloads import build_event
from bot.playground.slack.records import Conversation, User, Workspace, parse_ts

_CHANNEL = re.compile(r"(?<!\S)#([\w-]+)")
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


def escape_channels(actor: Actor, text: str) -> str:
    """Escape typed words, with the channels that the person can see by their ids, as Slack does."""
    known = {
        one.name: one.id
        for one in actor.hub.world.conversations.values()
        if one.kind == "channel"
        and actor.user.team_id in one.team_ids
        and (not one.private or actor.user.id in one.members)
    }

    def name(found: re.Match[str]) -> str:
        channel = known.get(found[1])
        return f"<#{channel}|{found[1]}>" if channel else found[0]

    return _CHANNEL.sub(name, escape(text))


def send_event(hub: Hub, space: Workspace, event: Mapping[str, Any]) -> None:
    """Tell the app of an event, in the background."""
    at = int(hub.world.clock.now().timestamp())
    hub.courier.send_event(str(event["type"]), build_event(hub.world, space, event, at))


def issue_ways(actor: Actor, space: Workspace, secret: str, view_id: str | None = None) -> Json:
    """A trigger_id and a response_url for a command or a press."""
    return {
        "trigger_id": actor.hub.triggers.issue(actor.user.id, space.id, view_id),
        "response_url": f"{actor.origin}/playground/slack/response/{secret}",
    }


def read_page_ts(ts: str) -> int:
    """A ts that the page sent."""
    try:
        return parse_ts(ts)
    except ValueError:
        raise PageError("The page named a message that cannot be.") from None
