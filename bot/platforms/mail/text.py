"""A mail in plain text, which stands alone: it is read first, and by ear.

A link is its words and then its address in angle brackets (RFC 3986, appendix C). What a person
typed never has that shape.
"""

import re
from collections.abc import Iterable

from bot.message import (
    Bold,
    Bullets,
    Channel,
    Code,
    Divider,
    Fields,
    Heading,
    Italic,
    Link,
    Mention,
    Paragraph,
    Part,
    Rich,
    Small,
)
from bot.platforms.mail.settle import Shown, Ways, is_address
from bot.shown import tidy

_BRACKETED = re.compile(r"<(?=\s*[a-z][a-z0-9+.-]*:)", re.IGNORECASE)


def write_text(blocks: Iterable[Shown]) -> str:
    """Return the blocks as plain text, an empty line between them."""
    written = (_write(block) for block in blocks)
    return "\n\n".join(block for block in written if block.strip()) + "\n"


def _write(block: Shown) -> str:
    match block:
        case Heading(text=words):
            return _words(words)
        case Paragraph(text=text) | Small(text=text):
            return write_line(text)
        case Bullets(items=items):
            return "\n".join(f"- {line}" for item in items if (line := write_line(item)))
        case Fields(pairs=pairs):
            return "\n".join(f"{_words(label)}: {write_line(value)}" for label, value in pairs)
        case Ways(links=links):
            return "\n".join(_way(link) for link in links)
        case Divider():
            return "----"


def write_line(text: Rich) -> str:
    """Return one run of text in plain words."""
    return "".join(_part(part) for part in text).strip()


def _part(part: Part) -> str:
    match part:
        case Code(text=words):
            return f"“{_words(words)}”"
        case Link():
            return _link(part)
        case Bold(text=words) | Italic(text=words) | Channel(text=words) | Mention(name=words):
            return _words(words)
        case str():
            return _words(part)


def _link(link: Link) -> str:
    """Words and address; an e-mail address stands alone, without the draft that it opens."""
    words = _words(link.text)
    if not is_address(link.url) or link.url.partition("?")[0] == f"mailto:{words}":
        return words
    return f"<{link.url}>" if words in ("", link.url) else f"{words} <{link.url}>"


def _way(link: Link) -> str:
    return f"{_words(link.text)}\n<{link.url}>" if is_address(link.url) else _words(link.text)


def _words(text: str) -> str:
    return _BRACKETED.sub("(", tidy(text))
