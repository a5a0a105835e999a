"""What the fast parser leaves out or makes up, read from the document where there is any of it.

That is: titles in XHTML or after another title, `xml:base`, links among links of other kinds, the
feed that a planet took a post from, second authors, and ids and dates: it gives a post without an
id its link, reads some dates wrongly, and takes a missing one from wherever there are numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeAlias
from urllib.parse import urljoin

from lxml import etree

from jobs.feeds.reading.cleaning import ITEM
from jobs.feeds.reading.dates import is_usual
from jobs.feeds.reading.raw_records import RawEntry, RawFeed

Element: TypeAlias = Any
"""lxml says nothing of its types."""

_ATOM = "{http://www.w3.org/2005/Atom}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ITEMS = frozenset({"item", "entry"})
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_MARKS = ("xml:base", "xhtml", "<source", ":source", ":origLink")
_ID = re.compile(r"<(?:[\w.-]{1,40}:)?(?:guid|id)(?=[\s>])")
_OTHER_LINK = re.compile(
    r"<(?:itunes:title|media:title|(?!link)[\w.-]{1,40}:link\b"
    r"|link[^<>]{0,500}\srel=[\"'](?:self|enclosure|edit|related|via|http:))"
)
_DATE = re.compile(
    r"<(?:\w{1,40}:)?(?:pubDate|published|updated|date|issued|modified|created)"
    r"(?:\s[^<>]{0,200})?>([^<]{0,200})<"
)
_DATES = ("pubDate", "published", "issued", "date", "created", "updated", "modified")
"""In the order in which they are taken for the day of a post."""


def add_extras(feed: RawFeed, markup: str, xml: bytes) -> RawFeed:
    """Return the feed with what was left out of it, if its document can be read for that."""
    if not _has_any(feed, markup):
        return feed
    root = parse_xml(xml)
    if root is None:
        return feed
    items = [element for element in _elements(root) if _name(element) in _ITEMS]
    named = replace(feed, base=_base(root), title=_feed_title(root) or feed.title)
    if len(items) != len(feed.entries):
        return named
    pairs = zip(feed.entries, items, strict=True)
    return replace(named, entries=tuple(_add(entry, item) for entry, item in pairs))


def parse_xml(xml: bytes) -> Element:
    """Return the root of a document read leniently, or None; nothing is loaded or expanded."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _has_any(feed: RawFeed, markup: str) -> bool:
    if any(mark in markup for mark in _MARKS):
        return True
    first = ITEM.search(markup)
    items = markup[first.start() :] if first else markup
    count = len(feed.entries)
    if len(_ID.findall(items)) < count or _OTHER_LINK.search(items):
        return True
    if items.count("<author>") > count or items.count("<dc:creator") > count:
        return True
    return not _has_usual_dates(items, count)


def _has_usual_dates(items: str, count: int) -> bool:
    dates = _DATE.findall(items)
    return len(dates) >= count and all(is_usual(date) for date in set(dates))


def _feed_title(root: Element) -> str:
    """The title in XHTML of a feed: its root's, or its channel's."""
    heads = (root, *(child for child in root if _name(child) == "channel"))
    return next((title for title in map(_xhtml_title, heads) if title), "")


def _add(entry: RawEntry, item: Element) -> RawEntry:
    source = _child(item, "source")
    return replace(
        entry,
        id=_id(item),
        title=_xhtml_title(item) or _own_title(item) or entry.title,
        link=_link(item) or entry.link,
        date=_date(item),
        authors=_authors(item) or entry.authors,
        base=_bases(item),
        source_title=_source_title(source),
        source_link=_source_link(source),
    )


def _id(item: Element) -> str:
    """RSS 2.0 has a guid, Atom an id, RSS 1.0 says what a post is about."""
    found = _child(item, "guid"), _child(item, "id")
    return next((_words(child) for child in found if _words(child)), item.get(_ABOUT) or "")


def _own_title(item: Element) -> str:
    """Where modules have titles too (of a picture, of a recording), the post's own."""
    titles = [child for child in item if _name(child) == "title"]
    own = [title for title in titles if _space(title) == _space(item)] if titles[1:] else []
    return next((_words(title) for title in own if _words(title)), "")


def _link(item: Element) -> str:
    """The link to a post for reading, before those to the document itself or its recording."""
    links = [child for child in item if _name(child) == "link"]
    original = _words(_child(item, "origLink"))
    plain = [_words(link) for link in links if link.get("href") is None]
    kinds = {_kind(link): link.get("href") for link in reversed(links) if link.get("href")}
    found = (original, *plain, kinds.get("alternate"), kinds.get("self"))
    return next((link for link in found if link), "")


def _kind(link: Element) -> str:
    return str(link.get("rel") or "alternate").rpartition("/")[2]


def _space(element: Element) -> str:
    """The namespace, or the prefix of one that nobody declared."""
    return re.split("[}:](?=[^}:]*$)", element.tag)[0] if re.search("[}:]", element.tag) else ""


def _elements(root: Element) -> Iterator[Element]:
    return iter(root.iter(etree.Element))


def _name(element: Element) -> str:
    """The local name, of a prefix that nobody declared too."""
    return re.split("[}:]", element.tag)[-1] if isinstance(element.tag, str) else ""


def _child(element: Element, name: str) -> Element:
    return next((child for child in element if _name(child) == name), None)


def _words(element: Element) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""


def _xhtml_title(element: Element) -> str:
    """The words of a title with elements inside, written so that they are read as text again."""
    title = next((child for child in element if _name(child) == "title"), None)
    if title is None or not len(title):
        return ""
    return _words(title).replace("&", "&amp;").replace("<", "&lt;")


def _date(item: Element) -> str:
    found = {_name(child): _words(child) for child in reversed(item) if _name(child) in _DATES}
    return next((found[name] for name in _DATES if found.get(name)), "")


def _authors(item: Element) -> tuple[str, ...]:
    creators = [_words(child) for child in item if child.tag == f"{_DC}creator"]
    persons = [child for child in item if child.tag == f"{_ATOM}author"]
    names = [_words(_child(person, "name")) for person in persons]
    return tuple(name for name in (*creators, *names) if name)


def _base(element: Element) -> str:
    return str(element.get(_BASE) or "")


def _bases(item: Element) -> str:
    """Bases from the root down to the post, each relative to the one above."""
    base = ""
    for element in (*reversed(list(item.iterancestors())), item):
        base = _join(base, _base(element))
    link = _child(item, "link")
    return base if link is None else _join(base, _base(link))


def _join(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:
        return base


def _source_title(source: Element) -> str:
    if source is None:
        return ""
    return _words(_child(source, "title")) or (source.text or "").strip()


def _source_link(source: Element) -> str:
    """RSS: the address of the feed; Atom: its home page, or itself."""
    if source is None:
        return ""
    links = {link.get("rel") or "alternate": link.get("href") for link in _links(source)}
    found = source.get("url") or links.get("alternate") or links.get("self")
    return str(found or _words(_child(source, "id")))


def _links(source: Element) -> list[Element]:
    return [child for child in source if _name(child) == "link"]
