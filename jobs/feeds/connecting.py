"""Connections that lead to public addresses only: looked up once, judged, and then held to.

The address that was judged is the one connected to, whatever the name says a moment later. The name
asked for in TLS and in the certificate stays the host's, and so does the Host header.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import Executor
from contextlib import asynccontextmanager

from jobs.feeds.addresses import read_address
from jobs.feeds.guard import (
    AllowedHosts,
    Verdict,
    WebAddress,
    judge_addresses,
    judge_url,
    read_url,
)
from jobs.feeds.trouble import AddressRefusedError, Unreachable, UnreachableError

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Connect = Callable[..., Awaitable[Streams]]
"""As `asyncio.open_connection`: an address, a port, and what TLS needs."""
Resolve = Callable[[str, int], Sequence[str]]
"""Host and port to addresses; blocks; OSError where there are none."""

LOOK_UP_SECONDS = 5.0
MOST_TRIED = 3


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses of a host as this machine knows them, in the order to try them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


async def look_up(
    host: str,
    port: int,
    resolve: Resolve,
    threads: Executor | None = None,
    seconds: float | None = LOOK_UP_SECONDS,
) -> Sequence[str]:
    """Return a host's addresses, asked for once in a thread; UnreachableError."""
    if read_address(host) is not None:
        return (host,)
    try:
        async with asyncio.timeout(seconds):
            return await asyncio.get_running_loop().run_in_executor(threads, resolve, host, port)
    except OSError as error:  # TimeoutError is one, too
        raise UnreachableError("not found", type(error).__name__) from error


async def check_url(url: str, allowed: AllowedHosts = (), resolve: Resolve = resolve) -> Verdict:
    """Return whether the guard lets us ask there now; UnreachableError where no name is found."""
    verdict = judge_url(url, allowed)
    if not verdict.allowed:
        return verdict
    there = read_url(url)
    if (there.host, there.port) in allowed:
        return verdict
    addresses = await look_up(there.host, there.port, resolve)
    return judge_addresses(there.host, there.port, addresses, allowed)


class GuardedNetwork:
    """Opens connections to the hosts that may be asked, at the addresses that were judged."""

    def __init__(
        self,
        allowed: AllowedHosts,
        resolve: Resolve,
        trust: ssl.SSLContext,
        threads: Executor | None = None,
        connect: Connect = asyncio.open_connection,
    ) -> None:
        self._allowed, self._resolve, self._threads = allowed, resolve, threads
        self._trust, self._connect = trust, connect

    @asynccontextmanager
    async def open(self, there: WebAddress, seconds: float) -> AsyncIterator[Streams]:
        """A connection to a website, cut in the end; AddressRefusedError, UnreachableError.

        `seconds`: for the look-up, and for each address that is tried.
        """
        host, port = there.host, there.port
        addresses = await look_up(host, port, self._resolve, self._threads, seconds)
        if not judge_addresses(host, port, addresses, self._allowed).allowed:
            raise AddressRefusedError("not public")
        reader, writer = await self._connect_one(addresses[:MOST_TRIED], there, seconds)
        try:
            yield reader, writer
        finally:
            writer.transport.abort()

    async def _connect_one(
        self, addresses: Sequence[str], there: WebAddress, seconds: float
    ) -> Streams:
        """The first of some addresses that answers."""
        secure = there.scheme == "https"
        tls = {"ssl": self._trust, "server_hostname": there.host} if secure else {}
        trouble: OSError | None = None
        for address in addresses:
            try:
                async with asyncio.timeout(seconds):
                    return await self._connect(address, there.port, **tls)
            except ssl.SSLError as error:
                raise UnreachableError("not secure", type(error).__name__) from error
            except OSError as error:  # TimeoutError is one, too
                trouble = error
        why: Unreachable = "too slow" if isinstance(trouble, TimeoutError) else "no answer"
        raise UnreachableError(why, type(trouble).__name__) from trouble
