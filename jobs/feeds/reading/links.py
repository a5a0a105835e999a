"""Absolute links, as people may press them: http or https, no sign-in names, no tricks."""

import re
from html import unescape
from itertools import islice
from urllib.parse import urljoin

from jobs.feeds.guard import read_url
from jobs.feeds.trouble import AddressRefusedError

_MOST_STARTS = ("http://", "https://")
_HREF = re.compile(r"""href\s*=\s*["']?((?i:https?)://[^"'\s<>]+)""")
"""Begins with plain letters, for which is looked ten times as fast as for letters of any case."""
_LONGEST_TEXT = 200_000
_LONGEST_LINK = 500
_MOST_LINKS = 20


def absolute_link(link: str, *bases: str) -> str:
    """Return a link joined to its bases, the outermost first; blank where it is not to be pressed.

    A link from one post is no reason to look up its host: whether it is public is not asked here.
    """
    link = " ".join(link.split()).replace(" ", "%20")
    if not link:
        return ""
    url = link if link.startswith(_MOST_STARTS) else _join_all(*bases, link)
    return url if _is_fine(url) else ""


def links_in(html: str) -> tuple[str, ...]:
    """Return the absolute web addresses that a text links to, each once, at most twenty."""
    beginning = html[:_LONGEST_TEXT].replace("HREF", "href")
    found = dict.fromkeys(map(unescape, _HREF.findall(beginning)))
    return tuple(link for link in islice(found, _MOST_LINKS) if len(link) <= _LONGEST_LINK)


def is_web(text: str) -> bool:
    """Return whether a text is an absolute link as it stands."""
    return text.lower().startswith(_MOST_STARTS) and not any(letter.isspace() for letter in text)


def _join_all(*parts: str) -> str:
    url = ""
    for part in parts:
        url = _join(url, part.strip())
    return url


def _join(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:
        return ""


def _is_fine(url: str) -> bool:
    try:
        read_url(url)
    except AddressRefusedError:
        return False
    return True
