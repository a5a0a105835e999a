"""Messages and forms as every platform can show them; each platform renders them its own way.

Text from people is a plain `str` part and is escaped by the renderer: nothing that a person typed
can become a link, a mention or formatting. Standard library only.
"""

from collections.abc import Iterable, Mapping
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


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TextInput:
    name: str
    label: str
    hint: str = ""
    value: str = ""
    optional: bool = False
    multiline: bool = False
    limit: int = 200


@dataclass(frozen=True, slots=True)
class ChoiceInput:
    """One of a few options; `wide` shows them all at once instead of in a list that opens."""

    name: str
    label: str
    options: tuple[Option, ...]
    hint: str = ""
    value: str = ""
    optional: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class MultiChoiceInput:
    name: str
    label: str
    options: tuple[Option, ...]
    hint: str = ""
    values: tuple[str, ...] = ()
    optional: bool = True


@dataclass(frozen=True, slots=True)
class DateInput:
    """The value is an ISO date."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class TimeInput:
    """The value is HH:MM."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class SearchInput:
    """Typed search over our own lists; `source` names the list that the dispatcher searches.

    A value of the form "new:TEXT" stands for something not in the list yet.
    """

    name: str
    label: str
    source: Literal["members", "organisations", "interests"]
    hint: str = ""
    chosen: tuple[Option, ...] = ()
    multiple: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A channel of the workspace that the form is opened in; the value is a place id."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class FileInput:
    """One file from the person's own machine, of these kinds ("csv").

    The value is (the platform's id, the file's name, its size in bytes), or () without one: the
    file itself is fetched by a job.
    """

    name: str
    label: str
    extensions: tuple[str, ...]
    hint: str = ""
    optional: bool = False


Input = (
    TextInput
    | ChoiceInput
    | MultiChoiceInput
    | DateInput
    | TimeInput
    | SearchInput
    | PlaceChoice
    | FileInput
)


@dataclass(frozen=True, slots=True)
class Form:
    """What a person fills in; submitting runs `command` with the values and the reference."""

    title: str
    command: str
    inputs: tuple[Input, ...]
    submit: str
    ref: str = ""
    intro: tuple[Block, ...] = ()
    outro: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class FormErrors:
    """The form stays open, filled in; each sentence stands at its input."""

    errors: Mapping[str, str]


Value = str | tuple[str, ...]
Values = Mapping[str, Value]
Answer = Message | Form | FormErrors


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
