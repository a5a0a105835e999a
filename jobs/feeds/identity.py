"""What tells posts apart, in one feed and between feeds. Pure, and versioned.

Every key begins with the version of the scheme that made it. Whoever changes how a key is made
adds a version, and keeps the old way in `OLDER`: posts kept under old keys are then known again,
and not announced a second time.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal
from urllib.parse import SplitResult, quote, urlsplit

from jobs.feeds.records import ReadEntry

Identity = Literal["id", "link"]
VERSION = 1
OLDER: tuple[Callable[[ReadEntry, Identity], str], ...] = ()
"""How earlier versions made the key of an entry, the newest first."""

_TRACKING = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "ref_src"}
)
_SOURCE_IS_FEED = re.compile(r"(?:rss|feed|atom)\b.*", re.IGNORECASE)
_SIMPLE_LINK = re.compile(r"https?://(?:www\.)*(?!www\.)([a-z0-9.-]+/[A-Za-z0-9/_.~-]*)")
"""A web address that needs nothing else done: nearly all are so, and to take one apart is slow."""
_USUAL_PORT = re.compile(r":(?:80|443)?$")
_SAME_IDS = 0.05
"""Share of posts with another's id from which a feed's ids are not believed."""
_TEXT_CHARACTERS = 200
_TITLE_WORD = re.compile(r"[^\W_]+")
_FEWEST_TITLE_WORDS = 3


def entry_key(entry: ReadEntry, identity: Identity = "id") -> str:
    """Return what a post is known by in its feed: its id, else its link, else its words.

    `identity`: "link" for a feed whose ids are not to be believed.
    """
    if identity == "id" and entry.id:
        return f"{VERSION}:id:{entry.id if len(entry.id) <= 500 else _hash(entry.id)}"
    if entry.link:
        return f"{VERSION}:link:{canonical_link(entry.link, keep_fragment=True)}"
    return f"{VERSION}:text:{_hash(entry.title, entry.summary[:_TEXT_CHARACTERS])}"


def older_keys(entry: ReadEntry, identity: Identity = "id") -> tuple[str, ...]:
    """Return the keys by which earlier versions of this program know a post."""
    return tuple(make(entry, identity) for make in OLDER)


def choose_identity(entries: Sequence[ReadEntry]) -> Identity:
    """Return by what a feed's posts are told apart: by link where several have one and the same id.

    Posts that are there twice, with the same link too, say nothing against ids.
    """
    links = {(entry.id, canonical_link(entry.link)) for entry in entries if entry.id and entry.link}
    shared = Counter(id_ for id_, _ in links)
    doubtful = sum(count for count in shared.values() if count > 1)
    return "link" if doubtful > len(links) * _SAME_IDS else "id"


@lru_cache(maxsize=1_000)  # the links of one feed, which are compared in several ways
def canonical_link(url: str, *, keep_fragment: bool = False) -> str:
    """Return a link as it is compared: https, host in small letters without "www.", no tracking.

    Text that is no web address is returned as it is.
    """
    simple = _SIMPLE_LINK.fullmatch(url)
    if simple:
        return f"https://{simple[1]}"
    parts = _split(url)
    if parts is None or parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return url
    host = _USUAL_PORT.sub("", parts.netloc.lower())
    while host.startswith("www."):
        host = host.removeprefix("www.")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    fragment = parts.fragment if keep_fragment else ""
    return SplitResult("https", host, path, _essential(parts.query), fragment).geturl()


def without_tracking(url: str) -> str:
    """Return a link as it is shown: without what says only where a reader comes from."""
    parts = _split(url)
    if parts is None or not any(_is_tracking(part) for part in parts.query.split("&")):
        return url
    return parts._replace(query=_essential(parts.query)).geturl()


def link_key(url: str) -> str:
    """Return by what a post is known between feeds; blank for a post without a link."""
    return f"{VERSION}:{canonical_link(url)}" if url else ""


def link_keys(urls: Iterable[str]) -> Mapping[str, str]:
    """Return the key of each of one feed's links, with fragments where only these differ."""
    keys = {url: link_key(url) for url in urls}
    alike = Counter(keys.values())
    whole = {url: _whole_key(url) for url, key in keys.items() if alike[key] > 1}
    variants = Counter(key for key, _ in {(keys[url], own) for url, own in whole.items()})
    return {url: whole[url] if variants[key] > 1 else key for url, key in keys.items()}


def keys_of_link(url: str) -> tuple[str, ...]:
    """Return every key under which a post with this link may be known, the likeliest first."""
    return tuple(dict.fromkeys((_whole_key(url), link_key(url)))) if url else ()


def title_key(title: str) -> str:
    """Return a title folded for comparing; blank where it is too short to tell posts apart.

    Somebody who calls every week's post "Weeknotes" writes a new one each time.
    """
    folded = unicodedata.normalize("NFKD", title).casefold()
    words = _TITLE_WORD.findall(folded if folded.isascii() else _without_marks(folded))
    return " ".join(words)[:200] if len(words) >= _FEWEST_TITLE_WORDS else ""


def _without_marks(text: str) -> str:
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def _whole_key(url: str) -> str:
    return f"{VERSION}:{canonical_link(url, keep_fragment=True)}"


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url.strip())
    except ValueError:
        return None


def _essential(query: str) -> str:
    """A query without what says only where a reader comes from; the rest is untouched."""
    return query and "&".join(part for part in query.split("&") if not _is_tracking(part))


def _is_tracking(part: str) -> bool:
    name, _, value = part.casefold().partition("=")
    is_feed = name == "source" and _SOURCE_IS_FEED.fullmatch(value) is not None
    return is_feed or name.startswith("utm_") or name in _TRACKING


def _hash(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()[:40]
