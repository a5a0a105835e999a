"""Connections that lead to public addresses only: looked up once, judged, and then held to.

The check sits where httpcore opens a connection, so nothing goes round it: the address that was
judged is the one connected to, whatever the name says a moment later. The Host header, the name
asked for in TLS and the certificate stay the host's, which httpcore takes from the request.
"""

import asyncio
import socket
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor

import httpcore

from jobs.feeds.addresses import read_address
from jobs.feeds.guard import AllowedHosts, Verdict, judge_addresses, judge_url, read_url
from jobs.feeds.trouble import AddressRefusedError, UnreachableError

Resolve = Callable[[str, int], Sequence[str]]
"""Host and port to addresses; blocks; OSError where there are none."""

LOOK_UP_SECONDS = 5.0
MOST_TRIED = 3
_SocketOption = (
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
)


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


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Opens connections for httpcore; AddressRefusedError, UnreachableError, httpcore's own."""

    def __init__(
        self,
        allowed: AllowedHosts,
        resolve: Resolve,
        threads: Executor | None = None,
        network: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        """`network`: what opens the connections that may be opened."""
        self._allowed, self._resolve, self._threads = allowed, resolve, threads
        self._network = network or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (the signature is httpcore's)
        local_address: str | None = None,
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of a host that answers, if every one may be asked."""
        addresses = await look_up(host, port, self._resolve, self._threads, timeout)
        if not judge_addresses(host, port, addresses, self._allowed).allowed:
            raise AddressRefusedError("not public")
        trouble: Exception = httpcore.ConnectError("no address")
        for address in addresses[:MOST_TRIED]:
            try:
                return await self._network.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
        raise trouble

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 (the signature is httpcore's)
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """AddressRefusedError: nobody outside has one."""
        raise AddressRefusedError("not public")

    async def sleep(self, seconds: float) -> None:
        """Wait between two tries of a connection."""
        await asyncio.sleep(seconds)
