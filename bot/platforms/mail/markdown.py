"""A mail in the little Markdown that GOV.UK Notify reads: headings, points, links and rules.

Notify makes an address that starts with http into a link by itself, in what people typed too; it
shows where it goes. Nothing else that a person typed is anything but letters: a backslash goes
before what would begin a link, and before what would begin a block at the start of a line.
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

_ANYWHERE = re.compile(r"[\\\[\]|]|!(?=\[)")
_LINE_START = re.compile(r"^[ \t]*(?:([#*+>_`~-])|(\d+)(\.))", re.MULTILINE)
# What Notify reads as a point, a quotation or the line under a heading, and cannot be escaped.
_ODD_START = re.compile(r"^[ \t]*([•^=])", re.MULTILINE)
_ALIKE = {"•": "·", "^": "\u02c6", "=": "\ua78a"}
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_IN_ADDRESS = str.maketrans({"(": "%28", ")": "%29", "[": "%5B", "]": "%5D"})


def write_markdown(blocks: Iterable[Shown]) -> str:
    """Return the blocks as the value of a template's `((body))`."""
    written = (_write(block) for block in blocks)
    return "\n\n".join(block for block in written if block.strip())


def _write(block: Shown) -> str:
    match block:
        case Heading(text=words):
            return f"# {_one_line(_words(words))}"
        case Paragraph(text=text) | Small(text=text):
            return _line(text)
        case Bullets(items=items):
            return "\n".join(f"* {point}" for item in items if (point := _one_line(_line(item))))
        case Fields(pairs=pairs):
            return "\n".join(f"* {_fact(label, value)}" for label, value in pairs)
        case Ways(links=links):
            return "\n".join(f"* {_link(link)}" for link in links)
        case Divider():
            return "---"


def _fact(label: str, value: Rich) -> str:
    return _one_line(f"{_words(label)}: {_line(value)}")


def _line(text: Rich) -> str:
    return _guard("".join(_part(part) for part in text)).strip()


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
    words = _one_line(_words(link.text))
    if not is_address(link.url):
        return words
    return f"[{words or link.url}]({link.url.translate(_IN_ADDRESS)})"


def _words(text: str) -> str:
    return _ANYWHERE.sub(r"\\\g<0>", tidy(text))


def _guard(text: str) -> str:
    """No line begins as a block of Notify's would."""
    plain = _INDENT.sub("", text)
    plain = _ODD_START.sub(lambda found: _ALIKE[found[1]], plain)
    return _LINE_START.sub(_escaped, plain)


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
