"""What fetching takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass

_FOR_GOOD = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an answer is taken: bytes on the wire and unpacked, seconds, redirects.

    `seconds` is for the whole, look-ups and redirects included; the others for one wait each.
    """

    wire_bytes: int = 5_000_000
    unpacked_bytes: int = 5_000_000
    seconds: float = 20.0
    connect_seconds: float = 5.0
    pause_seconds: float = 10.0
    redirects: int = 5


USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect that was followed: who redirected, and with which status."""

    url: str
    status: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, whatever its status.

    `url`: who gave it, after `hops`. `headers`: names in lower case, several of one name joined by
    ", "; values byte for byte as they came (latin-1). `body`: unpacked.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    hops: tuple[Hop, ...] = ()
    wire_bytes: int = 0

    @property
    def content_type(self) -> str:
        """The Content-Type header as it came, with its charset; empty where there is none."""
        return self.headers.get("content-type", "")

    @property
    def media_type(self) -> str:
        """Such as "text/html": the content type without its parameters, in lower case."""
        return self.content_type.partition(";")[0].strip().lower()

    @property
    def moved_to(self) -> str | None:
        """Where the document has moved for good (301, 308), before any passing redirect."""
        urls = [*(hop.url for hop in self.hops), self.url]
        for_good = [hop.status in _FOR_GOOD for hop in self.hops]
        steps = (*for_good, False).index(False)
        return urls[steps] if steps else None
