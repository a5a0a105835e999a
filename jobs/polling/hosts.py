"""Which addresses are one website, and its turns: one request at a time, a pause between them."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

PLATFORMS = (
    "blog.gov.uk",
    "blogspot.com",
    "ghost.io",
    "github.io",
    "localgov.blog",
    "medium.com",
    "substack.com",
    "tumblr.com",
    "wordpress.com",
)
"""Websites of many names: whoever asks two of their blogs at once asks one machine twice."""

HORIZON = timedelta(seconds=60)
"""Whoever's turn is later than this is given back, and claimed again when it comes."""


def platform_of(url: str) -> str:
    """Return the website that an address belongs to: its host, or the platform that serves it."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    served = (one for one in PLATFORMS if host == one or host.endswith(f".{one}"))
    return next(served, host)


@dataclass(frozen=True, slots=True)
class Turns:
    """When each of some requests may be sent, in their order, and which of them are near enough.

    `until`: when each website is free again after those that are near.
    """

    starts: tuple[datetime, ...]
    near: tuple[bool, ...]
    until: Mapping[str, datetime]


def plan_turns(
    hosts: Sequence[str], free_at: Mapping[str, datetime], now: datetime, gap: timedelta
) -> Turns:
    """Give requests to these websites their turns, `gap` apart at each, once it is free."""
    nexts = {host: max(free_at.get(host, now), now) for host in hosts}
    until: dict[str, datetime] = {}
    starts: list[datetime] = []
    for host in hosts:
        starts.append(nexts[host])
        nexts[host] += gap
        if starts[-1] <= now + HORIZON:
            until[host] = nexts[host]
    return Turns(tuple(starts), tuple(start <= now + HORIZON for start in starts), until)


class HostHeldError(Exception):
    """A website said that it is asked too much while others waited to ask it."""


class Gate:
    """Lets one request at a time go to a website, and the next `gap` seconds after its end.

    The turns in the database keep several machines apart; this one keeps the end of a slow answer.
    """

    def __init__(self, gap: float) -> None:
        self._gap = gap
        self._locks: dict[str, asyncio.Lock] = {}
        self._ended: dict[str, float] = {}
        self._held: dict[str, float] = {}

    def hold(self, host: str) -> None:
        """Send away everybody who waits for this website."""
        self._held[host] = asyncio.get_running_loop().time()

    @asynccontextmanager
    async def turn(self, host: str, since: float) -> AsyncIterator[None]:
        """Wait for the website's turn, and keep it; HostHeldError where it was held meanwhile.

        `since`: when the turn was given, by the loop's time.
        """
        loop = asyncio.get_running_loop()
        async with self._locks.setdefault(host, asyncio.Lock()):
            ready = self._ended.get(host, 0.0) + self._gap
            await asyncio.sleep(max(ready - loop.time(), 0) if host in self._ended else 0)
            if self._held.get(host, since) > since:
                raise HostHeldError(host)
            try:
                yield
            finally:
                self._ended[host] = loop.time()

    def forget_idle(self) -> None:
        """Forget the websites that nobody waits for and whose pause is over."""
        now = asyncio.get_running_loop().time()
        for host, lock in [*self._locks.items()]:
            if not lock.locked() and self._ended.get(host, 0.0) + self._gap < now:
                del self._locks[host]
                self._ended.pop(host, None)
                self._held.pop(host, None)
