"""JSON Feed (https://www.jsonfeed.org/version/1.1/), each field checked for its type."""

import json
from typing import Any

from jobs.feeds.reading.raw_records import RawEntry, RawFeed
from jobs.feeds.records import MOST_ENTRIES
from jobs.feeds.trouble import NotAFeedError

_VERSION = "jsonfeed.org/version/"


def parse_json(text: str) -> tuple[RawFeed, int]:
    """Return a feed and how many posts its document holds; NotAFeedError."""
    try:
        found = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise NotAFeedError("something else") from error
    if not isinstance(found, dict) or not _is_feed(found):
        raise NotAFeedError("something else")
    items = _list(found.get("items"))
    entries = tuple(_as_entry(item) for item in items[:MOST_ENTRIES])
    feed = RawFeed(
        title=_plain(found.get("title")),
        link=_text(found.get("home_page_url")),
        author=", ".join(_names(found)),
        entries=entries,
    )
    return feed, len(items)


def _is_feed(found: dict[str, Any]) -> bool:
    """By its version; without one, by posts that have an id, a link or a title."""
    if _VERSION in _text(found.get("version")):
        return True
    items = _list(found.get("items"))
    return "title" in found and any({"id", "url", "title"} & item.keys() for item in items)


def _as_entry(item: dict[str, Any]) -> RawEntry:
    return RawEntry(
        id=_id(item.get("id")),
        title=_plain(item.get("title")),
        link=_text(item.get("url")) or _text(item.get("external_url")),
        date=_text(item.get("date_published")) or _text(item.get("date_modified")),
        authors=tuple(_names(item)),
        summary=_plain(item.get("summary")),
        content=_text(item.get("content_html")) or _plain(item.get("content_text")),
        categories=tuple(_texts(item.get("tags"))),
    )


def _names(found: dict[str, Any]) -> list[str]:
    """Version 1.1 has several authors, 1.0 has one."""
    authors = [*_list(found.get("authors")), *_list([found.get("author")])]
    names = [_text(author.get("name")) for author in authors]
    return list(dict.fromkeys(name for name in names if name))


def _id(value: object) -> str:
    """A number is no valid id, but means one."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else _text(value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _plain(value: object) -> str:
    """Plain text, written so that it stays itself where HTML is expected."""
    return _text(value).replace("&", "&amp;").replace("<", "&lt;")


def _texts(value: object) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _list(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
