"""The voice on Teams: words a delivery and posts it once. What may have arrived is never repeated.

A conversation cannot be read back, and no key tells a repeat (docs/decisions/29): an unsure post
goes on the organisers' list.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.message import Message
from bot.platforms.teams.connector import Connector, as_activity
from bot.platforms.teams.failures import CALL_ERRORS, is_gone, sort_failure, sort_opening
from bot.platforms.teams.files import Fetch, fetch_file
from bot.platforms.teams.markup import Reader
from bot.platforms.teams.render import render_message, summary_of
from bot.platforms.teams.rooms import find_where, keep_chat
from bot.platforms.teams.wire import Json, Where, is_channel
from jobs.aside import Aside
from jobs.delivery.voice import (
    CannotLookError,
    Composed,
    NotSentError,
    RefusedError,
    UnsureError,
)
from storage.queue_records import Delivery
from storage.transaction import Transaction
from storage.types import SpaceId

logger = logging.getLogger(__name__)

Word = Callable[[Transaction, Delivery, datetime], Message | None]

_ELSEWHERE = "@"
_PAUSE = 30.0


class TeamsVoice:
    """Fills `jobs.delivery.voice.Voice` and `jobs.delivery.files.Files`.

    `tenants` are those that may be spoken to. The reference of a message is its id; where its
    conversation had died and another took its place, that one's id stands after it.
    """

    def __init__(
        self,
        connector: Connector,
        aside: Aside,
        word: Word,
        tenants: frozenset[str],
        fetch: Fetch,
    ) -> None:
        self._connector = connector
        self._aside = aside
        self._word = word
        self._tenants = tenants
        self._fetch = fetch
        self._doubtful: set[str] = set()

    def compose(self, tx: Transaction, delivery: Delivery, now: datetime) -> Composed | None:
        """Word and render the delivery's notice for the tenant in which it will be read."""
        message = self._word(tx, delivery, now)
        if message is None:
            return None
        reader = Reader(tx.spaces.get(delivery.space_id).authority)
        card = render_message(message, reader)
        return Composed(str(card["fallbackText"]), as_activity(card, summary_of(message)))

    async def open(self, space: SpaceId, users: Sequence[str]) -> str:
        """Return the personal chat with one user; a bot cannot bring several together on Teams."""
        if len(users) != 1:
            raise RefusedError("cannot meet", "a bot opens no group chats on Teams")
        where = await self._where(space, "")
        return await self._open(where, users[0])

    async def post(
        self, space: SpaceId, place: str, composed: Composed, key: str, thread: str | None = None
    ) -> str:
        """Post once; return the message's id. Teams takes no `key`, so none is sent.

        Where the stored chat with somebody is no more, a new one is opened and used from then on.
        """
        where = await self._where(space, place, thread or "")
        activity = dict(composed.payload)
        await self._be_sure(where)
        try:
            return await self._connector.post(where, activity)
        except CALL_ERRORS as error:
            if not is_gone(error) or is_channel(place):
                raise self._sorted(error, where) from error
        return await self._post_anew(space, where, activity)

    async def find(
        self, space: SpaceId, place: str, key: str, since: datetime, thread: str | None = None
    ) -> str | None:
        """Nobody can find out: CannotLookError, always."""
        raise CannotLookError("Teams lets no bot read its conversations back")

    async def change(self, space: SpaceId, place: str, ref: str, composed: Composed) -> None:
        """Put other words in the place of our message."""
        message_id, moved = _read(ref)
        where = await self._where(space, moved or place)
        try:
            await self._connector.update(where, message_id, dict(composed.payload))
        except CALL_ERRORS as error:
            raise self._sorted_change(error, place) from error

    async def remove(self, space: SpaceId, place: str, ref: str) -> None:
        """Delete our message."""
        message_id, moved = _read(ref)
        where = await self._where(space, moved or place)
        try:
            await self._connector.remove(where, message_id)
        except CALL_ERRORS as error:
            raise self._sorted_change(error, place) from error

    async def fetch_file(self, space: SpaceId, file_id: str) -> bytes:
        """Return a file that somebody sent in their chat with us; NotFetchedError."""
        return await fetch_file(self._fetch, file_id)

    async def _post_anew(self, space: SpaceId, dead: Where, activity: Json) -> str:
        """Open the chat with somebody again; the old one is marked as dead."""
        user = await self._aside.write(lambda tx: _bury(tx, space, dead.conversation))
        if not user:
            raise RefusedError("place closed", "ConversationNotFound")
        logger.info("a stored conversation was gone, and is opened again")
        conversation = await self._open(dead, user)
        where = Where(dead.tenant, dead.service_url, conversation)
        await self._aside.write(lambda tx: _replace(tx, space, dead.conversation, where))
        try:
            ref = await self._connector.post(where, activity)
        except CALL_ERRORS as error:
            raise self._sorted(error, where) from error
        return f"{ref}{_ELSEWHERE}{conversation}"

    async def _open(self, where: Where, user: str) -> str:
        try:
            return await self._connector.open(where, user)
        except CALL_ERRORS as error:
            raise sort_opening(error) from error

    async def _where(self, space: SpaceId, conversation: str, thread: str = "") -> Where:
        """Return how a conversation is reached; RefusedError where its tenant may not."""
        where = await self._aside.read(lambda tx: find_where(tx, space, conversation))
        if where.tenant not in self._tenants:
            raise RefusedError("space revoked", "TenantNotAllowed")
        if not where.service_url:
            raise RefusedError("blocked", "nobody of this tenant has used the bot yet")
        return Where(where.tenant, where.service_url, conversation, _read(thread)[0])

    async def _be_sure(self, where: Where) -> None:
        """Where a tenant left us in doubt, ask it something harmless before the next post.

        While it does not answer, one message is unsure and the others wait, certainly not sent.
        """
        if where.tenant not in self._doubtful:
            return
        try:
            await self._connector.look(where)
        except CALL_ERRORS as error:
            if not isinstance(sort_failure(error, personal=True), RefusedError):
                raise NotSentError("the tenant does not answer", _PAUSE, "space") from error
        self._doubtful.discard(where.tenant)

    def _sorted(self, error: Exception, where: Where) -> Exception:
        meant = sort_failure(error, personal=not is_channel(where.conversation))
        if isinstance(meant, UnsureError):
            self._doubtful.add(where.tenant)
        return meant

    def _sorted_change(self, error: Exception, place: str) -> Exception:
        """A message in a conversation that is no more is gone with it."""
        if is_gone(error):
            return RefusedError("message gone", "ConversationNotFound")
        return sort_failure(error, personal=not is_channel(place), scope="space")


def _read(ref: str) -> tuple[str, str]:
    """Return a message's id, and its conversation where that is another than it was sent to."""
    message_id, _, moved = ref.partition(_ELSEWHERE)
    return message_id, moved


def _bury(tx: Transaction, space: SpaceId, conversation: str) -> str:
    """Mark a chat as dead; return whose it was, as Teams knows them."""
    owner = tx.places.owner(space, conversation)
    if owner is None:
        return ""
    tx.places.close(tx.places.see(space, conversation, "direct").id, "gone")
    return tx.accounts.get(owner).key.user


def _replace(tx: Transaction, space: SpaceId, dead: str, where: Where) -> None:
    keep_chat(tx, space, tx.places.owner(space, dead), where)
