"""Text to XML that parsers agree on. Every step is linear in the length of the text.

What is mended: junk before the root, control characters, bare ampersands and HTML's names for
characters. The document type goes, and with it whatever entities it declares: their names become
plain text. A start tag of 64 KB is refused, as parsers compare each attribute with all others.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape, unescape
from html.entities import html5

from jobs.feeds.reading.dates import read_date
from jobs.feeds.reading.recognising import find_root, name_other
from jobs.feeds.records import MOST_ENTRIES
from jobs.feeds.trouble import NotAFeedError

LONGEST_TAG = 64 * 1024
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]+")
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})
_UTF8_NOT_XML = (b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"\xed")
"""U+FFFE, U+FFFF, and how surrogates begin (with some letters of Korean)."""
_TAG = re.compile(r"[A-Za-z_:](?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+")
_BARE = re.compile(r"&(?!#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};)")
_OF_HTML = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)"
    r"(?:#([0-9]{1,7}|[xX][0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{1,30};))"
)
"""A reference, to a number or to a name, that XML may not know."""
ITEM = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s>])")
_ITEM_END = re.compile(r"</(?:[\w.-]{1,40}:)?(?:item|entry)\s*>")
_DATE = re.compile(
    r"<(?:[\w.-]{1,40}:)?(?:pubDate|published|updated|date)[^<>]{0,200}>([^<]{1,99})<"
)
_ASIDE = (("<![CDATA[", "]]>"), ("<!--", "-->"))
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Document:
    """XML from its root on. `found`: how many posts it held, before any were cut off.

    `markup`: the text without what stands in CDATA and comments, which is most of many feeds.
    """

    text: str
    found: int
    markup: str


def clean(text: str) -> Document:
    """Return a feed's document in order; NotAFeedError where it is none, or too odd."""
    text = _drop_not_xml(text)
    root = find_root(text)
    if root is None:
        raise NotAFeedError(name_other(text))
    text = text[root:]
    check_tags(text)
    markup = _markup(text)
    found = len(ITEM.findall(markup))
    if found > MOST_ENTRIES:
        text = cut_items(text)
        markup = _markup(text)
    return Document(mend(text), found, markup)


def _drop_not_xml(text: str) -> str:
    """Without what XML forbids. Nearly no document has any, and bytes tell so much faster."""
    raw = text.encode("utf-8", "surrogatepass")
    is_fine = len(raw.translate(None, _CONTROLS)) == len(raw) and (
        text.isascii() or not any(start in raw for start in _UTF8_NOT_XML)
    )
    return text if is_fine else _NOT_XML.sub("", text)


def check_tags(text: str) -> None:
    """NotAFeedError where a start tag is longer than LONGEST_TAG."""
    if len(text) < LONGEST_TAG:
        return
    pieces = text.split("<")
    if max(map(len, pieces)) < LONGEST_TAG:
        return
    for piece in pieces:
        tag = _TAG.match(piece) if len(piece) >= LONGEST_TAG else None
        if tag and tag.end() >= LONGEST_TAG:
            raise NotAFeedError("too odd")


def mend(text: str) -> str:
    """Return the text with every reference one that XML knows, CDATA and comments untouched."""
    if "&" not in text:
        return text
    return "".join(piece if aside else _mend(piece) for aside, piece in _pieces(text))


def cut_items(text: str) -> str:
    """Return the text with MOST_ENTRIES posts: the first, or the last where they ascend in time."""
    ends = [end.end() for end in _ITEM_END.finditer(text)]
    if len(ends) <= MOST_ENTRIES:
        return text
    if _ascends(text, ends):
        first = ITEM.search(text)
        start = first.start() if first else 0
        return text[:start] + text[ends[-MOST_ENTRIES - 1] :]
    return text[: ends[MOST_ENTRIES - 1]] + text[ends[-1] :]


def _ascends(text: str, ends: list[int]) -> bool:
    first, last = _date_in(text[: ends[0]], last=True), _date_in(text[ends[-2] : ends[-1]])
    return first is not None and last is not None and first < last


def _date_in(text: str, *, last: bool = False) -> datetime | None:
    found = _DATE.findall(text[-200_000:] if last else text[:200_000])
    return read_date(found[-1 if last else 0]) if found else None


def _markup(text: str) -> str:
    return "".join(piece for aside, piece in _pieces(text) if not aside)


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """The text in order: what is markup, and what stands aside of it (CDATA and comments)."""
    at = 0
    while True:
        start, closing = _next_aside(text, at)
        yield False, text[at:start]
        if start == len(text):
            return
        end = text.find(closing, start)
        at = len(text) if end < 0 else end + len(closing)
        yield True, text[start:at]


def _next_aside(text: str, at: int) -> tuple[int, str]:
    start = text.find("<!", at)
    while start >= 0:
        for opening, closing in _ASIDE:
            if text.startswith(opening, start):
                return start, closing
        start = text.find("<!", start + 2)
    return len(text), ""


def _mend(piece: str) -> str:
    if "&" not in piece:
        return piece
    return _OF_HTML.sub(_mend_reference, _BARE.sub("&amp;", piece))


def _mend_reference(found: re.Match[str]) -> str:
    if found[1]:
        return _mend_number(found)
    letter = html5.get(found[2])
    return escape(letter) if letter else f"&amp;{found[2]}"


def _mend_number(found: re.Match[str]) -> str:
    """A number that XML allows stays; one of Windows-1252 is read as browsers read it."""
    letter = unescape(found[0])
    if letter == _REPLACEMENT or _NOT_XML.search(letter):
        return ""
    return letter if "\x80" <= _letter(found[1]) <= "\x9f" else found[0]


def _letter(number: str) -> str:
    """The letter of a reference as XML has it."""
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return chr(min(code, sys.maxunicode))
