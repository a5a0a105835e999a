"""A document to a feed: clean, parse fast, else parse leniently, then make it safe and plain. Pure.

Hostile input may take long or much memory here: outside tests, call it by way of `ParseWorkers`.
"""

from jobs.feeds.reading.asking import Pace, read_pace
from jobs.feeds.reading.charsets import decode
from jobs.feeds.reading.cleaning import Document, clean
from jobs.feeds.reading.fast_parsing import parse_fast
from jobs.feeds.reading.finishing import finish
from jobs.feeds.reading.json_parsing import parse_json
from jobs.feeds.reading.recognising import is_json, name_other
from jobs.feeds.reading.slow_parsing import parse_slow
from jobs.feeds.records import ReadFeed
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
    pace = read_pace(document.text)
    raw = parse_fast(document)
    if raw is not None:
        return finish(raw, url, pace, document.found, "fast")
    raw = parse_slow(document)
    if raw is None:
        raise NotAFeedError(name_other(document.text))
    return finish(raw, url, pace, document.found, "feedparser")
