"""Forms as every platform can show them; each platform renders them its own way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.message import Block, Message


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
