"""A network's merged list as an Atom document (RFC 4287). Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from jobs.digests.merged_list import MergedPost
from jobs.feeds.identity import canonical_link, without_tracking
from jobs.feeds.reading.extras import Element
from jobs.feeds.reading.texts import one_line
from storage.feed_records import Entry, Feed

ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"

_LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def write_atom(title: str, address: str, posts: Sequence[MergedPost]) -> bytes:
    """Return the document. `address`: of the list's page; the feed's is the same with ".atom".

    Ids follow from addresses alone: they stay as they are whoever serves the list, and a post has
    one id in whichever of its feeds it is shown.
    """
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    _add(feed, "id", _urn(address))
    _add(feed, "title", title)
    _add(feed, "updated", _moment(updated(posts)))
    _link(feed, "self", f"{address}.atom", TYPE)
    _link(feed, "alternate", address, "text/html")
    _person(feed, title)
    _add(feed, "generator", "Teapoint")
    for post in posts:
        _entry(feed, post)
    document: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return document


def updated(posts: Sequence[MergedPost]) -> datetime:
    """Return when anything of a list changed last."""
    moments = (max(post.updated, post.entry.first_seen_at) for post in posts)
    return max(moments, default=_LONG_AGO)


def _entry(feed: Element, post: MergedPost) -> None:
    entry = etree.SubElement(feed, f"{{{ATOM}}}entry")
    shown = post.entry
    _add(entry, "id", _id(shown))
    _add(entry, "title", shown.title or shown.link or post.blog)
    _add(entry, "updated", _moment(post.updated))
    _add(entry, "published", _moment(post.written))
    if shown.link:
        _link(entry, "alternate", without_tracking(shown.link), "text/html")
    _person(entry, shown.author or post.blog)
    # An entry without a link says something of what it is (RFC 4287, 4.1.1.1).
    if shown.summary or not shown.link:
        _add(entry, "summary", shown.summary or shown.title or post.blog)
    for topic in dict.fromkeys(map(_text, shown.categories)):
        etree.SubElement(entry, f"{{{ATOM}}}category", term=topic)
    _source(entry, post.feed, post)


def _source(entry: Element, feed: Feed, post: MergedPost) -> None:
    source = etree.SubElement(entry, f"{{{ATOM}}}source")
    _add(source, "id", feed.url)
    _add(source, "title", post.blog)
    _add(source, "updated", _moment(post.updated))
    _link(source, "self", feed.url)
    if feed.site:
        _link(source, "alternate", feed.site)


def _id(entry: Entry) -> str:
    return _urn(canonical_link(entry.link) if entry.link else f"{entry.feed_id} {entry.key}")


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def _person(parent: Element, name: str) -> None:
    _add(etree.SubElement(parent, f"{{{ATOM}}}author"), "name", name)


def _link(parent: Element, rel: str, href: str, type_: str = "") -> None:
    link = etree.SubElement(parent, f"{{{ATOM}}}link", rel=rel, href=_text(href))
    if type_:
        link.set("type", type_)


def _add(parent: Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = _text(text)


def _text(text: str) -> str:
    """Text as XML can hold it: control characters and lone surrogates are gone."""
    return one_line(text)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
