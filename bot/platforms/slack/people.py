"""Who somebody is on Slack: the name that others see, and whether they are a guest.

Their address is told only with the right users:read.email, and believed only once Slack confirmed
it.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.failures import CALL_ERRORS

_KEPT_SECONDS = 3_600.0
_MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    guest: bool
    address: str = ""


class People:
    """Asks Slack once an hour and person. Where Slack does not say, there is no answer."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[tuple[str, str], tuple[float, Person]] = OrderedDict()

    async def look(self, client: AsyncWebClient, team: str, user: str) -> Person | None:
        """Return the person; None where Slack fails or does not know them."""
        at, known = self._known.get((team, user), (0.0, None))
        if known is not None and self._clock() - at < _KEPT_SECONDS:
            return known
        person = await _ask(client, user)
        if person is not None:
            self._keep((team, user), person)
        return person

    def _keep(self, key: tuple[str, str], person: Person) -> None:
        self._known[key] = (self._clock(), person)
        self._known.move_to_end(key)
        if len(self._known) > _MOST_KEPT:
            self._known.popitem(last=False)


async def _ask(client: AsyncWebClient, user: str) -> Person | None:
    try:
        answer = await client.users_info(user=user)
    except CALL_ERRORS:  # a name is welcome, never needed
        return None
    found = answer.get("user") or {}
    profile = found.get("profile") or {}
    names = (profile.get("real_name"), found.get("real_name"), profile.get("display_name"))
    guest = bool(found.get("is_restricted") or found.get("is_ultra_restricted"))
    address = str(profile.get("email") or "") if found.get("is_email_confirmed") else ""
    return Person(next((str(name) for name in names if name), ""), guest, address)
