"""A document to a feed: clean, parse fast, else parse leniently, then make it safe and plain. Pure.

Hostile input may take long or much memory here: outside tests, call it by way of `ParseWorkers`.
"""

from jobs.feeds.reading.asking import Pace, read_pace
from jobs.feeds.reading.charsets import decode
from jobs.feeds.reading.cleaning import Document, clean
from jobs.feeds.reading.fast_parsing import parse_fast
from jobs.feeds.reading.finishing import finish
from jobs.feeds.reading.json_parsing import parse_json
from jobs.feeds.reading.raw_records import RawFeed
from jobs.feeds.reading.recognising import is_json, name_other
from jobs.feeds.reading.slow_parsing import parse_slow
from jobs.feeds.records import MOST_ENTRIES, ReadFeed
from jobs.feeds.trouble import NotAFeedError

READER = 1
"""Version of how documents are read: a feed is fetched whole once more when it changes."""


def parse_feed(body: bytes, content_type: str, url: str) -> ReadFeed:
    """Return the feed in a document; NotAFeedError, and MemoryError where there is no more.

    `content_type`: the header as it came, or blank. `url`: where the document was found at last.
    """
    text = decode(body, content_type)
    if not text.strip():
        raise NotAFeedError("empty")
    if is_json(text):
        raw, found = parse_json(text)
        return finish(raw, url, Pace(), found, "json")
    return _parse_xml(clean(text), url)


def _parse_xml(document: Document, url: str) -> ReadFeed:
    """By the fast parser, unless it loses something that the lenient one finds."""
    pace = read_pace(document.text)
    fast = parse_fast(document)
    if fast is not None and _is_whole(fast, document):
        return finish(fast, url, pace, document.found, "fast")
    slow = parse_slow(document)
    if slow is not None and (fast is None or _worth(slow) > _worth(fast)):
        return finish(slow, url, pace, document.found, "feedparser")
    if fast is None:
        raise NotAFeedError(name_other(document.text))
    return finish(fast, url, pace, document.found, "fast")


def _is_whole(raw: RawFeed, document: Document) -> bool:
    """Whether every post was found, and each with something to know it by."""
    count = min(document.found, MOST_ENTRIES)
    return len(raw.entries) >= count and all(entry.id or entry.link for entry in raw.entries)


def _worth(raw: RawFeed) -> int:
    return sum(1 + bool(entry.id) + bool(entry.link) for entry in raw.entries)
