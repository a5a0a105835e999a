"""One GET and its answer over one connection, by h11.

A client for the general case costs three times the processor time per answer of "nothing new", and
nearly every answer that a reader of feeds gets is one. What is read before an answer begins is
bounded here; what its body may hold, by whoever reads it.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import h11

from jobs.feeds.connecting import Streams
from jobs.feeds.trouble import UnreachableError

MOST_HEAD_BYTES = 64 * 1024
MOST_INTERIM_ANSWERS = 10
_AT_ONCE = 64 * 1024


class Exchange:
    """Asks once. Raises TimeoutError after a pause, UnreachableError where the answer breaks."""

    def __init__(self, streams: Streams, pause_seconds: float) -> None:
        self._reader, self._writer = streams
        self._pause = pause_seconds
        self._talk = h11.Connection(h11.CLIENT, max_incomplete_event_size=MOST_HEAD_BYTES)
        self.status = 0
        self.headers: dict[str, str] = {}

    async def ask(self, target: str, headers: Mapping[str, str]) -> None:
        """Send a request, and read status and headers of the answer."""
        given = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        with _broken_told():
            request = self._talk.send(h11.Request(method="GET", target=target, headers=given))
            self._writer.write((request or b"") + (self._talk.send(h11.EndOfMessage()) or b""))
            async with asyncio.timeout(self._pause):
                await self._writer.drain()
        answer = await self._read_answer()
        self.status = answer.status_code
        self.headers = _gather(answer.headers)

    async def read_piece(self) -> bytes | None:
        """Return the next piece of the body as it comes, packed as it is; None after the last."""
        event = await self._next_event()
        return bytes(event.data) if isinstance(event, h11.Data) else None

    async def _read_answer(self) -> h11.Response:
        for _ in range(MOST_INTERIM_ANSWERS):
            event = await self._next_event()
            if isinstance(event, h11.Response):
                return event
        raise UnreachableError("no answer", "interim answers only")

    async def _next_event(self) -> object:
        with _broken_told():
            while (event := self._talk.next_event()) is h11.NEED_DATA:
                async with asyncio.timeout(self._pause):
                    self._talk.receive_data(await self._reader.read(_AT_ONCE))
        return event


@contextmanager
def _broken_told() -> Iterator[None]:
    try:
        yield
    except TimeoutError:  # an OSError, and another matter
        raise
    except (OSError, h11.ProtocolError) as error:
        raise UnreachableError("no answer", type(error).__name__) from error


def _gather(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Names are lower case already; what came several times is joined, as RFC 9110 allows."""
    found: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found
