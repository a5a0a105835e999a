"""Messages and forms as every platform can show them; each platform renders them its own way.

Text from people is a plain `str` part and is escaped by the renderer: nothing that a person typed
can become a link, a mention or formatting. Standard library only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from string import Formatter
from typing import Literal


@dataclass(frozen=True, slots=True)
class Bold:
    text: str


@dataclass(frozen=True, slots=True)
class Italic:
    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Something to type, such as a command."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link that says where it goes."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person of the same workspace, whom the platform may name and notify; else their name."""

    platform: str
    authority: str
    user: str
    name: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of the reader's own workspace, by its id there; the platform knows its name.

    `text` is said where it does not.
    """

    text: str
    platform: str
    external_id: str


Part = str | Bold | Italic | Code | Link | Mention | Channel
Rich = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Rich


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """Short facts, each with its label."""

    pairs: tuple[tuple[str, Rich], ...]


@dataclass(frozen=True, slots=True)
class Small:
    """A remark that may be read last."""

    text: Rich


@dataclass(frozen=True, slots=True)
class Divider:
    pass


@dataclass(frozen=True, slots=True)
class Confirm:
    """Asked before what cannot be undone; `text` says what that is."""

    title: str
    text: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Button:
    """A command line plus an opaque reference, so that whatever is pressed can be typed.

    `spoken` is read out in place of the label where that alone would be unclear.
    """

    label: str
    command: str
    ref: str = ""
    style: Literal["plain", "primary", "danger"] = "plain"
    confirm: Confirm | None = None
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class LinkButton:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Buttons:
    buttons: tuple[Button | LinkButton, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, and in `alt` everything that it shows in words; `title` is shown over it."""

    png: bytes
    alt: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file to keep: its `name` with its ending, and in `says` what it is, in words."""

    name: str
    content: bytes
    says: str


Block = Heading | Paragraph | Bullets | Fields | Small | Divider | Buttons | Picture | File


@dataclass(frozen=True, slots=True)
class Message:
    """Something to read. `public`: an answer for the whole channel, not for the asker alone.

    `failed`: nothing was done, so a form that led here stays open behind it, as it was filled in.
    """

    blocks: tuple[Block, ...]
    public: bool = False
    failed: bool = False


def rich(template: str, **values: Part | Rich) -> Rich:
    """Fill a translated template's `{placeholders}` with parts; user text stays inert."""
    parts: list[Part] = []
    for literal, name, _spec, _conversion in Formatter().parse(template):
        if literal:
            parts.append(literal)
        if name is not None:
            value = values[name]
            parts.extend(value if isinstance(value, tuple) else (value,))
    return tuple(parts)


def paragraph(template: str, **values: Part | Rich) -> Paragraph:
    """A paragraph from a translated template."""
    return Paragraph(rich(template, **values))


def join(parts: Iterable[Part | Rich], separator: str) -> Rich:
    """Put a separator between parts."""
    joined: list[Part] = []
    for index, part in enumerate(parts):
        if index:
            joined.append(separator)
        joined.extend(part if isinstance(part, tuple) else (part,))
    return tuple(joined)


def say(*sentences: str | Rich | Block, public: bool = False) -> Message:
    """A message of paragraphs (and any other blocks) in order."""
    return Message(tuple(_block(sentence) for sentence in sentences), public)


def _block(sentence: str | Rich | Block) -> Block:
    if isinstance(sentence, str):
        return Paragraph((sentence,))
    if isinstance(sentence, tuple):
        return Paragraph(sentence)
    return sentence


def plain(text: Rich) -> str:
    """The words alone, as a notification or a screen reader says them."""
    return "".join(_words(part) for part in text)


def _words(part: Part) -> str:
    if isinstance(part, str):
        return part
    return part.name if isinstance(part, Mention) else part.text


def plain_text(message: Message) -> str:
    """The whole message in words that stand alone, one line a block; buttons are left out."""
    return "\n".join(line for block in message.blocks for line in _lines(block))


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(text=words):
            return [words]
        case Paragraph(text=text) | Small(text=text):
            return [plain(text)]
        case Bullets(items=items):
            return [f"• {plain(item)}" for item in items]
        case Fields(pairs=pairs):
            return [f"{label}: {plain(value)}" for label, value in pairs]
        case Picture(alt=alt, title=title):
            return [words for words in (title, alt) if words]
        case File(name=name, says=says):
            return [f"{name}: {says}"]
        case Divider() | Buttons():
            return []
