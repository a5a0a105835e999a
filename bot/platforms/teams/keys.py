"""The keys with which Teams signs what it sends: fetched ahead, renewed beside what goes on.

Nothing that is heard waits for a fetch, but for the first: Teams does not send again what it
could not hand over. A key that is not known is refused, and asked for at most once a minute.
Shape: OpenID discovery and JSON Web Key Sets, with Bot Framework's `endorsements` (which channels
a key may speak for).
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import jwt

logger = logging.getLogger(__name__)

_USUAL_SECONDS = 3_600.0
_AGAIN_SECONDS = 2.0
"""While none is known: the playground's Teams, in the same process, answers once that serves."""
_SOONEST_SECONDS = 60.0
_PATIENCE_SECONDS = 10.0
_FIRST_SECONDS = 6.0

FETCH_ERRORS = (httpx.HTTPError, httpx.InvalidURL, jwt.PyJWTError, ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class Key:
    """A key, and the channels that it may speak for; none named means all."""

    public: Any
    channels: frozenset[str] = frozenset()


class Keys:
    """Knows the keys of now. `find` answers at once, from what was fetched before."""

    def __init__(self, metadata: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._metadata = metadata
        self._clock = clock
        self._known: Mapping[str, Key] = {}
        self._fetched_at = float("-inf")
        self._wanted = asyncio.Event()
        self._first = asyncio.Event()
        self._keeping: asyncio.Task[None] | None = None
        self._failures = 0

    async def ready(self) -> bool:
        """Return whether any key is known; right after the start that is waited for a moment."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._first.wait(), _FIRST_SECONDS)
        return self._first.is_set()

    async def start(self) -> None:
        """Fetch them, and go on renewing them; where that fails now, it is tried again soon."""
        await self._fetch()
        self._keeping = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """Renew them no more."""
        if self._keeping:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)

    def find(self, key_id: str) -> Key | None:
        """Return the key; None for one that is not known (yet): it is looked for later."""
        found = self._known.get(key_id)
        if found is None and self._clock() - self._fetched_at >= _SOONEST_SECONDS:
            self._wanted.set()
        return found

    async def _keep(self) -> None:
        while True:
            wait = _USUAL_SECONDS if self._known else _AGAIN_SECONDS
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wanted.wait(), wait)
            await self._fetch()

    async def _fetch(self) -> None:
        self._fetched_at = self._clock()
        self._wanted.clear()
        try:
            async with httpx.AsyncClient(timeout=_PATIENCE_SECONDS) as http:
                place = (await http.get(self._metadata)).raise_for_status().json()["jwks_uri"]
                listed = (await http.get(str(place))).raise_for_status().json()["keys"]
            self._known, self._failures = read_keys(listed) or self._known, 0
            if self._known:
                self._first.set()
        except FETCH_ERRORS as error:
            self._failures += 1
            level = logging.WARNING if self._failures > 1 else logging.INFO
            logger.log(level, "the keys of Teams were not fetched: %s", type(error).__name__)


def read_keys(listed: object) -> dict[str, Key]:
    """Return the keys of a key set by their ids; those for other uses are passed over."""
    found: dict[str, Key] = {}
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict) and one.get("kty") == "RSA" and one.get("kid"):
            channels = one.get("endorsements")
            named = frozenset(map(str, channels)) if isinstance(channels, list) else frozenset()
            found[str(one["kid"])] = Key(jwt.PyJWK(one, algorithm="RS256").key, named)
    return found
