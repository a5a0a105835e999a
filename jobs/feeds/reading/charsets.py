"""Bytes to text: by what the document says of itself, and by its bytes where that cannot be.

In this order: byte order mark, Content-Type header, XML declaration, detection, replacement. Two
corrections, as browsers and other readers make them: Latin-1 means Windows-1252, and what is valid
UTF-8 with letters beyond ASCII is UTF-8, whatever 8-bit charset it is said to be in.
"""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes
from charset_normalizer.constant import IANA_SUPPORTED

_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:+-]{1,40})", re.I)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BARE_STARTS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_KNOWN = frozenset(codecs.lookup(name).name for name in IANA_SUPPORTED)
_MEANS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_SAMPLE_BYTES = 20_000
_MOST_BROKEN = 0.1
"""Share of the letters beyond ASCII that may be broken in what is still taken for UTF-8."""


def decode(body: bytes, content_type: str = "") -> str:
    """Return the text of a document; what fits no charset becomes the replacement character."""
    marked = _by_first_bytes(body)
    if marked:
        return body.decode(marked, errors="replace").removeprefix("\ufeff")
    utf8 = _try_decoding(body, "utf-8")
    if utf8 is not None:
        return _prefer_declared(body, content_type) if body.isascii() else utf8
    for name in _said(body, content_type):
        text = _try_decoding(body, name)
        if text is not None:
            return text
    return _guess(body)


def _by_first_bytes(body: bytes) -> str | None:
    return next((name for mark, name in (*_MARKS, *_BARE_STARTS) if body.startswith(mark)), None)


def _prefer_declared(body: bytes, content_type: str) -> str:
    """Text of ASCII bytes, which are other letters in a few charsets (ISO-2022-JP, HZ, UTF-7)."""
    name = next(_said(body, content_type), "ascii")
    shifted = name.startswith(("iso2022", "hz"))
    return (shifted and _try_decoding(body, name)) or body.decode("ascii")


def _said(body: bytes, content_type: str) -> Iterator[str]:
    """The charsets that the header and the declaration name, as Python knows them."""
    header = _HEADER.search(content_type)
    declaration = _DECLARATION.match(body[:400])
    if header:
        yield from _known(header[1])
    if declaration:
        yield from _known(declaration[1].decode("ascii"))


def _known(name: str) -> Iterator[str]:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return
    if found in _KNOWN and not found.startswith("utf-"):
        yield _MEANS.get(found, found)


def _try_decoding(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except UnicodeDecodeError:
        return None


def _guess(body: bytes) -> str:
    text = body.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", errors="ignore"))
    if broken <= beyond_ascii * _MOST_BROKEN:
        return text
    best = from_bytes(_sample(body)).best()
    name = codecs.lookup(best.encoding).name if best else "cp1252"
    return body.decode(_MEANS.get(name, name), errors="replace")


def _sample(body: bytes) -> bytes:
    """Some of the body, from its first letter beyond ASCII on, less what comes before."""
    first = re.search(rb"[\x80-\xff]", body)
    start = max(0, first.start() - _SAMPLE_BYTES // 10) if first else 0
    return body[start : start + _SAMPLE_BYTES]
