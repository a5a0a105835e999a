"""One document from a web address that somebody gave: guarded, bounded, redirects included.

For feeds and their discovery, a camp's grid and public Google documents alike. No cookies, no
Referer, no proxy from the environment; between two documents nothing is kept.
"""

import asyncio
import ssl
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from types import TracebackType
from typing import Self

import httpx

from jobs.feeds import connecting
from jobs.feeds.connecting import GuardedNetwork, Resolve
from jobs.feeds.decoding import ACCEPTED, Body
from jobs.feeds.documents import USUAL, Fetched, Hop, Limits
from jobs.feeds.exchange import Exchange
from jobs.feeds.guard import AllowedHosts, WebAddress, check_address, follow, read_url
from jobs.feeds.trouble import CircularError, TooLargeError, UnreachableError

CALLERS_HEADERS = frozenset(
    ("accept", "accept-language", "if-modified-since", "if-none-match", "user-agent")
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NAMES_AT_ONCE = 16


@cache
def _read_trust() -> ssl.SSLContext:
    """Read whom the world trusts, once: it takes longer than a fetch."""
    return httpx.create_ssl_context()


class Fetcher:
    """Fetches documents, up to `most` at once: others wait, which costs them no time of theirs.

    `allowed`: hosts inside that the operator lets us reach. `agent`: the User-Agent that says who
    we are. `resolve` and `trust` (whose certificates) are for tests and unusual networks.
    """

    def __init__(
        self,
        allowed: AllowedHosts = (),
        *,
        agent: str = "Teapoint",
        resolve: Resolve = connecting.resolve,
        trust: ssl.SSLContext | None = None,
        most: int = 50,
    ) -> None:
        self._allowed, self._agent = allowed, agent
        self._threads = ThreadPoolExecutor(_NAMES_AT_ONCE, thread_name_prefix="look-up")
        self._network = GuardedNetwork(allowed, resolve, trust or _read_trust(), self._threads)
        self._turns = asyncio.Semaphore(most)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the threads that look up names; one that hangs is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def fetch_document(
        self, url: str, *, limits: Limits = USUAL, headers: Mapping[str, str] | None = None
    ) -> Fetched:
        """Return the answer to one GET after at most `limits.redirects` redirects; FetchError.

        `headers`: those of CALLERS_HEADERS only (ValueError), sent at every step.
        """
        asked = _complete(headers or {}, self._agent)
        address = read_url(url)
        try:
            async with self._turns, asyncio.timeout(limits.seconds):
                return await self._follow(address, limits, asked)
        except TimeoutError as error:
            raise UnreachableError("too slow") from error

    async def _follow(
        self, address: WebAddress, limits: Limits, headers: Mapping[str, str]
    ) -> Fetched:
        hops: list[Hop] = []
        while len(hops) <= limits.redirects:
            found = await self._ask(address, limits, headers, tuple(hops))
            location = found.headers.get("location") if found.status in _REDIRECTS else None
            if location is None:
                return found
            hops.append(Hop(found.url, found.status))
            address = follow(address, _as_text(location))
        raise CircularError

    async def _ask(
        self,
        address: WebAddress,
        limits: Limits,
        headers: Mapping[str, str],
        hops: tuple[Hop, ...],
    ) -> Fetched:
        """Ask at one address; the body of a redirect is not read."""
        check_address(address, self._allowed)
        async with self._network.open(address, limits.connect_seconds) as streams:
            exchange = Exchange(streams, limits.pause_seconds)
            await exchange.ask(address.target, {"host": address.authority, **headers})
            leads_on = exchange.status in _REDIRECTS and "location" in exchange.headers
            body = Body("", 0, 0) if leads_on else await _read_body(exchange, limits)
        return Fetched(
            str(address), exchange.status, exchange.headers, body.end(), hops, body.on_wire
        )


def _complete(headers: Mapping[str, str], agent: str) -> dict[str, str]:
    asked = {name.lower(): value for name, value in headers.items()}
    if not CALLERS_HEADERS.issuperset(asked):
        raise ValueError(f"not for a caller to set: {sorted(asked.keys() - CALLERS_HEADERS)}")
    ours = {"user-agent": agent, "accept": "*/*", "accept-encoding": ACCEPTED}
    return ours | {"connection": "close"} | asked


async def _read_body(exchange: Exchange, limits: Limits) -> Body:
    packing = exchange.headers.get("content-encoding", "")
    body = Body(packing, limits.wire_bytes, limits.unpacked_bytes)
    if int(exchange.headers.get("content-length", "0")) > limits.wire_bytes:
        raise TooLargeError
    while (piece := await exchange.read_piece()) is not None:
        body.feed(piece)
    return body


def _as_text(location: str) -> str:
    """A Location header holds ASCII, but some servers write UTF-8 there."""
    try:
        return location.encode("latin-1").decode()
    except UnicodeDecodeError:
        return location
