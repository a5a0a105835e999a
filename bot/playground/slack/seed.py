"""From the invented network (network.json) to users, workspaces and channels."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.playground.common.given import Json
from bot.playground.slack.records import (
    Conversation,
    Message,
    User,
    Workspace,
    microseconds,
)

APP_ID = "A0TEAPOINT"
APP_NAME = "Teapoint"
SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:read",
    "im:history",
    "im:write",
    "mpim:history",
    "mpim:write",
    "users:read",
)


def bot_token(team_id: str) -> str:
    """The bot token of the app's installation in a workspace."""
    return f"xoxb-playground-{team_id}"


def app_token() -> str:
    """The app-level token, for Socket Mode."""
    return "xapp-playground"


def seed_workspaces(network: Mapping[str, Any], scopes: Iterable[str]) -> dict[str, Workspace]:
    """Install the app in every workspace; the n-th has UBOTn and BTEAPOINTn."""
    return {
        row["id"]: Workspace(
            id=row["id"],
            name=row["name"],
            domain=_slug(row["name"]),
            bot_user_id=f"UBOT{n}",
            bot_id=f"BTEAPOINT{n}",
            token=bot_token(row["id"]),
            scopes=set(scopes),
        )
        for n, row in enumerate(network["workspaces"], start=1)
    }


def seed_users(network: Mapping[str, Any], workspaces: Iterable[Workspace]) -> dict[str, User]:
    """All people, and one bot user a workspace."""
    users = {row["id"]: _read_person(row) for row in network["people"]}
    return users | {
        space.bot_user_id: User(
            space.bot_user_id, space.id, "teapoint", APP_NAME, title="App", is_bot=True
        )
        for space in workspaces
    }


def _read_person(row: Mapping[str, Any]) -> User:
    return User(
        id=row["id"],
        team_id=row["workspace"],
        handle=_slug(row["name"]),
        name=row["name"],
        email=row.get("email") or "",
        title=row.get("title") or "",
        tz=row.get("tz") or "Europe/London",
        menu=row.get("menu"),
        guest=bool(row.get("guest")),
        deleted=bool(row.get("deactivated")),
    )


def seed_channels(
    network: Mapping[str, Any], users: Mapping[str, User], workspaces: Mapping[str, Workspace]
) -> dict[str, Conversation]:
    """The channels with their members and the ordinary talk in them.

    A channel may name its `members`; else all of its workspace are in it, and guests only in the
    first channel. `shared_with` lists other workspaces (Slack Connect), whose people are in it too.
    """
    first = {row["workspace"]: row["id"] for row in reversed(network["channels"])}
    return {
        row["id"]: _read_channel(row, users, workspaces, first[row["workspace"]] == row["id"])
        for row in network["channels"]
    }


def _read_channel(
    row: Mapping[str, Any],
    users: Mapping[str, User],
    workspaces: Mapping[str, Workspace],
    is_first: bool,
) -> Conversation:
    teams = {row["workspace"], *row.get("shared_with", ())}
    members = row.get("members") or [
        user.id
        for user in users.values()
        if user.team_id in teams and not user.is_bot and not user.deleted
        if is_first or not user.guest
    ]
    bots = [workspaces[team].bot_user_id for team in sorted(teams)] if row.get("bot", True) else []
    channel = Conversation(
        id=row["id"],
        kind="channel",
        team_ids=teams,
        name=row["name"].lstrip("#"),
        purpose=row.get("purpose") or "",
        members=dict.fromkeys([*members, *bots]),
        private=bool(row.get("private")),
        archived=bool(row.get("archived")),
    )
    _say_seeded_talk(channel, row.get("talk") or ())
    return channel


def _say_seeded_talk(channel: Conversation, talk: Sequence[Mapping[str, Any]]) -> None:
    for line in sorted(talk, key=lambda line: datetime.fromisoformat(line["at"])):
        top = _add_line(channel, line, None)
        for reply in line.get("replies") or ():
            top.replies.append(_add_line(channel, reply, top.us).us)
    channel.read_us = dict.fromkeys(channel.members, channel.last_us)


def _add_line(channel: Conversation, line: Mapping[str, Any], thread_us: int | None) -> Message:
    us = microseconds(datetime.fromisoformat(line["at"]))
    while us in channel.messages:
        us += 1
    message = Message(us, line["user"], line["text"], thread_us=thread_us)
    channel.messages[us] = message
    channel.last_us = max(channel.last_us, us)
    if thread_us is None:
        channel.tops.append(us)
    return message


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def describe_commands(commands: Sequence[Mapping[str, str]]) -> list[Json]:
    """The commands given at wiring, as the page lists them."""
    return [
        {key: str(row.get(key, "")) for key in ("command", "words", "usage", "help")}
        for row in commands
    ]
