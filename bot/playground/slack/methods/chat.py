"""chat.postMessage, chat.postEphemeral, chat.update, chat.delete."""

from bot.playground.common.given import Json
from bot.playground.slack.arguments import Arguments
from bot.playground.slack.call import Call, Method
from bot.playground.slack.errors import SlackError
from bot.playground.slack.records import Conversation, Message, parse_ts
from bot.playground.slack.shapes import show_message
from bot.playground.slack.validate import check_message_blocks

LONGEST_UPDATE = 4_000
LONGEST_EPHEMERAL = 40_000
LARGEST_METADATA = 8_000


def post_message(call: Call) -> Json:
    """Post as the bot; a user id as channel means the direct message with that user."""
    conversation = find_target(call)
    call.hub.limits.allow_post(call.workspace.id, conversation.id)
    message = _read_message(call, conversation)
    call.world.post(conversation, message)
    shown = show_message(call.world, conversation, message, with_metadata=True)
    return {"channel": conversation.id, "ts": message.ts, "message": shown}


def post_ephemeral(call: Call) -> Json:
    """Post what only one member of the conversation sees."""
    conversation = find_target(call)
    user = call.arguments.required("user")
    if user not in conversation.members:
        raise SlackError("user_not_in_channel")
    message = _read_message(call, conversation)
    if len(message.text) > LONGEST_EPHEMERAL:
        raise SlackError("msg_too_long")
    call.world.whisper(conversation, message, user)
    return {"message_ts": message.ts}


def update_message(call: Call) -> Json:
    """Change one of the bot's own messages; blocks that are not given stay."""
    conversation = find_target(call)
    message = _find_own(call, conversation, "cant_update_message")
    if not call.workspace.editing:
        raise SlackError("edit_window_closed")
    blocks = _read_shown(call)
    text = call.arguments.get("text")
    if text is None and blocks is None:
        raise SlackError("no_text")
    if text is not None and len(text) > LONGEST_UPDATE:
        raise SlackError("msg_too_long")
    if "metadata" in call.arguments:
        message.metadata = _read_metadata(call)
    call.world.edit(conversation, message, text, blocks)
    shown = show_message(call.world, conversation, message, with_metadata=True)
    return {
        "channel": conversation.id,
        "ts": message.ts,
        "text": message.text,
        "message": shown,
    }


def delete_message(call: Call) -> Json:
    """Delete one of the bot's own messages."""
    conversation = find_target(call)
    message = _find_own(call, conversation, "cant_delete_message")
    if not call.workspace.deleting:
        raise SlackError("compliance_exports_prevent_deletion")
    call.world.delete(conversation, message)
    return {"channel": conversation.id, "ts": message.ts}


def find_target(call: Call) -> Conversation:
    """The conversation to write to, with the refusals Slack has for it."""
    channel = call.arguments.required("channel")
    conversation = (
        _open_direct(call, channel)
        if channel in call.world.users
        else call.visible_conversation(channel)
    )
    if conversation.archived:
        raise SlackError("is_archived")
    if call.bot.id not in conversation.members:
        raise SlackError("not_in_channel")
    if conversation.restricted:
        raise SlackError("restricted_action")
    if conversation.kind == "im" and not call.workspace.messages_tab:
        raise SlackError("messages_tab_disabled")
    return conversation


def read_blocks(arguments: Arguments) -> list[Json] | None:
    """The valid blocks of a message, None where none are given; raises invalid_blocks."""
    blocks: list[Json] | None = arguments.structure("blocks", "invalid_blocks_format")
    if blocks is not None:
        check_message_blocks(blocks)
    return blocks


def _read_shown(call: Call) -> list[Json] | None:
    """The blocks, which may show files that are there and ready."""
    blocks = read_blocks(call.arguments)
    call.world.uploads.check(blocks or [], call.workspace.id, call.hub.pace.seconds())
    return blocks


def _open_direct(call: Call, user_id: str) -> Conversation:
    user = call.visible_user(user_id)
    if user.is_bot:
        raise SlackError("cannot_dm_bot")
    return call.world.open_direct(call.workspace.id, user.id)


def _read_message(call: Call, conversation: Conversation) -> Message:
    arguments = call.arguments
    blocks = _read_shown(call) or []
    text = arguments.text("text") or arguments.text("markdown_text")
    if not text and not blocks and not arguments.get("attachments"):
        raise SlackError("no_text")
    return Message(
        us=0,
        user=call.bot.id,
        text=text,
        blocks=blocks,
        metadata=_read_metadata(call),
        bot_id=call.workspace.bot_id,
        thread_us=_read_thread(call, conversation),
        broadcast=arguments.flag("reply_broadcast"),
    )


def _read_metadata(call: Call) -> Json | None:
    metadata = call.arguments.structure("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str):
        raise SlackError("invalid_metadata_format")
    if len(str(metadata)) > LARGEST_METADATA:
        raise SlackError("metadata_too_large")
    return metadata


def _read_thread(call: Call, conversation: Conversation) -> int | None:
    thread_ts = call.arguments.text("thread_ts")
    if not thread_ts:
        return None
    parent = conversation.messages.get(read_ts(thread_ts, "invalid_thread_ts"))
    if parent is None:
        raise SlackError("thread_not_found")
    return parent.thread_us or parent.us


def _find_own(call: Call, conversation: Conversation, refusal: str) -> Message:
    ts = read_ts(call.arguments.required("ts"), "message_not_found")
    message = conversation.messages.get(ts)
    if message is None or message.buried:
        raise SlackError("message_not_found")
    if message.user != call.bot.id:
        raise SlackError(refusal)
    return message


def read_ts(ts: str, error: str) -> int:
    """A ts in microseconds, or a SlackError of this name."""
    try:
        return parse_ts(ts)
    except ValueError:
        raise SlackError(error) from None


METHODS = {
    "chat.postMessage": Method(post_message, ("chat:write",), tier=None),
    "chat.postEphemeral": Method(post_ephemeral, ("chat:write",), tier=4),
    "chat.update": Method(update_message, ("chat:write",)),
    "chat.delete": Method(delete_message, ("chat:write",)),
}
