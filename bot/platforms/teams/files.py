"""Reading a file that somebody sent in their chat with the bot: from where Teams says it is.

The address carries its own right to be read, for minutes; no token of ours goes there. It is
fetched through the guard, as everything from the web is.
"""

from typing import Protocol

from bot.platforms.teams.trust import is_safe
from jobs.delivery.files import MOST_BYTES, NotFetched, NotFetchedError
from jobs.feeds.documents import Fetched, Limits
from jobs.feeds.trouble import FetchError, TooLargeError, UnreachableError

_LIMITS = Limits(wire_bytes=MOST_BYTES, unpacked_bytes=MOST_BYTES)


class Fetch(Protocol):
    """Fetches one document, guarded."""

    async def __call__(self, url: str, *, limits: Limits) -> Fetched: ...


async def fetch_file(fetch: Fetch, address: str) -> bytes:
    """Return the file's bytes; NotFetchedError."""
    if not is_safe(address, loopback=True):  # whether this machine may be reached, the guard says
        raise NotFetchedError("not allowed", "an unsafe address")
    try:
        found = await fetch(address, limits=_LIMITS)
    except TooLargeError as error:
        raise NotFetchedError("too large") from error
    except UnreachableError as error:
        raise NotFetchedError("later", type(error).__name__) from error
    except FetchError as error:
        raise NotFetchedError("not allowed", type(error).__name__) from error
    if found.status != 200:
        raise NotFetchedError(_meaning(found.status), str(found.status))
    return found.body


def _meaning(status: int) -> NotFetched:
    if status in (404, 410):
        return "gone"
    return "later" if status == 429 or status >= 500 else "not allowed"
