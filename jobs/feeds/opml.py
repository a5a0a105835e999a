"""Lists of feeds as readers exchange them (opml.org/spec2.opml). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from jobs.feeds.reading.charsets import decode
from jobs.feeds.reading.cleaning import check_tags, mend
from jobs.feeds.reading.extras import Element, parse_xml
from jobs.feeds.reading.texts import one_line, shorten
from jobs.feeds.trouble import NotAFeedError

MOST_FEEDS = 2_000
MOST_BYTES = 5_000_000
_DEEPEST = 30
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """One feed of a list. `groups`: the titles of the outlines around it, the outermost first."""

    url: str
    title: str = ""
    site: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedList:
    """A list of feeds in its order, each address once. `left_out`: how many were too many."""

    title: str
    feeds: tuple[ListedFeed, ...]
    left_out: int = 0


def read_opml(body: bytes) -> FeedList:
    """Return the feeds in a list, however deep; NotAFeedError where it is no such list.

    Addresses are as written there: whoever uses them asks the guard.
    """
    root = _read_root(body)
    found: dict[str, ListedFeed] = {}
    _collect(root.find("body"), (), found)
    title = root.findtext("head/title") or ""
    feeds = tuple(found.values())
    return FeedList(_plain(title), feeds[:MOST_FEEDS], max(0, len(feeds) - MOST_FEEDS))


def write_opml(title: str, feeds: Sequence[ListedFeed]) -> bytes:
    """Return a list of feeds as a document; feeds of one group stand together."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _plain(title)
    body = etree.SubElement(root, "body")
    made: dict[tuple[str, ...], Element] = {(): body}
    for feed in feeds:
        _write_feed(_group(made, feed.groups), feed)
    document: bytes = etree.tostring(
        root, encoding="utf-8", xml_declaration=True, pretty_print=True
    )
    return document


def _read_root(body: bytes) -> Element:
    if not body.strip():
        raise NotAFeedError("empty")
    if len(body) > MOST_BYTES:
        raise NotAFeedError("too odd")
    text = decode(body)
    start = text.find("<opml")
    if start < 0:
        raise NotAFeedError("something else")
    check_tags(text[start:])
    root = parse_xml(mend(text[start:]).encode("utf-8", "replace"))
    if root is None or root.tag != "opml":
        raise NotAFeedError("something else")
    return root


def _collect(outline: Element, groups: tuple[str, ...], found: dict[str, ListedFeed]) -> None:
    if outline is None or len(groups) > _DEEPEST:
        return
    for child in outline:
        if child.tag != "outline":
            continue
        given = {name.lower(): value for name, value in child.attrib.items()}
        title = _plain(given.get("title") or given.get("text") or "")
        url = given.get("xmlurl", "").strip()
        if url:
            site = given.get("htmlurl", "").strip()
            found.setdefault(url, ListedFeed(url, title, site, groups))
        _collect(child, (*groups, title) if title and not url else groups, found)


def _group(made: dict[tuple[str, ...], Element], groups: tuple[str, ...]) -> Element:
    if groups not in made:
        above = _group(made, groups[:-1])
        made[groups] = etree.SubElement(above, "outline", text=_plain(groups[-1]))
    return made[groups]


def _write_feed(above: Element, feed: ListedFeed) -> None:
    title = _plain(feed.title) or feed.url
    outline = etree.SubElement(above, "outline", type="rss", text=title, title=title)
    outline.set("xmlUrl", _plain(feed.url, len(feed.url)))
    if feed.site:
        outline.set("htmlUrl", _plain(feed.site, len(feed.site)))


def _plain(text: str, longest: int = _LONGEST) -> str:
    return shorten(one_line(text), longest)
