"""A network's published list for those outside chat: an Atom feed, an OPML of its sources, a page.

Of public networks alone, and without anything of a member.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.pages.atom import TYPE, updated, write_atom
from bot.pages.links import Links
from bot.pages.list_pace import ListPace
from bot.pages.place import place_of
from bot.pages.plain import say_plainly
from bot.wording import pages
from bot.wording.digests import published
from jobs.aside import Aside
from jobs.digests.merged_list import MergedList, merge
from jobs.digests.versions import title_of
from jobs.feeds.opml import ListedFeed, write_opml
from storage.errors import StorageError
from storage.transaction import Transaction
from storage.types import Network

MAX_AGE = 900
"""Seconds for which a reader, or what stands between, may keep what it was given."""

_CODE_LETTERS = frozenset("0123456789abcdef")
_CODE_LENGTH = 16
_HEADERS = {
    "Cache-Control": f"public, max-age={MAX_AGE}",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Published:
    """What a network publishes now, and where."""

    network: Network
    merged: MergedList
    address: str


class PublishedLists:
    """Serves `/feeds/<code>`, `.atom` and `.opml`.

    404: no code of ours could be so; 410: the list is not published, or not any more.
    """

    def __init__(self, aside: Aside, links: Links, pace: ListPace | None = None) -> None:
        self._aside = aside
        self._links = links
        self._pace = pace or ListPace()

    def routes(self) -> list[Route]:
        """Return what the world may open."""
        return [
            Route("/feeds/{code}.atom", self._serve(_atom), methods=["GET"]),
            Route("/feeds/{code}.opml", self._serve(_opml), methods=["GET"]),
            Route("/feeds/{code}", self._serve(_page), methods=["GET"]),
        ]

    def _serve(self, answer: Callable[[Published], Response]) -> Callable[..., object]:
        async def serve(request: Request) -> Response:
            found = await self._find(request)
            if isinstance(found, Response):
                return found
            return _unless_known(request, answer(found), updated(found.merged.posts))

        return serve

    async def _find(self, request: Request) -> Published | Response:
        if not self._pace.may_read(place_of(request)):
            answer = say_plainly(published.too_often(), 429)
            answer.headers["Retry-After"] = "60"
            return answer
        code = request.path_params["code"]
        if len(code) != _CODE_LENGTH or not _CODE_LETTERS.issuperset(code):
            return say_plainly(pages.unknown_link(), 404)
        try:
            found = await self._aside.read(lambda tx: self._look(tx, code))
        except StorageError:
            return say_plainly(published.trouble(), 503)
        return found or say_plainly(published.no_longer(), 410)

    def _look(self, tx: Transaction, code: str) -> Published | None:
        network_id = tx.publishing.find(code)
        if network_id is None:
            return None
        network = tx.networks.get(network_id)
        return Published(network, merge(tx, network_id), self._links.published(code))


def _atom(found: Published) -> Response:
    title = published.title(found.network)
    document = write_atom(title, found.address, found.merged.posts)
    return Response(document, media_type=f"{TYPE}; charset=utf-8", headers=_HEADERS)


def _opml(found: Published) -> Response:
    sources = [ListedFeed(one.url, title_of(one), one.site) for one in found.merged.sources]
    document = write_opml(published.title(found.network), sources)
    return Response(document, media_type="text/x-opml; charset=utf-8", headers=_HEADERS)


def _page(found: Published) -> Response:
    words, parts = published.page(found.network, found.merged, found.address)
    answer = say_plainly(words, 200, parts, feed=f"{found.address}.atom")
    answer.headers["Cache-Control"] = _HEADERS["Cache-Control"]
    return answer


def _unless_known(request: Request, answer: Response, changed: datetime) -> Response:
    """304 for a reader who has this already (RFC 9110, 13.2.2): the tag counts before the date."""
    tag = f'"{hashlib.sha256(bytes(answer.body)).hexdigest()[:32]}"'
    answer.headers["ETag"] = tag
    answer.headers["Last-Modified"] = format_datetime(changed.astimezone(UTC), usegmt=True)
    if not _knows(request, tag, changed):
        return answer
    kept = ("Cache-Control", "ETag", "Last-Modified")
    return Response(status_code=304, headers={name: answer.headers[name] for name in kept})


def _knows(request: Request, tag: str, changed: datetime) -> bool:
    tags = request.headers.get("if-none-match")
    if tags is not None:
        given = {one.strip().removeprefix("W/") for one in tags.split(",")}
        return tag in given or "*" in given
    since = request.headers.get("if-modified-since", "")
    try:
        return parsedate_to_datetime(since) >= changed.replace(microsecond=0)
    except (TypeError, ValueError):  # no date at all, or one without a zone
        return False
