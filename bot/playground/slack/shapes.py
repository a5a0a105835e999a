"""Users, conversations, messages and views in the shapes in which Slack answers them."""

from mimetypes import guess_type

from bot.playground.common.given import Json
from bot.playground.slack.records import (
    Conversation,
    Given,
    Message,
    User,
    View,
    format_ts,
)
from bot.playground.slack.seed import APP_ID, APP_NAME
from bot.playground.slack.world import World


def show_user(world: World, user: User, *, with_email: bool) -> Json:
    """A user object; the address needs the scope users:read.email."""
    profile: Json = {
        "real_name": user.name,
        "display_name": user.name,
        "title": user.title,
        "team": user.team_id,
    }
    if with_email and not user.is_bot:
        profile["email"] = user.email
    confirmed = {"is_email_confirmed": bool(user.email)} if with_email else {}
    if user.is_bot:
        space = world.workspaces[user.team_id]
        profile |= {"bot_id": space.bot_id, "api_app_id": APP_ID}
    return {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.handle,
        "real_name": user.name,
        "deleted": user.deleted,
        "tz": user.tz,
        "profile": profile,
        "is_bot": user.is_bot,
        "is_restricted": user.guest,
        "is_ultra_restricted": False,
        "is_app_user": False,
        "is_admin": False,
        "is_owner": False,
    } | confirmed


def show_conversation(conversation: Conversation, caller: User) -> Json:
    """A conversation object as the calling bot sees it."""
    shared = len(conversation.team_ids) > 1
    shown: Json = {
        "id": conversation.id,
        "name": conversation.name,
        "is_channel": conversation.kind == "channel" and not conversation.private,
        "is_group": conversation.private,
        "is_im": conversation.kind == "im",
        "is_mpim": conversation.kind == "mpim",
        "is_private": conversation.private or conversation.kind != "channel",
        "is_archived": conversation.archived,
        "is_member": caller.id in conversation.members,
        "is_ext_shared": shared,
        "is_shared": shared,
        "created": conversation.created_us // 1_000_000,
        "context_team_id": caller.team_id,
        "purpose": {"value": conversation.purpose, "creator": "", "last_set": 0},
    }
    if conversation.kind == "im":
        shown["user"] = next(user for user in conversation.members if user != caller.id)
        del shown["name"]
    return shown


def show_message(
    world: World, conversation: Conversation, message: Message, *, with_metadata: bool
) -> Json:
    """A message object as history gives it; metadata only where asked for."""
    author = world.users.get(message.user)
    shown: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": author.team_id if author else None,
    }
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.bot_id is not None and author is not None:
        shown |= {"bot_id": message.bot_id, "app_id": APP_ID}
        shown["bot_profile"] = {"id": message.bot_id, "app_id": APP_ID, "name": APP_NAME}
    if with_metadata and message.metadata is not None:
        shown["metadata"] = message.metadata
    if message.buried:
        shown |= {"subtype": "tombstone", "user": "USLACKBOT", "hidden": True}
    return shown | _show_thread(conversation, message) | _show_edit(message)


def _show_thread(conversation: Conversation, message: Message) -> Json:
    if message.thread_us is not None:
        return {"thread_ts": format_ts(message.thread_us)}
    if not message.replies:
        return {}
    users = list(dict.fromkeys(conversation.messages[us].user for us in message.replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(message.replies),
        "reply_users_count": len(users),
        "reply_users": users[:5],
        "latest_reply": format_ts(message.replies[-1]),
    }


def _show_edit(message: Message) -> Json:
    if message.edited_us is None:
        return {}
    return {"edited": {"user": message.user, "ts": format_ts(message.edited_us)}}


def show_view(world: World, view: View) -> Json:
    """A view object with its identity, state and the app that owns it."""
    content = view.content
    shown: Json = {
        "id": view.id,
        "team_id": view.team_id,
        "type": content["type"],
        "blocks": content.get("blocks", []),
        "private_metadata": content.get("private_metadata") or "",
        "callback_id": content.get("callback_id") or "",
        "external_id": content.get("external_id") or "",
        "state": {"values": view.values},
        "hash": view.hash,
        "clear_on_close": bool(content.get("clear_on_close")),
        "notify_on_close": bool(content.get("notify_on_close")),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": APP_ID,
        "app_installed_team_id": view.team_id,
        "bot_id": world.workspaces[view.team_id].bot_id,
    }
    for part in ("title", "submit", "close"):
        shown[part] = content.get(part)
    return shown


def read_kind(name: str) -> str:
    """The media type that a file's name stands for."""
    return guess_type(name)[0] or "application/octet-stream"


def show_given(given: Given, origin: str) -> Json:
    """A file that a person gave, as Slack's file object."""
    address = f"{origin}/playground/slack/files/{given.id}"
    return {
        "id": given.id,
        "name": given.name,
        "title": given.name,
        "mimetype": read_kind(given.name),
        "filetype": given.name.rpartition(".")[2].lower(),
        "mode": "hosted",
        "is_external": False,
        "size": len(given.content),
        "user": given.user_id,
        "user_team": given.team_id,
        "url_private": address,
        "url_private_download": f"{address}/download",
    }
