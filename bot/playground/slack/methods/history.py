"""conversations.history and conversations.replies."""

from bisect import bisect_left, bisect_right

from bot.playground.common.given import Json
from bot.playground.slack.arguments import Arguments
from bot.playground.slack.call import Call, Method
from bot.playground.slack.errors import SlackError
from bot.playground.slack.methods.chat import read_ts
from bot.playground.slack.paging import read_cursor, write_cursor
from bot.playground.slack.records import Conversation
from bot.playground.slack.shapes import show_message

DEFAULT, MOST = 100, 999
FEWEST = 15  # where the rule of May 2025 holds: one request a minute, fifteen objects
END_OF_TIME = 10**18


def list_history(call: Call) -> Json:
    """Messages that are not in threads, newest first.

    With `oldest` alone the ones closest to it are given, as Slack documents; else those closest
    to `latest`.
    """
    conversation = _find_readable(call)
    low, high = _bounds(conversation.tops, call.arguments)
    limit = _limit(call, "conversations.history")
    page, following = _choose_page(conversation.tops, low, high, limit, call.arguments)
    return _answer(call, conversation, list(reversed(page)), following)


def list_replies(call: Call) -> Json:
    """A thread: its first message, then the replies, oldest first."""
    conversation = _find_readable(call)
    us = read_ts(call.arguments.required("ts"), "thread_not_found")
    message = conversation.messages.get(us)
    if message is None:
        raise SlackError("thread_not_found")
    parent = conversation.messages[message.thread_us or us]
    low, high = _bounds(parent.replies, call.arguments)
    cursor = call.arguments.text("cursor")
    start = max(low, read_cursor(cursor, "reply")[1] if cursor else 0)
    end = min(high, start + _limit(call, "conversations.replies"))
    following = write_cursor("reply", end) if end < high else ""
    return _answer(call, conversation, [parent.us, *parent.replies[start:end]], following)


def _limit(call: Call, method: str) -> int:
    most = FEWEST if method in call.hub.limits.per_minute else MOST
    return min(call.arguments.number("limit", DEFAULT, MOST), most)


def _find_readable(call: Call) -> Conversation:
    conversation = call.visible_conversation(call.arguments.required("channel"))
    call.need(_scope_of(conversation))
    if call.bot.id not in conversation.members:
        raise SlackError("not_in_channel")
    return conversation


def _scope_of(conversation: Conversation) -> str:
    if conversation.kind != "channel":
        return f"{conversation.kind}:history"
    return "groups:history" if conversation.private else "channels:history"


def _bounds(places: list[int], arguments: Arguments) -> tuple[int, int]:
    """The slice between `oldest` and `latest`, both left out unless `inclusive`."""
    oldest = read_ts(arguments.text("oldest") or "0", "invalid_ts_oldest")
    latest_ts = arguments.text("latest")
    latest = read_ts(latest_ts, "invalid_ts_latest") if latest_ts else END_OF_TIME
    if arguments.flag("inclusive"):
        return bisect_left(places, oldest), bisect_right(places, latest)
    return bisect_right(places, oldest), bisect_left(places, latest)


def _choose_page(
    places: list[int], low: int, high: int, limit: int, arguments: Arguments
) -> tuple[list[int], str]:
    cursor = arguments.text("cursor")
    forward = bool(arguments.text("oldest")) and not arguments.text("latest")
    if cursor:
        kind, place = read_cursor(cursor, "before", "after")
        forward = kind == "after"
        low, high = (max(low, place), high) if forward else (low, min(high, place))
    if forward:
        end = min(high, low + limit)
        return places[low:end], write_cursor("after", end) if end < high else ""
    start = max(low, high - limit)
    return places[start:high], write_cursor("before", start) if start > low else ""


def _answer(call: Call, conversation: Conversation, page: list[int], following: str) -> Json:
    with_metadata = call.arguments.flag("include_all_metadata")
    answer: Json = {
        "messages": [
            show_message(
                call.world, conversation, conversation.messages[us], with_metadata=with_metadata
            )
            for us in page
        ],
        "has_more": bool(following),
    }
    if following:
        answer["response_metadata"] = {"next_cursor": following}
    return answer


# Which history scope is needed depends on the conversation, so the methods check it themselves.
METHODS = {
    "conversations.history": Method(list_history),
    "conversations.replies": Method(list_replies),
}
