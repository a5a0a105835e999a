"""What the page sends, and the changes that it follows."""

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import StreamingResponse

from bot.playground.common.given import Json
from bot.playground.common.page_errors import PageError
from bot.playground.common.watch import Watchers

PING_SECONDS = 15.0


def follow(watchers: Watchers, person: str) -> StreamingResponse:
    """Answer with server-sent events of what changes for one person, until the server stops."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    stream = _stream(watchers, person)
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def read_body(request: Request) -> Json:
    """Return the JSON object that the page sent; PageError where it is none."""
    try:
        body = await request.json()
    except ValueError:
        raise PageError("The page sent something that is not JSON.") from None
    if not isinstance(body, dict):
        raise PageError("The page sent something that is not a JSON object.")
    return body


async def _stream(watchers: Watchers, person: str) -> AsyncIterator[str]:
    with watchers.watching(person) as queue:
        yield ": welcome\n\n"
        while True:
            try:
                change = await asyncio.wait_for(queue.get(), PING_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if change is None:
                return
            yield f"data: {json.dumps(change)}\n\n"
