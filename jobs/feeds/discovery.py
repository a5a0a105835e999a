"""The feeds of a home page, in the order in which they are looked for.

The address itself; what the page declares; the paths of its platform; a few usual paths. Feeds of
comments are left out. Which addresses may be asked is not decided here: the guard is in `Fetch`.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from jobs.feeds.documents import Fetched
from jobs.feeds.identity import canonical_link
from jobs.feeds.reading.links import absolute_link
from jobs.feeds.reading.texts import plain
from jobs.feeds.records import ReadFeed
from jobs.feeds.trouble import (
    AddressRefusedError,
    FetchError,
    NotAFeedError,
    ReadError,
    WrongStatusError,
)

How = Literal["declared", "platform", "usual"]
Fetch = Callable[[str], Awaitable[Fetched]]
"""One document through the guard; FetchError."""

LONGEST_HEAD = 100_000
_MOST_DECLARED = 8
_FEED_TYPES = frozenset(
    (
        *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml"),
        *("application/feed+json", "application/json", "text/xml", "application/x-rss+xml"),
    )
)
_COMMENTS = re.compile(r"\bcomments? (?:feed|on|for|rss|atom)\b|\bcomments$|^comments\b", re.I)
_COMMENTS_PATH = re.compile(r"/comments/|/comments?(?:[./]|$)|comments?[-_]?(?:rss|feed)", re.I)
_NOT_A_FEED_PATH = re.compile(r"/wp-json/|/oembed", re.IGNORECASE)
_USUAL = (
    *("feed/", "feed.xml", "atom.xml", "rss.xml", "index.xml"),
    *("rss/", "feed.json", "index.rss", "feed.atom", "rss/feed.xml"),
)
_MEDIUM = re.compile(r"/(@[\w.-]+|[\w-]+)", re.ASCII)
_PORT = re.compile(r"[^/?#]*:[0-9]+(?:[/?#]|$)")
_SCHEME = re.compile(r"(?:feed:(?://)?)?(https?://)?(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class FoundLink:
    """An address where there may be a feed, as absolute link."""

    url: str
    title: str
    how: How


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was read. `url`: where it is for good. `title`: its own, else the page's.

    `document`: what it was read from.
    """

    url: str
    title: str
    feed: ReadFeed
    document: Fetched


class Reader(Protocol):
    """Who reads what was fetched; `ParseWorkers` in earnest."""

    async def parse(self, body: bytes, content_type: str, url: str) -> ReadFeed:
        """Return the feed in a document; ReadError."""
        ...

    async def find_links(self, body: bytes, content_type: str, url: str) -> list[FoundLink]:
        """Return where the feeds of a page may be; ReadError."""
        ...


async def discover(address: str, fetch: Fetch, reader: Reader) -> tuple[FoundFeed, ...]:
    """Return the feeds at an address, or of the page there, one at least.

    FetchError and WrongStatusError: of the address itself. NotAFeedError: there is a page, and no
    feed of it was found; its kind says what the page is.
    """
    page, url = await _fetch_page(address, fetch)
    try:
        feed = await reader.parse(page.body, page.content_type, page.url)
    except NotAFeedError as error:
        if error.kind != "web page":
            raise
        return await _follow_page(page, fetch, reader)
    return (FoundFeed(url, feed.title, feed, page),)


def discover_links(html: str, url: str) -> list[FoundLink]:
    """Return where the feeds of a page may be, the likeliest first, each once. Pure.

    None where `url` is no web address itself.
    """
    if not absolute_link(url):
        return []
    head = html[:LONGEST_HEAD]
    tree = LexborHTMLParser(head)
    links = [
        *_declared(tree, _base_of(tree, url)),
        *(FoundLink(link, "", "platform") for link in _platform_paths(head, url)),
        *(FoundLink(link, "", "usual") for link in _usual_paths(url)),
    ]
    kept: dict[str, FoundLink] = {}
    for link in links:
        if link.url:
            kept.setdefault(canonical_link(link.url), link)
    return list(kept.values())


def addresses_to_try(address: str) -> tuple[str, ...]:
    """Return what somebody may have meant: https first, http only where that fails.

    An http address that names a port means that port, which speaks one of the two.
    """
    parts = _SCHEME.fullmatch(address.strip())
    scheme, rest = (parts[1] or "", parts[2]) if parts else ("", address)
    if scheme.lower() == "https://" or "://" in rest or not rest or (scheme and _PORT.match(rest)):
        return (scheme + rest,)
    return (f"https://{rest}", f"http://{rest}")


