"""Blocks as a mail can show them: buttons become links, pictures and files become words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Code,
    Divider,
    Fields,
    File,
    Heading,
    Link,
    LinkButton,
    Paragraph,
    Picture,
    Rich,
    Small,
)
from bot.wording.pictures import in_words

LONGEST_ADDRESS = 3_000
_SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class Ways:
    """What a reader can do, a link each, one below the other."""

    links: tuple[Link, ...]


Shown = Heading | Paragraph | Bullets | Fields | Small | Divider | Ways
LinkOf = Callable[[Button], str]
"""The address of the page on which a button of the message can be pressed."""


def settle(
    blocks: Iterable[Block], link_of: LinkOf, say_file: Callable[[File], str]
) -> list[Shown]:
    """Return the blocks without anything that a mail cannot hold, in the same order."""
    return [_settle(block, link_of, say_file) for block in blocks]


def is_address(url: str) -> bool:
    """Return whether this is a web or mail address that may stand in a mail."""
    if len(url) > LONGEST_ADDRESS or not url.isascii() or not url.isprintable():
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    fit = not set(url) & set(' <>"\\^`{|}')
    return fit and parts.scheme in _SCHEMES and bool(parts.netloc or parts.path)


def names_commands(blocks: Iterable[Block]) -> bool:
    """Return whether something in it is to be typed, which an answer to a mail is not."""
    return any(isinstance(part, Code) for block in blocks for part in _parts(block))


def _parts(block: Block) -> Rich:
    match block:
        case Paragraph(text=text) | Small(text=text):
            return text
        case Bullets(items=items):
            return tuple(part for item in items for part in item)
        case Fields(pairs=pairs):
            return tuple(part for _label, value in pairs for part in value)
        case _:
            return ()


def _settle(block: Block, link_of: LinkOf, say_file: Callable[[File], str]) -> Shown:
    match block:
        case Buttons(buttons=buttons):
            return Ways(tuple(_way(button, link_of) for button in buttons))
        case Picture():
            return Paragraph((in_words(block),))
        case File():
            return Paragraph((f"{block.name}: {say_file(block)}",))
        case _:
            return block


def _way(button: Button | LinkButton, link_of: LinkOf) -> Link:
    url = button.url if isinstance(button, LinkButton) else link_of(button)
    return Link(button.label, url)
