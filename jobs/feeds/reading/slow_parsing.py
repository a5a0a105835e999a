"""The lenient parser: ten times slower, for what the fast one cannot read."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import feedparser

from jobs.feeds.reading.cleaning import Document
from jobs.feeds.reading.library_errors import LIBRARY_ERRORS
from jobs.feeds.reading.raw_records import RawEntry, RawFeed

MOST_CHARACTERS = 2_000_000
_BASE = re.compile(r"\sxml:base\s*=\s*[\"']([^\"']{1,2000})[\"']")
_Fields = Mapping[str, Any]
_DATES = ("published", "created", "updated")


def parse_slow(document: Document) -> RawFeed | None:
    """Return what the lenient parser makes of a document; None: nothing, or it is too long.

    It would join an id to `xml:base`, and an id must stay as it is: so bases are taken away first.
    """
    if len(document.text) > MOST_CHARACTERS:
        return None
    base = _BASE.search(document.text)
    xml = _BASE.sub("", document.text).encode("utf-8", errors="replace")
    try:
        found: _Fields = feedparser.parse(xml, sanitize_html=False, resolve_relative_uris=False)
    except LIBRARY_ERRORS:
        return None
    entries = found.get("entries") or ()
    if not entries and not found.get("version"):
        return None
    return _as_feed(found.get("feed") or {}, entries, base[1] if base else "")


def _as_feed(feed: _Fields, entries: Sequence[_Fields], base: str) -> RawFeed:
    return RawFeed(
        title=_text(feed.get("title")),
        link=_text(feed.get("link")),
        author=_text(feed.get("author")),
        base=base,
        entries=tuple(_as_entry(entry, base) for entry in entries),
    )


def _as_entry(entry: _Fields, base: str) -> RawEntry:
    content = [_text(part.get("value")) for part in entry.get("content") or ()]
    source: _Fields = entry.get("source") or {}
    authors = [_text(author.get("name")) for author in entry.get("authors") or ()]
    return RawEntry(
        id=_text(entry.get("id")),
        title=_text(entry.get("title")),
        link=_text(entry.get("link")),
        date=_date(entry),
        authors=tuple(name for name in authors if name) or (_text(entry.get("author")),),
        summary=_text(entry.get("summary")),
        content=max(content, key=len, default=""),
        categories=tuple(
            _text(tag.get("label") or tag.get("term")) for tag in entry.get("tags") or ()
        ),
        source_title=_text(source.get("title")),
        source_link=_text(source.get("href") or source.get("link")),
        base=base,
    )


def _date(entry: _Fields) -> str:
    """Asked for what is there alone: feedparser warns where it would make one up."""
    found = (_text(entry[name]) for name in _DATES if name in entry)
    return next((date for date in found if date), "")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
