"""What a worker process does: read one document at a time, within its memory."""

import resource
import signal

from jobs.feeds.discovery import FoundLink, discover_links
from jobs.feeds.opml import FeedList, read_opml
from jobs.feeds.parsing import parse_feed
from jobs.feeds.reading.charsets import decode
from jobs.feeds.records import ReadFeed
from jobs.workers import end_with_parent

MOST_PAGE_BYTES = 500_000


def begin(memory_bytes: int) -> None:
    """Take no more memory than this, and end when the parent does, or when told to, at once.

    The pool would have a signal handled by Python, which a parser written in C keeps waiting.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = memory_bytes if most == resource.RLIM_INFINITY else min(memory_bytes, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    end_with_parent()


def read_feed(body: bytes, content_type: str, url: str) -> ReadFeed:
    """As `parse_feed`."""
    return parse_feed(body, content_type, url)


def read_links(body: bytes, content_type: str, url: str) -> list[FoundLink]:
    """As `discover_links`."""
    return discover_links(decode(body[:MOST_PAGE_BYTES], content_type), url)


def read_list(body: bytes) -> FeedList:
    """As `read_opml`."""
    return read_opml(body)