async def _fetch_page(address: str, fetch: Fetch) -> tuple[Fetched, str]:
    """A page and where it is for good; of http and https, the first that works."""
    *first, last = addresses_to_try(address)
    for url in first:
        try:
            return await _fetch(url, fetch)
        except AddressRefusedError:
            raise
        except (FetchError, WrongStatusError):
            continue
    return await _fetch(last, fetch)


async def _fetch(url: str, fetch: Fetch) -> tuple[Fetched, str]:
    found = await fetch(url)
    check_answer(found)
    return found, found.moved_to or url


def check_answer(found: Fetched) -> None:
    """NotAFeedError where robots are kept out, WrongStatusError for another answer than 200."""
    if found.headers.get("cf-mitigated") == "challenge":
        raise NotAFeedError("blocked")
    if found.status != 200:
        raise WrongStatusError(found.status)


async def _follow_page(page: Fetched, fetch: Fetch, reader: Reader) -> tuple[FoundFeed, ...]:
    links = await reader.find_links(page.body, page.content_type, page.url)
    declared = [link for link in links if link.how == "declared"][:_MOST_DECLARED]
    tried = [await _try(link, fetch, reader) for link in declared]
    found = _without_copies(feed for feed in tried if feed is not None)
    if found:
        return found
    for link in links:
        feed = await _try(link, fetch, reader) if link.how != "declared" else None
        if feed is not None:
            return (feed,)
    raise NotAFeedError("web page")


async def _try(link: FoundLink, fetch: Fetch, reader: Reader) -> FoundFeed | None:
    """The feed at a link; a guess that redirects is none: many sites send all to one page."""
    try:
        found, url = await _fetch(link.url, fetch)
        if link.how == "usual" and found.hops:
            return None
        feed = await reader.parse(found.body, found.content_type, found.url)
    except (FetchError, ReadError):
        return None
    return FoundFeed(url, feed.title or link.title, feed, found)


def _without_copies(feeds: Iterable[FoundFeed]) -> tuple[FoundFeed, ...]:
    """Feeds with posts of their own: the same ones as RSS and as Atom are one feed."""
    kept: dict[object, FoundFeed] = {}
    for found in feeds:
        links = frozenset(canonical_link(entry.link) for entry in found.feed.entries if entry.link)
        kept.setdefault(links or found.url, found)
    return tuple(kept.values())


def _base_of(tree: LexborHTMLParser, url: str) -> str:
    base = tree.css_first("base[href]")
    return absolute_link((base.attributes.get("href") if base else "") or url, url) or url


def _declared(tree: LexborHTMLParser, base: str) -> Iterator[FoundLink]:
    for node in tree.css("link[rel~=alternate i][type][href]"):
        given = node.attributes
        kind = (given.get("type") or "").partition(";")[0].strip().lower()
        url, title = absolute_link(given.get("href") or "", base), plain(given.get("title") or "")
        if kind in _FEED_TYPES and url and not _is_aside(url, title):
            yield FoundLink(url, title, "declared")


def _is_aside(url: str, title: str) -> bool:
    path = urlsplit(url).path
    is_comments = _COMMENTS.search(title) or _COMMENTS_PATH.search(path)
    return bool(is_comments or _NOT_A_FEED_PATH.search(path))


def _platform_paths(head: str, url: str) -> Iterator[str]:
    """Where platforms have the feed of a blog, by the host's name or marks in the page."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    path = urlsplit(url).path
    if host == "medium.com":
        writer = _MEDIUM.match(path)
        return iter([f"https://medium.com/feed/{writer[1]}"] if writer else [])
    if host.endswith(".medium.com"):
        return iter([urljoin(url, "/feed")])
    if ".blogspot." in f".{host}" or "blogger.com" in head:
        return iter([urljoin(url, "/feeds/posts/default")])
    if host.endswith(".substack.com") or "substackcdn.com" in head:
        return iter([urljoin(url, "/feed")])
    if host.endswith((".wordpress.com", ".blog.gov.uk")) or "/wp-content/" in head:
        return iter(dict.fromkeys([urljoin(_folder(url), "feed/"), urljoin(url, "/feed/")]))
    return iter(())


def _usual_paths(url: str) -> Sequence[str]:
    """Beside the page, and at the root of its host."""
    folders = dict.fromkeys((_folder(url), urljoin(url, "/")))
    return [urljoin(folder, path) for path in _USUAL for folder in folders]


def _folder(url: str) -> str:
    """The address of a page as a folder: a last part with an ending is a file in one."""
    parts = urlsplit(url)
    last = parts.path.rpartition("/")[2]
    path = parts.path if not last else parts.path[: -len(last)] if "." in last else f"{parts.path}/"
    return f"{parts.scheme}://{parts.netloc}{path or '/'}"
