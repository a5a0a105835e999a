"""From rows to people and whom they met: each row by itself, so that progress can be told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from jobs.importing.findings import Finding, RowProblem
from jobs.importing.headings import Column, Heading, Holds, cell
from jobs.importing.past_dates import read_past_day
from jobs.importing.rows import Row
from storage.invitations import Invited
from storage.naming import clean

_LONGEST = 100
_GLIMPSE = 60
_MOST_INTERESTS = 20
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BLANK = frozenset(("", "-", "--", "\u2013", "\u2014", ".", "?", "n/a", "na", "none", "nil", "tbc"))
_NOBODY = frozenset(("yes", "no", "y", "n", "x", "true", "false", "paused", "skipped", "no match"))
_ADDRESS = re.compile(r"[^@\s,;<>\"']{1,64}@[^@\s,;<>\"']+\.[^@\s,;<>\"'.]{2,}")
_BETWEEN_INTERESTS = re.compile(r"[;,|\n/]")


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody met whoever is named here; `on` is None where no day was given."""

    row: int
    who: str
    on: date | None
    heading: str


@dataclass(frozen=True, slots=True)
class Person:
    """A row's person, and whom they met as it was written."""

    row: int
    invited: Invited
    met: tuple[Met, ...] = ()


@dataclass(slots=True)
class Understood:
    """What some rows say."""

    people: list[Person] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def understand(heading: Heading, rows: Sequence[Row], today: date) -> Understood:
    """Read each of these rows by itself; what cannot be read becomes findings."""
    understood = Understood()
    for row in rows:
        reader = _Reader(heading, row, understood.findings)
        reader.check_width()
        understood.people += _pair(reader, today) if heading.pairs else _person(reader)
    return understood


def neutralise(text: str) -> str:
    """Return a text that no spreadsheet evaluates when it is pasted there (OWASP CSV injection)."""
    return f"'{text}" if is_formula(text) else text


def glimpse(text: str) -> str:
    """Return what a finding shows of a cell: its beginning, neutralised."""
    return neutralise(clean(text, _GLIMPSE))


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would evaluate a cell."""
    return text.startswith(_FORMULA)


def unquote(text: str) -> str:
    """Return a cell without the apostrophe by which a spreadsheet keeps it from being evaluated."""
    return text.removeprefix("'") if is_formula(text[1:]) else text


def find_address(text: str) -> str:
    """Return the e-mail address in a text, such as "Ade <ade@example.org>"; else nothing."""
    found = _ADDRESS.search(text)
    return found[0] if found else ""


def is_blank(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return text.strip().casefold() in _BLANK | _NOBODY


@dataclass(frozen=True, slots=True)
class _Reader:
    """One row under its heading; what is left out is noted."""

    heading: Heading
    row: Row
    findings: list[Finding]

    def text(self, holds: Holds) -> str:
        """Return a cell in one clean line; blank for a formula, which is never evaluated."""
        return clean(self._raw(cell(self.row, self.heading.at(holds)), holds), _LONGEST)

    def name(self) -> str:
        """Return the person's name, in one column or two."""
        parts = (self.text("first name"), self.text("last name"))
        return self.text("name") or clean(" ".join(parts), _LONGEST)

    def address(self) -> str:
        """Return the e-mail address; what stands there and is none is noted."""
        said = self.text("email")
        found = find_address(said)
        if said and not found:
            self.note("an address", said, "email")
        return found

    def interests(self) -> tuple[str, ...]:
        """Return the topics, however they are separated."""
        said = self._raw(cell(self.row, self.heading.at("interests")), "interests")
        topics = (clean(topic, _LONGEST) for topic in _BETWEEN_INTERESTS.split(said))
        return tuple(dict.fromkeys(topic for topic in topics if topic))[:_MOST_INTERESTS]

    def met(self) -> tuple[Met, ...]:
        """Return whom the columns of rounds name."""
        said = ((column, self._partner(column)) for column in self.heading.partners())
        return tuple(
            Met(self.row.number, who, column.met_on, column.heading) for column, who in said if who
        )

    def _partner(self, column: Column) -> str:
        return self._raw(cell(self.row, column.at), column.heading)

    def _raw(self, said: str, heading: str) -> str:
        if is_blank(said):
            return ""
        if is_formula(said):
            self.note("a formula", said, heading)
            return ""
        return unquote(said)

    def check_width(self) -> None:
        """A row with more cells than there are headings has a separator too many."""
        extra = [text for text in self.row.cells[self.heading.width :] if text]
        if extra:
            self.note("more cells than headings", ", ".join(extra), "")

    def note(self, why: RowProblem, text: str = "", heading: str = "") -> None:
        """Keep what was not understood."""
        self.findings.append(Finding(self.row.number, why, glimpse(text), heading))


def _person(reader: _Reader) -> list[Person]:
    before = len(reader.findings)
    name = reader.name()
    if not name:
        if len(reader.findings) == before:
            reader.note("no name", ", ".join(text for text in reader.row.cells if text))
        return []
    invited = Invited(
        name=name,
        email=reader.address(),
        organisation=reader.text("organisation"),
        profession=reader.text("profession"),
        region=reader.text("region"),
        interests=reader.interests(),
    )
    return [Person(reader.row.number, invited, reader.met())]


def _pair(reader: _Reader, today: date) -> list[Person]:
    before = len(reader.findings)
    a, b, said = reader.text("person a"), reader.text("person b"), reader.text("date")
    if not a or not b:
        if len(reader.findings) == before:
            reader.note("no name", ", ".join(text for text in reader.row.cells if text))
        return []
    day = read_past_day(said, today)
    if said and (day is None or day > today):
        reader.note("a date to come" if day else "a date", said)
        return []
    number = reader.row.number
    return [Person(number, named(a), (Met(number, b, day, ""),)), Person(number, named(b))]


def named(text: str) -> Invited:
    """Return somebody of whom a sheet has a name or an address only."""
    address = find_address(text)
    if not address:
        return Invited(text)
    name = text.replace(address, "").strip(" <>()") or address.partition("@")[0]
    spoken = name.replace(".", " ").replace("_", " ").title() if name in address else name
    return Invited(spoken, address)
