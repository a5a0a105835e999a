"""A fetcher and a website that it may reach, for tests of fetching."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from jobs.feeds.documents import Fetched, Limits
from jobs.feeds.fetch import Fetcher
from tests.support.hostile_web import Route, Web, open_web

SMALL = Limits(wire_bytes=200_000, unpacked_bytes=200_000, seconds=5.0)
BRIEF = Limits(seconds=0.5, connect_seconds=0.2, pause_seconds=0.2)


@asynccontextmanager
async def open_site(routes: Mapping[str, Route]) -> AsyncIterator[tuple[Web, Fetcher]]:
    """A website that the operator allows, and a fetcher that fetches one document at a time."""
    async with (
        open_web(routes) as web,
        Fetcher({("127.0.0.1", web.port)}, most=1) as fetcher,
    ):
        yield web, fetcher


async def fetch_once(route: Route, limits: Limits = SMALL) -> Fetched:
    async with open_site({"/": route}) as (web, fetcher):
        return await fetcher.fetch_document(web.url(), limits=limits)


@dataclass(slots=True)
class Names:
    """Answers look-ups from a list, the last again and again, and counts them."""

    answers: list[Sequence[str]]
    asked: int = field(default=0)

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked += 1
        return self.answers[min(self.asked, len(self.answers)) - 1]
