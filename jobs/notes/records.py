"""What session notes hold once they are read: frozen records, standard library only."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Section:
    """A sub-heading as people wrote it, and what stands under it: a point to a line."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class ParsedSession:
    """One session's notes; what nobody stated is None or empty, which is a state, not an error.

    `session` is a text, since sessions are called "2b" and "Lunch" too. Texts hold at most one
    empty line in a row. `links` are whole addresses without repeats, in the order of the notes.
    """

    event: str | None = None
    session: str | None = None
    room: str | None = None
    title: str | None = None
    leaders: tuple[str, ...] = ()
    volunteer: str | None = None
    note_takers: tuple[str, ...] = ()
    summary: str | None = None
    themes: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedNotes:
    """The sessions of a text, and the lines that belong to none of their fields."""

    sessions: tuple[ParsedSession, ...] = ()
    rest: str | None = None


@dataclass(frozen=True, slots=True)
class ActionPoint:
    """Something to do, as the notes say it; who and by when are None where nobody said so."""

    text: str
    owner: str | None = None
    due: date | None = None


TipKind = Literal["tip", "example"]


@dataclass(frozen=True, slots=True)
class Tip:
    """A point that helps elsewhere too, without the word that marked it."""

    kind: TipKind
    text: str


@dataclass(frozen=True, slots=True)
class FoundName:
    """A person of a list in a text: `written` is how the text has the name.

    `exact`: but for case, accents and middle names; else somebody should be asked.
    """

    person: str
    written: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Attribution:
    """A line that seems to say who said something; `person` is None where we know nobody so named.

    `said`: by a word such as "said" or a colon; else there is just the name.
    """

    line: str
    name: str
    person: str | None
    said: bool
