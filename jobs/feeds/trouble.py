"""What fetching and reading raise; the errors of the libraries below never cross this line.

FetchError
├── AddressRefusedError   we do not ask there: the address itself is not allowed. For good
├── UnreachableError      no whole answer came. Worth another try
├── TooLargeError         the answer is larger than allowed
├── CircularError         it redirects again and again
└── GarbledError          what came is not what it says it is

An answer such as 404 or 503 is no error: it has a status, and headers that say what to do.

ReadError
├── WrongStatusError      the website answers, but not with the document
├── NotAFeedError         what came is something else; its kind says what
├── ParseTimeoutError     reading took too long, and was stopped
└── ParseCrashedError     reading needed too much memory, or broke the process that did it
"""

from typing import Literal

Refusal = Literal[
    "not a web address",
    "credentials",
    "odd characters",
    "odd host",
    "too long",
    "port",
    "not public",
    "downgrade",
]
Unreachable = Literal["not found", "no answer", "too slow", "not secure"]


class FetchError(Exception):
    """Base of what goes wrong with a document that was asked for."""


class AddressRefusedError(FetchError):
    """We do not ask there; `why` is for people, and says nothing of what is inside."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why: Refusal = why


class UnreachableError(FetchError):
    """No whole answer came: the name, the connection, its encryption or the time gave out."""

    def __init__(self, why: Unreachable, detail: str = "") -> None:
        super().__init__(why, detail)
        self.why: Unreachable = why


class TooLargeError(FetchError):
    """The answer is larger than allowed, on the wire or unpacked."""


class CircularError(FetchError):
    """It redirects more often than we follow."""


class GarbledError(FetchError):
    """The answer is packed in a way that we did not ask for, or cannot be unpacked."""


NotAFeed = Literal["empty", "web page", "blocked", "list of feeds", "too odd", "something else"]
"""What it is instead. "blocked": a page that keeps robots out. "too odd": it is written in a way
that no feed is, such as with a tag of 64 KB, and we do not go on."""


class ReadError(Exception):
    """Base of what goes wrong with a document that should be a feed, or a list of feeds."""


class NotAFeedError(ReadError):
    """What came is no feed."""

    def __init__(self, kind: NotAFeed) -> None:
        super().__init__(kind)
        self.kind: NotAFeed = kind


class WrongStatusError(ReadError):
    """The website answers, but not with the document: `status`, as of HTTP."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class ParseTimeoutError(ReadError):
    """Reading took too long, and was stopped."""


class ParseCrashedError(ReadError):
    """Reading needed too much memory, or broke the process that did it."""
