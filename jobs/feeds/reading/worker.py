"""What a worker process does: read one document at a time, within its memory."""

import ctypes
import gc
import resource
import signal

from jobs.feeds.discovery import FoundLink, discover_links
from jobs.feeds.opml import FeedList, read_opml
from jobs.feeds.parsing import parse_feed
from jobs.feeds.reading.charsets import decode
from jobs.feeds.records import ReadFeed
from jobs.workers import end_with_parent

MOST_PAGE_BYTES = 500_000
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""As glibc's malloc.h names what can be set."""
_KEPT_BYTES = 32_000_000


def begin(memory_bytes: int) -> None:
    """Take no more memory than this, and end when the parent does, or when told to, at once.

    The pool would have a signal handled by Python, which a parser written in C keeps waiting.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = memory_bytes if most == resource.RLIM_INFINITY else min(memory_bytes, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    end_with_parent()
    _keep_what_is_freed()
    gc.freeze()  # the libraries stay: nothing of them is to be looked through again and again


def _keep_what_is_freed() -> None:
    """Have memory ready for the next document, where the C library can.

    To give it back after each post, and to be given it anew, costs as much as to read the post.
    """
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(_TRIM_THRESHOLD, _KEPT_BYTES)
        library.mallopt(_MMAP_THRESHOLD, _KEPT_BYTES)


def read_feed(body: bytes, content_type: str, url: str) -> ReadFeed:
    """As `parse_feed`."""
    return parse_feed(body, content_type, url)


def read_links(body: bytes, content_type: str, url: str) -> list[FoundLink]:
    """As `discover_links`."""
    return discover_links(decode(body[:MOST_PAGE_BYTES], content_type), url)


def read_list(body: bytes) -> FeedList:
    """As `read_opml`."""
    return read_opml(body)
