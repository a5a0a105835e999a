"""One feed asked: with its validators, safely first, and read where it is not as it was."""

from collections.abc import Awaitable, Mapping
from dataclasses import replace
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

from jobs.feeds.documents import USUAL, Fetched, Limits
from jobs.feeds.parsing import READER
from jobs.feeds.records import ReadFeed
from jobs.feeds.trouble import FetchError, ReadError
from jobs.polling.answers import BUSY, OK, Answer, hash_body
from jobs.polling.hosts import Gate, platform_of
from storage.feed_records import Feed

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.5"
)


class Fetch(Protocol):
    """As `Fetcher.fetch_document`."""

    def __call__(
        self, url: str, *, limits: Limits = USUAL, headers: Mapping[str, str] | None = None
    ) -> Awaitable[Fetched]: ...


class Parse(Protocol):
    """As `ParseWorkers.parse`."""

    def __call__(self, body: bytes, content_type: str, url: str) -> Awaitable[ReadFeed]: ...


class Asker:
    """Asks one feed at a time, or several at once, each website through its gate.

    `agent`: who we are; how many digests follow the feed is added.
    """

    def __init__(self, fetch: Fetch, parse: Parse, gate: Gate, agent: str) -> None:
        self._fetch, self._parse, self._gate, self._agent = fetch, parse, gate, agent

    async def ask(self, feed: Feed, subscribers: int, since: float) -> Answer:
        """Return what a feed says now, or why it says nothing; HostHeldError as the gate.

        One that was never read by its http address, or not lately, is tried by https first.
        """
        safe = safe_twin(feed.url)
        if safe and (feed.read_at is None or feed.failures):
            answer = await self._ask_at(safe, feed, subscribers, since)
            if answer.is_good or answer.is_busy:
                return answer
        return await self._ask_at(feed.url, feed, subscribers, since)

    async def _ask_at(self, url: str, feed: Feed, subscribers: int, since: float) -> Answer:
        headers = _headers(url, feed, self._agent, subscribers)
        try:
            async with self._gate.turn(platform_of(url), since):
                found = await self._fetch(url, headers=headers)
                if found.status in BUSY:
                    self._gate.hold(platform_of(url))
        except FetchError as error:
            return Answer(error, url)
        return await self._read(Answer(found, url), found, feed)

    async def _read(self, answer: Answer, found: Fetched, feed: Feed) -> Answer:
        """Read a body that is not the one of last time."""
        if found.status != OK:
            return answer
        answer = replace(answer, body_hash=hash_body(found.body))
        if answer.body_hash == feed.body_hash and feed.reader == READER:
            return answer
        try:
            read = await self._parse(found.body, found.content_type, found.url)
        except ReadError as error:
            return replace(answer, read=error)
        return replace(answer, read=read)


def safe_twin(url: str) -> str | None:
    """Return the https address of an http one; None for what is safe, or names a port itself."""
    parts = urlsplit(url)
    if parts.scheme.lower() != "http" or parts.port is not None:
        return None
    return urlunsplit(parts._replace(scheme="https"))


def _headers(url: str, feed: Feed, agent: str, subscribers: int) -> dict[str, str]:
    """What is asked; validators only where what they stand for was read as it is read today."""
    many = "1 subscriber" if subscribers == 1 else f"{subscribers} subscribers"
    headers = {"accept": ACCEPT, "user-agent": f"{agent.removesuffix(')')}; {many})"}
    if url == feed.url and feed.reader == READER and feed.body_hash:
        given = {"if-none-match": feed.etag, "if-modified-since": feed.modified}
        headers |= {name: value for name, value in given.items() if value}
    return headers
