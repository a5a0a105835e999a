"""The fast parser: nearly every feed is read by it alone."""

from collections.abc import Mapping
from typing import Any

import fastfeedparser

from jobs.feeds.reading.cleaning import Document
from jobs.feeds.reading.extras import add_extras
from jobs.feeds.reading.library_errors import LIBRARY_ERRORS
from jobs.feeds.reading.raw_records import RawEntry, RawFeed

_Fields = Mapping[str, Any]


def parse_fast(document: Document) -> RawFeed | None:
    """Return what the fast parser makes of a document; None where that is nothing."""
    xml = document.text.encode("utf-8", errors="replace")
    try:
        found: _Fields = fastfeedparser.parse(xml, include_media=False, include_enclosures=False)
    except LIBRARY_ERRORS:
        return None
    if not found.get("entries") and document.found:
        return None
    return add_extras(_as_feed(found), document.markup, xml)


def _as_feed(found: _Fields) -> RawFeed:
    feed: _Fields = found.get("feed") or {}
    return RawFeed(
        title=_text(feed.get("title")),
        link=_text(feed.get("link")),
        author=_text(feed.get("author")),
        entries=tuple(_as_entry(entry) for entry in found.get("entries") or ()),
    )


def _as_entry(entry: _Fields) -> RawEntry:
    summary = _text(entry.get("description"))
    content = [_text(part.get("value")) for part in entry.get("content") or ()]
    return RawEntry(
        id=_text(entry.get("id")),
        title=_text(entry.get("title")),
        link=_text(entry.get("link")),
        date=_text(entry.get("published") or entry.get("updated")),
        authors=(_text(entry.get("author")),),
        summary=summary,
        content=max((text for text in content if text != summary), key=len, default=""),
        categories=tuple(
            _text(tag.get("label") or tag.get("term")) for tag in entry.get("tags") or ()
        ),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
