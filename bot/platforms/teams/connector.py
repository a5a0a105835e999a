"""Calls to Teams' connector service: each at its pace, with our token, once.

What a call may end in is told by `failures.sort_failure`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

from bot.platforms.teams.failures import CALL_ERRORS, is_unauthorised
from bot.platforms.teams.login import Login
from bot.platforms.teams.paces import Paces
from bot.platforms.teams.wire import Json, Where
from jobs.delivery.voice import RefusedError, UnsureError

if TYPE_CHECKING:
    from microsoft_teams.api import ApiClient
    from microsoft_teams.apps import App

CARD = "application/vnd.microsoft.card.adaptive"
_NO_ID = "DO_NOT_USE_PLACEHOLDER_ID"
_LONGEST_SUMMARY = 500


class Connector:
    """Speaks to any tenant's conversations. Methods raise CALL_ERRORS and the voice's errors."""

    def __init__(self, app: "App", login: Login, paces: Paces) -> None:
        self._app = app
        self._login = login
        self._paces = paces
        self._bot = f"28:{app.id}"

    async def post(self, where: Where, activity: Json) -> str:
        """Post a message; return its id. UnsureError where an answer has none."""
        from microsoft_teams.api.activities import MessageActivityInput

        async with self._call(where) as api:
            message = MessageActivityInput.model_validate(self._complete(activity))
            sent = await api.conversations.create_activity(where.address, message)
        if not sent.id or sent.id == _NO_ID:
            raise UnsureError("an answer without an id")
        return sent.id

    async def update(self, where: Where, message_id: str, activity: Json) -> None:
        """Put other words in the place of a message of ours."""
        from microsoft_teams.api.activities import MessageActivityInput

        async with self._call(where) as api:
            message = MessageActivityInput.model_validate(self._complete(activity))
            try:
                await api.conversations.update_activity(where.conversation, message_id, message)
            except KeyError:  # done, in an answer that does not repeat the id
                return

    async def remove(self, where: Where, message_id: str) -> None:
        """Delete a message of ours."""
        async with self._call(where) as api:
            await api.conversations.delete_activity(where.conversation, message_id)

    async def open(self, where: Where, user: str) -> str:
        """Return the personal chat with a user (an aadObjectId, or `29:…`)."""
        from microsoft_teams.api.clients.conversation.params import CreateConversationParams

        wanted = CreateConversationParams.model_validate(
            {
                "isGroup": False,
                "bot": {"id": self._bot},
                "members": [{"id": user}],
                "tenantId": where.tenant,
                "channelData": {"tenant": {"id": where.tenant}},
            }
        )
        async with self._call(where) as api:
            opened = await api.conversations.create(wanted)
        return opened.id

    async def member(self, where: Where, user: str) -> Json:
        """Return somebody of a conversation as Teams knows them."""
        async with self._call(where) as api:
            found = await api.conversations.get_member_by_id(where.conversation, user)
        return cast("Json", found.model_dump(mode="json", by_alias=True, exclude_none=True))

    async def channels(self, where: Where, team: str) -> dict[str, str]:
        """Return the channels of a team by id, with their names; the first has none: General."""
        async with self._call(where) as api:
            listed = await api.teams.get_conversations(team)
        return {one.id: one.name or "General" for one in listed if one.id}

    async def look(self, where: Where) -> None:
        """Ask whether we are in a conversation: refused where not."""
        async with self._call(where) as api:
            await api.conversations.get_paged_members(where.conversation, 1)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._app.api.http.http.aclose()
        await self._app.http_client.http.aclose()

    @asynccontextmanager
    async def _call(self, where: Where) -> AsyncIterator["ApiClient"]:
        """Wait for a turn; a token that is refused is fetched anew before the next call."""
        await self._paces.wait(where.tenant, where.conversation)
        try:
            yield self._app.api.from_service_url(where.service_url)
        except CALL_ERRORS as error:
            if is_unauthorised(error) and self._login.refused():
                raise RefusedError("space revoked", "unauthorised") from error
            raise

    def _complete(self, activity: Json) -> Json:
        return {"type": "message", "from": {"id": self._bot}, **activity}


def as_activity(card: Json, text: str) -> Json:
    """Return a message that shows a card; `text` is what notifications say of it."""
    return {
        "attachments": [{"contentType": CARD, "content": card}],
        "summary": text[:_LONGEST_SUMMARY],
    }
