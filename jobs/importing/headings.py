"""What each column of an old sheet holds, by its heading: exactly known, else nearly so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rapidfuzz import fuzz, process

from jobs.importing.findings import Finding, UnreadableError
from jobs.importing.past_dates import find_day, read_past_day
from jobs.importing.rows import Row
from storage.naming import fold

Holds = Literal[
    "name",
    "first name",
    "last name",
    "email",
    "organisation",
    "profession",
    "region",
    "interests",
    "partner",
    "person a",
    "person b",
    "date",
    "nothing",
]

_KNOWN: Mapping[Holds, tuple[str, ...]] = {
    "name": ("name", "full name", "your name", "person", "participant", "member", "who"),
    "first name": ("first name", "forename", "given name"),
    "last name": ("last name", "surname", "family name"),
    "email": ("email", "email address", "work email", "your email", "mail", "contact email"),
    "organisation": (
        "organisation",
        "organization",
        "org",
        "department",
        "employer",
        "company",
        "council",
        "where you work",
        "your organisation",
        "organisation name",
    ),
    "profession": ("profession", "role", "job title", "job", "job role", "what you do", "title"),
    "region": ("region", "location", "area", "where you are based", "based in"),
    "interests": ("interests", "interest", "topics", "interested in", "themes", "your interests"),
    "partner": (
        "partner",
        "met",
        "met with",
        "matched with",
        "match",
        "paired with",
        "introduced to",
    ),
    "person a": (
        "person a",
        "person 1",
        "participant a",
        "participant 1",
        "partner a",
        "partner 1",
    ),
    "person b": (
        "person b",
        "person 2",
        "participant b",
        "participant 2",
        "partner b",
        "partner 2",
    ),
    "date": ("date", "date met", "met on", "when", "month", "round date", "date of round"),
    "nothing": (
        "timestamp",
        "notes",
        "comments",
        "id",
        "phone",
        "telephone",
        "pronouns",
        "consent",
    ),
}
_WORDS: Mapping[str, Holds] = {word: holds for holds, words in _KNOWN.items() for word in words}
_PARTNER = re.compile(r"\b(partner|met|match|matched|pair|paired|introduced)\b")
_SIGNS = re.compile(r"[^a-z0-9]+")
_CLOSE = 80
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `met_on` is the day of its round, None where the heading names none."""

    at: int
    heading: str
    holds: Holds
    met_on: date | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """What the columns hold; `pairs`: each row is a pair of people and when they met."""

    columns: tuple[Column, ...]
    width: int
    pairs: bool
    unused: tuple[str, ...]

    def at(self, holds: Holds) -> int | None:
        """Return the first column that holds this."""
        return next((column.at for column in self.columns if column.holds == holds), None)

    def partners(self) -> list[Column]:
        """Return the columns that say whom somebody was matched with."""
        return [column for column in self.columns if column.holds == "partner"]


def read_heading(row: Row, today: date) -> tuple[Heading, list[Finding]]:
    """Return what the first row says, and rounds to come; UnreadableError without any names."""
    columns = [_column(at, cell, today) for at, cell in enumerate(row.cells)]
    held = {column.holds for column in columns}
    pairs = {"person a", "person b"} <= held
    if not pairs and not held & {"name", "first name", "last name"}:
        raise UnreadableError("no names", row.number)
    unused = tuple(c.heading for c in columns if c.holds == "nothing" and c.heading)
    late = [c for c in columns if c.met_on and c.met_on > today]
    findings = [Finding(row.number, "a date to come", c.heading, c.heading) for c in late]
    kept = tuple(column for column in columns if column not in late)
    return Heading(kept, len(row.cells), pairs, unused), findings


def _column(at: int, cell: str, today: date) -> Column:
    words = _plain(cell)
    day = read_past_day(find_day(cell), today)
    exact = _WORDS.get(words)
    if exact:
        return Column(at, cell, exact)
    if day or (_PARTNER.search(words) and not words.startswith("date")):
        return Column(at, cell, "partner", day)
    return Column(at, cell, _near(words))


def _near(words: str) -> Holds:
    """A slip of the pen, else the longest of our words among theirs ("What is your role?")."""
    found = process.extractOne(words, _WORDS.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    if found and len(words) > _SHORTEST:
        return _WORDS[found[0]]
    theirs = set(words.split())
    within = [ours for ours in _WORDS if theirs.issuperset(ours.split())]
    return _WORDS[max(within, key=len)] if within else "nothing"


def _plain(cell: str) -> str:
    """ "E-mail (work)" is "email work"; numbers that forms put before a question are left out."""
    words = fold(cell).replace("e-mail", "email").replace("person/", "person ")
    words = re.sub(r"^\s*\d+[.)]\s*", "", words)
    return " ".join(_SIGNS.sub(" ", words).split())


def cell(row: Row, at: int | None) -> str:
    """Return a row's cell, blank where it is shorter."""
    return row.cells[at] if at is not None and at < len(row.cells) else ""
