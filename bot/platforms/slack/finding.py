"""Finds a post of ours again by its key: in a conversation, or in a thread of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from jobs.delivery.voice import NotSentError

EVENT_TYPE = "teapoint_message"
_PAGE = 15
_MOST_PAGES = 20


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a post is looked for: a conversation, or the thread under one of its messages."""

    client: AsyncWebClient
    place: str
    thread: str | None = None

    async def read(self, oldest: float, cursor: str) -> AsyncSlackResponse:
        """Return one page of messages since a moment (seconds since 1970), with our metadata."""
        since = f"{oldest:.6f}"
        if self.thread:
            return await self.client.conversations_replies(
                channel=self.place,
                ts=self.thread,
                oldest=since,
                limit=_PAGE,
                include_all_metadata=True,
                cursor=cursor or None,
            )
        return await self.client.conversations_history(
            channel=self.place,
            oldest=since,
            limit=_PAGE,
            include_all_metadata=True,
            cursor=cursor or None,
        )


async def find_post(shelf: Shelf, key: str, bot: str, oldest: float) -> str | None:
    """Return the timestamp of our bot's post with this key, or None when it is not there.

    What the client raises; NotSentError where there is too much to look through.
    """
    cursor = ""
    for _ in range(_MOST_PAGES):
        page = await shelf.read(oldest, cursor)
        for message in _our_marked(page.get("messages"), bot):
            if message["metadata"]["event_payload"].get("k") == key:
                return str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return None
    raise NotSentError("the conversation is too long to look through at once")


def _our_marked(messages: object, bot: str) -> Iterator[Mapping[str, Any]]:
    """Metadata can be read and copied by others: only our own bot's messages count."""
    for message in messages if isinstance(messages, list) else []:
        metadata = message.get("metadata") or {}
        if message.get("bot_id") == bot and metadata.get("event_type") == EVENT_TYPE:
            yield {"event_payload": {}} | message
