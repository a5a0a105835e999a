"""The conversations that we know: whose they are, and where each is reached.

A conversation belongs to one tenant for ever, so that one which is known in one is not believed
when it is said to be another's. Where it is reached is kept once somebody uses the bot there, and
nothing is kept of people who never did.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.platforms.teams.trust import NotTrustedError
from bot.platforms.teams.wire import PLATFORM, Scene, Where
from jobs.aside import Aside
from storage.errors import NotFoundError
from storage.transaction import Transaction
from storage.types import AccountId, AccountKey, SpaceId

_KEPT_SECONDS = 600.0
_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Chat:
    """A person's own chat with the bot, if there is one, and how their tenant is reached."""

    where: Where | None
    service_url: str


class Rooms:
    """Asks the database once in a while, and remembers in between."""

    def __init__(self, aside: Aside, clock: Callable[[], float] = time.monotonic) -> None:
        self._aside = aside
        self._clock = clock
        self._seen: OrderedDict[tuple[str, str], float] = OrderedDict()

    async def admit(self, scene: Scene) -> None:
        """Raise NotTrustedError for a conversation that is known to be another tenant's."""
        if self._is_fresh(scene):
            return
        where = scene.where
        if await self._aside.read(lambda tx: _elsewhere(tx, where)):
            raise NotTrustedError("a conversation of another tenant")

    async def see(self, scene: Scene) -> bool:
        """Keep where a conversation is reached, since somebody uses the bot in it.

        Return whether it is a channel whose name nobody told us yet.
        """
        if scene.place is None or self._is_fresh(scene):
            return False
        nameless = await self._aside.write(lambda tx: _see(tx, scene))
        self._seen[self._key(scene)] = self._clock()
        if len(self._seen) > _MOST_KEPT:
            self._seen.popitem(last=False)
        return nameless

    def forget(self, conversation: str) -> None:
        """Something happened to a conversation: what is known of it is looked at anew."""
        for key in [key for key in self._seen if key[1] == conversation]:
            del self._seen[key]

    async def chat_of(self, key: AccountKey) -> Chat:
        """Return the chat with somebody, as far as it is known."""
        return await self._aside.read(lambda tx: _chat_of(tx, key))

    async def opened(self, key: AccountKey, where: Where) -> None:
        """Keep a chat that we opened with somebody who uses the bot."""

        def keep(tx: Transaction) -> None:
            space = tx.spaces.find(PLATFORM, where.tenant)
            account = tx.accounts.find(key)
            if account:
                keep_chat(tx, space.id, account.id, where)

        await self._aside.write(keep)

    def _is_fresh(self, scene: Scene) -> bool:
        return self._clock() - self._seen.get(self._key(scene), float("-inf")) < _KEPT_SECONDS

    @staticmethod
    def _key(scene: Scene) -> tuple[str, str]:
        where = scene.where
        return f"{where.tenant} {where.service_url}", where.conversation


def _elsewhere(tx: Transaction, where: Where) -> bool:
    others = [s for s in tx.spaces.all() if s.platform == PLATFORM]
    found = {s.external_id for s in others if tx.places.service_url(s.id, where.conversation)}
    return bool(found - {where.tenant})


def _see(tx: Transaction, scene: Scene) -> bool:
    space = tx.spaces.find(PLATFORM, scene.where.tenant)
    if space.paused_why:  # Teams brings us words from there, so it takes ours
        tx.spaces.resume(space.id)
    place = scene.place
    if place is None:
        return False
    if place.kind == "direct":
        account = tx.accounts.see(scene.key, space.id, scene.name)
        keep_chat(tx, space.id, account.id, scene.where)
        return False
    seen = tx.places.see(
        space.id, place.external_id, place.kind, place.name, service_url=scene.where.service_url
    )
    tx.places.reopen(seen.id)
    return seen.kind == "channel" and not seen.name


def keep_chat(tx: Transaction, space: SpaceId, account: AccountId | None, where: Where) -> None:
    """Keep somebody's own chat with us, and that it takes our words."""
    url = where.service_url
    place = tx.places.see(space, where.conversation, "direct", account_id=account, service_url=url)
    tx.places.reopen(place.id)


def _chat_of(tx: Transaction, key: AccountKey) -> Chat:
    try:
        space = tx.spaces.find(PLATFORM, key.authority)
    except NotFoundError:
        return Chat(None, "")
    account = tx.accounts.find(key)
    place = tx.places.direct(account.id, space.id) if account else None
    if place is None:
        return Chat(None, tx.places.any_service_url(space.id))
    return Chat(find_where(tx, space.id, place.external_id), "")


def find_where(tx: Transaction, space_id: SpaceId, conversation: str) -> Where:
    """Return how a conversation of a tenant is reached; its service URL empty where none is known.

    One that nothing was said of is reached as others of its tenant are.
    """
    space = tx.spaces.get(space_id)
    url = tx.places.service_url(space_id, conversation) or tx.places.any_service_url(space_id)
    return Where(space.external_id, url, conversation)
