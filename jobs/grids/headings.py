"""Which column of a grid holds what, by its heading: exactly known, else nearly so. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from jobs.grids.records import NotAGridError
from jobs.importing.rows import Row

Holds = Literal[
    "year",
    "time",
    "end",
    "length",
    "session",
    "room",
    "capacity",
    "title",
    "leader",
    "notes",
    "hashtag",
]

_KNOWN: Mapping[Holds, str] = {
    "year": "year",
    "time": "time times start starts starttime from slot slottime timeslot when begins",
    "end": "end ends endtime until finish finishes finishtime",
    "length": "length duration minutes mins howlong lasts",
    "session": "session sessionnumber sessionno sessionid number no id",
    "room": "room rooms roomname location place where venue",
    "capacity": "capacity roomcapacity size seats roomsize",
    "title": "title sessiontitle titleofsession name sessionname topic subject",
    "leader": "leader leaders sessionleader sessionleaders ledby host hosts facilitator "
    "facilitators pitchedby pitcher speaker speakers who",
    "notes": "notesurl notes noteslink noteurl notelink notesdoc document link url",
    "hashtag": "hashtag hashtags tag tags theme themes",
}
_WORDS: Mapping[str, Holds] = {
    word: holds for holds, words in _KNOWN.items() for word in words.split()
}
_SIGNS = re.compile(r"[^a-z0-9]+")
_COUNTED = re.compile(r"(leader|host|speaker|facilitator|sessionleader)s?\d{1,2}")
_WORDED = re.compile(r"[^\W\d_]{3}")
_CLOSE = 85
_SHORTEST = 5
_LOOKED_AT = 10
_TOLD: tuple[Holds, ...] = ("time", "session", "room", "capacity", "leader")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing stands, several leaders in order; `row` is that of the heading."""

    row: int
    at: Mapping[Holds, tuple[int, ...]]
    width: int
    missing: tuple[str, ...]
    unused: tuple[str, ...]

    def cells(self, row: Row, holds: Holds) -> list[str]:
        """Return what a row says of this, without its blanks."""
        found = (row.cells[at] for at in self.at.get(holds, ()) if at < len(row.cells))
        return [cell for cell in found if cell]

    def cell(self, row: Row, holds: Holds) -> str:
        """Return the first thing that a row says of this."""
        return next(iter(self.cells(row, holds)), "")


def find_columns(rows: Sequence[Row]) -> Columns:
    """Return what the columns hold, by the first row that names some; NotAGridError."""
    for row in rows[:_LOOKED_AT]:
        held = [_holds(cell) for cell in row.cells]
        named = {holds for holds in held if holds}
        if len(named) > 1 and ("title" in named or _tells_titles(rows, row, held)):
            return _columns(row, held)
    raise NotAGridError


def _tells_titles(rows: Sequence[Row], heading: Row, held: list[Holds | None]) -> bool:
    """Whether the session's column says what sessions are about: numbers alone are no titles."""
    if "session" not in held:
        return False
    at = held.index("session")
    said = [row.cells[at] for row in rows if row.number > heading.number and at < len(row.cells)]
    return any(_WORDED.search(cell) for cell in said)


def _columns(row: Row, held: list[Holds | None]) -> Columns:
    at: dict[Holds, tuple[int, ...]] = {}
    for place, holds in enumerate(held):
        if holds:
            at[holds] = (*at.get(holds, ()), place)
    if "title" not in at:  # where nothing else does, the session's column says what it is about
        at["title"] = at.pop("session")
    missing = tuple(holds for holds in _TOLD if holds not in at)
    unused = tuple(cell for cell, holds in zip(row.cells, held, strict=True) if cell and not holds)
    return Columns(row.number, at, len(row.cells), missing, unused)


def _holds(cell: str) -> Holds | None:
    word = _SIGNS.sub("", cell.casefold()) or cell.strip().replace("#", "number")
    if _COUNTED.fullmatch(word):
        return "leader"
    if word in _WORDS:
        return _WORDS[word]
    if len(word) < _SHORTEST:
        return None
    near = process.extractOne(word, _WORDS.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return _WORDS[near[0]] if near else None
