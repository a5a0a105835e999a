"""Drops a connection without an answer, and notices when the other side has left."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class Severed(Response):
    """No answer at all: the connection is already gone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send nothing."""


async def sever(request: Request) -> Response:
    """Cut the connection under a request.

    uvicorn's `receive` belongs to the request's cycle, which holds the transport. Where there is
    none (a client in the same process) ConnectionResetError is what the caller meets.
    """
    transport = getattr(getattr(request.receive, "__self__", None), "transport", None)
    if transport is None:
        raise ConnectionResetError("The playground dropped the connection on purpose.")
    transport.abort()
    # The loop tells uvicorn of the loss in its next turn; only then may we end without an answer.
    await wait_for_departure(request, 5.0)
    return Severed()


async def wait_for_departure(request: Request, longest: float) -> None:
    """Wait until the client has gone, at most so many seconds."""
    try:
        async with asyncio.timeout(longest):
            while (await request.receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return
