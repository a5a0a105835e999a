"""Who somebody is on Teams: their account behind the id in calls, and whether they are a guest."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.platforms.teams.connector import Connector
from bot.platforms.teams.failures import CALL_ERRORS
from bot.platforms.teams.wire import Where
from jobs.delivery.voice import NotSentError, RefusedError

_KEPT_SECONDS = 3_600.0
_MOST_KEPT = 10_000
_OUTSIDERS = frozenset({"guest", "anonymous"})
_GUEST_MARK = "#ext#"


@dataclass(frozen=True, slots=True)
class Person:
    """`account`: their aadObjectId, empty for who has none (an anonymous visitor).

    `address`: their e-mail address, where it is their sign-in name, too.
    """

    name: str
    account: str
    guest: bool
    address: str = ""


class People:
    """Asks Teams once an hour and person. Where Teams does not say, there is no answer."""

    def __init__(self, connector: Connector, clock: Callable[[], float] = time.monotonic) -> None:
        self._connector = connector
        self._clock = clock
        self._known: OrderedDict[tuple[str, str], tuple[float, Person]] = OrderedDict()

    async def look(self, where: Where, user: str) -> Person | None:
        """Return somebody of a conversation; None where Teams fails or does not know them."""
        at, known = self._known.get((where.tenant, user), (0.0, None))
        if known is not None and self._clock() - at < _KEPT_SECONDS:
            return known
        try:
            found = await self._connector.member(where, user)
        except (*CALL_ERRORS, NotSentError, RefusedError):  # a name is welcome, never needed
            return None
        person = read_person(found)
        self._known[where.tenant, user] = (self._clock(), person)
        if len(self._known) > _MOST_KEPT:
            self._known.popitem(last=False)
        return person


def read_person(found: dict[str, object]) -> Person:
    """Return a member of a conversation as a person."""
    principal = str(found.get("userPrincipalName") or "").casefold()
    guest = str(found.get("userRole") or "").casefold() in _OUTSIDERS or _GUEST_MARK in principal
    email = str(found.get("email") or "")
    address = email if email.casefold() == principal else ""
    name, account = str(found.get("name") or ""), str(found.get("aadObjectId") or "")
    return Person(name, account, guest, address)
