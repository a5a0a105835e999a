"""The voice on Slack: words a delivery, posts it once, and can find it again by its key."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.message import File, Message, Picture
from bot.platforms.slack.api import SlackApi
from bot.platforms.slack.failures import (
    CALL_ERRORS,
    sort_look_failure,
    sort_open_failure,
    sort_post_failure,
)
from bot.platforms.slack.files import fetch_file
from bot.platforms.slack.finding import EVENT_TYPE, Shelf, find_post
from bot.platforms.slack.render import render_message
from bot.platforms.slack.upload import upload
from jobs.delivery.files import NotFetchedError
from jobs.delivery.voice import Composed, RefusedError, UnsureError
from storage.queue_records import Delivery
from storage.transaction import Transaction
from storage.types import SpaceId

Word = Callable[[Transaction, Delivery, datetime], Message | None]
TokenFor = Callable[[SpaceId], Awaitable[str]]

# Any fixed namespace will do; the id that is made within it is only a courtesy to Slack.
_NAMESPACE = uuid.UUID("6e5d7c55-1f4e-5d0c-9a57-0b6e3b8a41f2")
_SKEW_SECONDS = 60
_FILE_PAUSES = (0.0, 0.5, 1.5)
# A post lands in one conversation only, so nothing of it may reach further.
_QUIET: dict[str, Any] = {
    "link_names": False,
    "parse": "none",
    "unfurl_links": False,
    "unfurl_media": False,
    "mrkdwn": False,
}


class SlackVoice:
    """Fills `jobs.delivery.voice.Voice` and `jobs.delivery.files.Files`.

    `token_for` gives a workspace's token, empty where it has none.
    """

    def __init__(self, api: SlackApi, token_for: TokenFor, word: Word) -> None:
        self._api = api
        self._token_for = token_for
        self._word = word
        self._bots: dict[str, str] = {}

    def compose(self, tx: Transaction, delivery: Delivery, now: datetime) -> Composed | None:
        """Word and render the delivery's notice for the workspace in which it will be read."""
        message = self._word(tx, delivery, now)
        if message is None:
            return None
        authority = tx.spaces.get(delivery.space_id).authority
        payload = render_message(message, authority)
        if _uploads(message):
            payload |= {"message": message, "authority": authority}
        return Composed(str(payload["text"]), payload)

    async def open(self, space: SpaceId, users: Sequence[str]) -> str:
        """Return the conversation with these users; the same set gives the same one."""
        client = await self._client(space)
        try:
            answer = await client.conversations_open(users=",".join(users))
            return str(answer["channel"]["id"])
        except (*CALL_ERRORS, KeyError) as error:
            raise sort_open_failure(error) from error

    async def post(
        self, space: SpaceId, place: str, composed: Composed, key: str, thread: str | None = None
    ) -> str:
        """Post once, marked with the opaque key; return Slack's timestamp of the message.

        `thread`: the timestamp of the message under which it goes; the channel itself does not
        show it. Where a workspace takes no files from us, the same words go without them.
        """
        client = await self._client(space)
        message = composed.payload.get("message")
        if isinstance(message, Message):
            files = await upload(client, self._api.session(), _uploads(message))
            if files is not None:
                shown = render_message(message, str(composed.payload["authority"]), files)
                shown |= {"shares": any(isinstance(one, File) for one in message.blocks)}
                reference = await _post_shown(client, place, shown, key, thread)
                if reference:
                    return reference
        return await _post(client, place, composed.payload, key, thread)

    async def find(
        self, space: SpaceId, place: str, key: str, since: datetime, thread: str | None = None
    ) -> str | None:
        """Return the timestamp of our post with this key, or None when it is not there.

        Nor is it there where the first message of its thread is gone.
        """
        client = await self._client(space)
        try:
            bot = await self._bot(client)
            oldest = since.timestamp() - _SKEW_SECONDS
            return await find_post(Shelf(client, place, thread), key, bot, oldest)
        except CALL_ERRORS as error:
            meant = sort_look_failure(error)
            if isinstance(meant, RefusedError) and meant.reason == "message gone":
                return None
            raise meant from error

    async def change(self, space: SpaceId, place: str, ref: str, composed: Composed) -> None:
        """Put other words in the place of our message; pictures are posted only, never changed."""
        client = await self._client(space)
        try:
            await client.chat_update(
                channel=place,
                ts=ref,
                text=str(composed.payload["text"]),
                blocks=composed.payload["blocks"],  # type: ignore[arg-type]  # our own rendering
                link_names=False,
                parse="none",
            )
        except CALL_ERRORS as error:
            raise sort_post_failure(error, "space") from error

    async def remove(self, space: SpaceId, place: str, ref: str) -> None:
        """Delete our message."""
        client = await self._client(space)
        try:
            await client.chat_delete(channel=place, ts=ref)
        except CALL_ERRORS as error:
            raise sort_post_failure(error, "space") from error

    async def fetch_file(self, space: SpaceId, file_id: str) -> bytes:
        """Return a file that somebody of this workspace gave us in a form; NotFetchedError."""
        try:
            client = await self._client(space)
        except RefusedError as error:
            raise NotFetchedError("not allowed", error.code) from error
        return await fetch_file(client, self._api.session(), file_id)

    async def _client(self, space: SpaceId) -> AsyncWebClient:
        token = await self._token_for(space)
        if not token:
            raise RefusedError("space revoked", "no token")
        return self._api.client(token)

    async def _bot(self, client: AsyncWebClient) -> str:
        """Return who we are in this workspace; asked once a token."""
        token = str(client.token)
        if token not in self._bots:
            answer = await client.auth_test()
            self._bots[token] = str(answer["bot_id"])
        return self._bots[token]


def _uploads(message: Message) -> list[Picture | File]:
    return [block for block in message.blocks if isinstance(block, Picture | File)]


async def _post_shown(
    client: AsyncWebClient,
    place: str,
    payload: Mapping[str, object],
    key: str,
    thread: str | None,
) -> str | None:
    """Post with pictures; None where Slack will not show them.

    Slack looks at a new file for a moment and refuses a post that shows it until then: a refusal
    is certain, so that posting again is no repeat.
    """
    for pause in _FILE_PAUSES:
        await asyncio.sleep(pause)
        try:
            return await _post(client, place, payload, key, thread)
        except RefusedError as error:
            if error.code != "invalid_blocks":
                raise
    return None


async def _post(
    client: AsyncWebClient,
    place: str,
    payload: Mapping[str, object],
    key: str,
    thread: str | None,
) -> str:
    try:
        answer = await client.chat_postMessage(
            channel=place,
            text=str(payload["text"]),
            blocks=payload["blocks"],  # type: ignore[arg-type]  # our own rendering
            metadata={"event_type": EVENT_TYPE, "event_payload": {"k": key}},
            client_msg_id=str(uuid.uuid5(_NAMESPACE, key)),
            thread_ts=thread,
            **_QUIET | {"unfurl_media": bool(payload.get("shares"))},
        )
    except CALL_ERRORS as error:
        raise sort_post_failure(error) from error
    reference = answer.get("ts")
    if not isinstance(reference, str) or not reference:
        raise UnsureError("an answer without a timestamp")
    return reference
