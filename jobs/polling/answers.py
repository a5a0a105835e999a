"""What came of asking one feed: an answer or an error, and what its body was read as. Pure."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from jobs.feeds.documents import Fetched
from jobs.feeds.records import ReadFeed
from jobs.feeds.trouble import (
    AddressRefusedError,
    CircularError,
    FetchError,
    GarbledError,
    NotAFeedError,
    ParseTimeoutError,
    ReadError,
    TooLargeError,
    UnreachableError,
)

Kind = Literal[
    "",
    "refused",
    "unreachable",
    "too large",
    "circular",
    "garbled",
    "status",
    "busy",
    "blocked",
    "not a feed",
    "too slow to read",
    "too hard to read",
    "broken here",
]
OK, UNCHANGED, GONE = 200, 304, 410
BUSY = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Answer:
    """What one check of a feed brought.

    `found`: who answered, or why nobody did. `read`: the feed in the body, or why there is none;
    None where nothing had to be read: no body of a feed came, or the same one as before.
    `body_hash`: of the body that came. `url`: the address at which it was asked.
    """

    found: Fetched | FetchError
    url: str
    read: ReadFeed | ReadError | None = None
    body_hash: str | None = None

    @property
    def feed(self) -> ReadFeed | None:
        """What was read now, if anything."""
        return self.read if isinstance(self.read, ReadFeed) else None

    @property
    def is_good(self) -> bool:
        """Whether the feed is as it should be: read now, or unchanged since it was read."""
        return isinstance(self.found, Fetched) and not name_trouble(self).kind

    @property
    def is_busy(self) -> bool:
        """Whether the website says that it is asked too much."""
        return isinstance(self.found, Fetched) and self.found.status in BUSY

    @property
    def is_gone(self) -> bool:
        """Whether the website says that there will be nothing any more."""
        return isinstance(self.found, Fetched) and self.found.status == GONE


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a feed, for people to be told; `why` is more of it, or a blank."""

    kind: Kind = ""
    why: str = ""


def hash_body(body: bytes) -> str:
    """Return what tells one body from another."""
    return hashlib.sha256(body).hexdigest()


def name_trouble(answer: Answer) -> Trouble:
    """Return what is wrong with an answer; no kind where nothing is."""
    if isinstance(answer.found, FetchError):
        return _of_fetching(answer.found)
    if answer.found.status not in (OK, UNCHANGED):
        return _of_status(answer.found)
    return _of_reading(answer.read) if isinstance(answer.read, ReadError) else Trouble()


def _of_fetching(error: FetchError) -> Trouble:
    match error:
        case AddressRefusedError():
            return Trouble("refused", error.why)
        case UnreachableError():
            return Trouble("unreachable", error.why)
        case TooLargeError():
            return Trouble("too large")
        case CircularError():
            return Trouble("circular")
        case GarbledError():
            return Trouble("garbled")
        case _:
            return Trouble("broken here")


def _of_status(found: Fetched) -> Trouble:
    if found.headers.get("cf-mitigated", "").strip().lower() == "challenge":
        return Trouble("blocked", str(found.status))
    return Trouble("busy" if found.status in BUSY else "status", str(found.status))


def _of_reading(error: ReadError) -> Trouble:
    match error:
        case NotAFeedError():
            return Trouble("blocked" if error.kind == "blocked" else "not a feed", error.kind)
        case ParseTimeoutError():
            return Trouble("too slow to read")
        case _:
            return Trouble("too hard to read")
