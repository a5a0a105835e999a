"""Links as people paste them: bare, in angle brackets, as Slack or Markdown writes them. Pure."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from linkify_it import LinkifyIt  # type: ignore[import-untyped]  # it brings no types

_ANGLE = re.compile(r"<((?:https?://|mailto:|www\.)[^\s<>|]+)(?:\|([^<>]*))?>", re.IGNORECASE)
_MENTION = re.compile(r"<([@#!])([A-Za-z0-9]+)\|([^<>]+)>")
_MARKED = re.compile(
    r"!?\[([^\[\]]*)\]\(((?:https?://|mailto:|www\.|[#/.]|(?=[)\s]))"
    r"(?:[^()\s]|\([^()\s]*\))*)(?:\s\"[^\"]*\")?\)",
    re.IGNORECASE,
)
_LIVE = ("http://", "https://", "www.", "mailto:")
_LONGEST = 2_048
_AFTER_A_LINK = "\u2026\u201d\u2019\u00bb*_`"


def tidy_links(line: str) -> str:
    """Return the line with its links as plain text: "words (address)", or the address alone.

    A dead target ("#", a path of some other page) goes, its words stay.
    """
    if "](" in line:
        line = _MARKED.sub(_plain_marked, line)
    if "<" in line:
        line = _ANGLE.sub(_plain_angle, line)
        line = _MENTION.sub(_plain_mention, line)
    return line


def find_links(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the web addresses in some texts, each once, in their order."""
    found = (link for text in texts for link in _links_in(text))
    return tuple(dict.fromkeys(found))


def is_link_alone(line: str) -> bool:
    """Whether a line is one address, perhaps after a bullet."""
    words = line.removeprefix("- ").split()
    return len(words) == 1 and find_links(words) == (words[0],)


def _links_in(text: str) -> Iterator[str]:
    if "://" not in text and "www." not in text:
        return
    for word in text.split():
        if "://" in word or word.startswith("www."):
            yield from _links_in_word(word)


def _links_in_word(word: str) -> Iterator[str]:
    """A word longer than any address is none; half an address would lead nowhere."""
    if len(word) > _LONGEST:
        return
    piece = f"https://{word}" if word.startswith("www.") else word
    for match in _finder().match(piece) or ():
        if match.schema in ("http:", "https:"):
            yield match.url.rstrip(_AFTER_A_LINK)


@cache
def _finder() -> LinkifyIt:
    return LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False})


def _plain_angle(found: re.Match[str]) -> str:
    return _plain(found[1], found[2] or "")


def _plain_marked(found: re.Match[str]) -> str:
    words, target = found[1].strip(), found[2]
    return _plain(target, words) if target.casefold().startswith(_LIVE) else words


def _plain(target: str, words: str) -> str:
    words, address = words.strip(), target.removeprefix("mailto:")
    if not words or words == address or address.endswith(f"://{words}"):
        return address
    return f"{words} ({address})"


def _plain_mention(found: re.Match[str]) -> str:
    sign = "#" if found[1] == "#" else "@"
    return sign + found[3].lstrip("@#")
