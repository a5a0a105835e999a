"""One document from a web address that somebody gave: guarded, bounded, redirects included.

For feeds and their discovery, a camp's grid and public Google documents alike. No cookies, no
Referer, no proxy from the environment; between two documents nothing is kept but connections.
"""

import asyncio
import ssl
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

import httpcore
import httpx

from jobs.feeds import connecting
from jobs.feeds.connecting import GuardedNetwork, Resolve
from jobs.feeds.decoding import ACCEPTED, Body
from jobs.feeds.documents import USUAL, Fetched, Hop, Limits
from jobs.feeds.guard import AllowedHosts, WebAddress, check_address, follow, read_url
from jobs.feeds.trouble import CircularError, TooLargeError, Unreachable, UnreachableError

CALLERS_HEADERS = frozenset(
    ("accept", "accept-language", "if-modified-since", "if-none-match", "user-agent")
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NAMES_AT_ONCE = 16
_BELOW = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError)


class Fetcher:
    """Fetches documents over a shared pool of connections; one for an event loop.

    `allowed`: hosts inside that the operator lets us reach. `agent`: the User-Agent that says who
    we are. `resolve` and `tls` (whom to trust) are for tests and unusual networks.
    """

    def __init__(
        self,
        allowed: AllowedHosts = (),
        *,
        agent: str = "Teapoint",
        resolve: Resolve = connecting.resolve,
        tls: ssl.SSLContext | None = None,
        connections: int = 50,
    ) -> None:
        self._allowed, self._agent = allowed, agent
        self._threads = ThreadPoolExecutor(_NAMES_AT_ONCE, thread_name_prefix="look-up")
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls or httpx.create_ssl_context(),
            max_connections=connections,
            keepalive_expiry=15.0,
            network_backend=GuardedNetwork(allowed, resolve, self._threads),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close every connection."""
        await self._pool.aclose()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def fetch_document(
        self, url: str, *, limits: Limits = USUAL, headers: Mapping[str, str] | None = None
    ) -> Fetched:
        """Return the answer to one GET after at most `limits.redirects` redirects; FetchError.

        `headers`: those of CALLERS_HEADERS only (ValueError), sent at every step.
        """
        asked = _complete(headers or {}, self._agent)
        try:
            async with asyncio.timeout(limits.seconds):
                return await self._fetch(read_url(url), limits, asked)
        except TimeoutError as error:
            raise UnreachableError("too slow") from error
        except _BELOW as error:
            raise UnreachableError(_explain(error), type(error).__name__) from error

    async def _fetch(
        self, address: WebAddress, limits: Limits, headers: Mapping[str, str]
    ) -> Fetched:
        hops: list[Hop] = []
        while len(hops) <= limits.redirects:
            check_address(address, self._allowed)
            async with self._pool.stream(
                "GET",
                _name(address),
                headers=_write_headers(address, headers),
                extensions=_waits(limits),
            ) as response:
                answered = _read_headers(response)
                location = answered.get("location") if response.status in _REDIRECTS else None
                if location is None:
                    body = await _read_body(response, answered, limits)
                    unpacked = body.end()
                    return Fetched(
                        str(address), response.status, answered, unpacked, tuple(hops), body.on_wire
                    )
            hops.append(Hop(str(address), response.status))
            address = follow(address, _as_text(location))
        raise CircularError


def _complete(headers: Mapping[str, str], agent: str) -> dict[str, str]:
    asked = {name.lower(): value for name, value in headers.items()}
    if not CALLERS_HEADERS.issuperset(asked):
        raise ValueError(f"not for a caller to set: {sorted(asked.keys() - CALLERS_HEADERS)}")
    return {"user-agent": agent, "accept": "*/*", "accept-encoding": ACCEPTED} | asked


def _name(address: WebAddress) -> httpcore.URL:
    """The address as httpcore has it: from our parts, so that it is not read a second time."""
    return httpcore.URL(
        scheme=address.scheme.encode(),
        host=address.host.encode(),
        port=address.port,
        target=address.target.encode(),
    )


def _write_headers(address: WebAddress, headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """The Host header comes first (RFC 9110) and is ours: httpcore's lacks IPv6 brackets."""
    named = {"host": address.authority, **headers}
    return [(name.encode(), value.encode("latin-1")) for name, value in named.items()]


def _waits(limits: Limits) -> dict[str, dict[str, float]]:
    pause = limits.pause_seconds
    waits = {"connect": limits.connect_seconds, "read": pause, "write": pause}
    return {"timeout": waits | {"pool": limits.seconds}}


def _read_headers(response: httpcore.Response) -> dict[str, str]:
    found: dict[str, str] = {}
    for raw_name, raw_value in response.headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


async def _read_body(
    response: httpcore.Response, headers: Mapping[str, str], limits: Limits
) -> Body:
    body = Body(headers.get("content-encoding", ""), limits.wire_bytes, limits.unpacked_bytes)
    announced = headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limits.wire_bytes:
        raise TooLargeError
    async for piece in response.aiter_stream():
        body.feed(piece)
    return body


def _as_text(location: str) -> str:
    """A Location header holds ASCII, but some servers write UTF-8 there."""
    try:
        return location.encode("latin-1").decode()
    except UnicodeDecodeError:
        return location


def _explain(error: BaseException | None) -> Unreachable:
    if isinstance(error, httpcore.TimeoutException):
        return "too slow"
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return "not secure"
        error = error.__cause__ or error.__context__
    return "no answer"
