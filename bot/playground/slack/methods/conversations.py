"""conversations.open, .info, .list, .members and users.conversations."""

from collections.abc import Iterable

from bot.playground.common.given import Json
from bot.playground.slack.call import Call, Method
from bot.playground.slack.errors import SlackError
from bot.playground.slack.paging import cut_page
from bot.playground.slack.records import Conversation
from bot.playground.slack.shapes import show_conversation
from bot.playground.slack.world import MOST_GROUP_MEMBERS

READ = ("channels:read", "groups:read", "im:read", "mpim:read")


def open_conversation(call: Call) -> Json:
    """A direct message (one user) or group chat (two to eight): the same set, the same chat."""
    before = len(call.world.conversations)
    channel = call.arguments.text("channel")
    conversation = _resume(call, channel) if channel else _open_with(call)
    found = len(call.world.conversations) == before
    shown: Json = {"id": conversation.id}
    if call.arguments.flag("return_im"):
        shown = show_conversation(conversation, call.bot)
    answer: Json = {"channel": shown}
    if found:
        answer |= {"no_op": True, "already_open": True}
    return answer


def _resume(call: Call, channel: str) -> Conversation:
    conversation = call.visible_conversation(channel)
    if conversation.kind == "channel":
        raise SlackError("method_not_supported_for_channel_type")
    return conversation


def _open_with(call: Call) -> Conversation:
    users = list(dict.fromkeys(filter(None, call.arguments.text("users").split(","))))
    users = [user for user in users if user != call.bot.id]
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > MOST_GROUP_MEMBERS:
        raise SlackError("too_many_users")
    _check_users(call, users)
    if len(users) == 1:
        call.need("im:write")
        return call.world.open_direct(call.workspace.id, users[0])
    call.need("mpim:write")
    return call.world.open_group(call.workspace.id, users)


def _check_users(call: Call, users: list[str]) -> None:
    people = [call.world.find_user(user) for user in users]
    if any(user.is_bot for user in people):
        raise SlackError("cannot_dm_bot")
    if any(user.deleted for user in people):
        raise SlackError("user_disabled")
    outsiders = [user.id for user in people if user.team_id != call.workspace.id]
    if not outsiders:
        return
    # Slack Connect: people from outside are reached only where all are in one channel together.
    if not call.world.share_channel([*users, call.bot.id]):
        raise SlackError("user_not_visible" if len(users) == 1 else "invalid_user_combination")


def describe(call: Call) -> Json:
    """One conversation."""
    conversation = call.visible_conversation(call.arguments.required("channel"))
    shown = show_conversation(conversation, call.bot)
    if call.arguments.flag("include_num_members"):
        shown["num_members"] = len(conversation.members)
    return {"channel": shown}


def list_members(call: Call) -> Json:
    """The ids of a conversation's members, page by page."""
    conversation = call.visible_conversation(call.arguments.required("channel"))
    page, metadata = cut_page(list(conversation.members), call.arguments)
    return {"members": page, "response_metadata": metadata}


def list_conversations(call: Call) -> Json:
    """The workspace's public channels, and what the bot is in, by `types`."""
    everything = call.world.conversations.values()
    return _list_page(call, [c for c in everything if _may_list(call, c)])


def list_own(call: Call) -> Json:
    """The conversations that the bot (or `user`) is in, by `types`."""
    user = call.arguments.text("user") or call.bot.id
    return _list_page(call, [c for c in call.world.conversations_of(user) if _may_list(call, c)])


def _may_list(call: Call, conversation: Conversation) -> bool:
    if call.workspace.id not in conversation.team_ids:
        return False
    return call.bot.id in conversation.members or _type_of(conversation) == "public_channel"


def _list_page(call: Call, conversations: Iterable[Conversation]) -> Json:
    wanted = set((call.arguments.text("types") or "public_channel").split(","))
    skip_archived = call.arguments.flag("exclude_archived")
    chosen = [
        conversation
        for conversation in conversations
        if _type_of(conversation) in wanted and not (skip_archived and conversation.archived)
    ]
    page, metadata = cut_page(chosen, call.arguments)
    shown = [show_conversation(conversation, call.bot) for conversation in page]
    return {"channels": shown, "response_metadata": metadata}


def _type_of(conversation: Conversation) -> str:
    if conversation.kind != "channel":
        return conversation.kind
    return "private_channel" if conversation.private else "public_channel"


METHODS = {
    "conversations.open": Method(open_conversation, ("im:write", "mpim:write")),
    "conversations.info": Method(describe, READ),
    "conversations.members": Method(list_members, READ, tier=4),
    "conversations.list": Method(list_conversations, READ, tier=2),
    "users.conversations": Method(list_own, READ),
}
