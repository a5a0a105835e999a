"""A register as a spreadsheet: rows with name, sector, region, domains and aliases. Pure.

Nothing in a cell is ever evaluated; what is not understood is kept as findings, row by row.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from jobs.importing.findings import UnreadableError
from jobs.importing.headings import cell
from jobs.importing.people import glimpse, is_blank, is_formula, unquote
from jobs.importing.rows import Row
from jobs.organisations.domain_names import may_prove, read_domain
from jobs.organisations.kinds import REGIONS, SECTORS
from storage.naming import clean, fold
from storage.organisation_edits import LONGEST_NAME, fold_name

Column = Literal["name", "sector", "region", "domains", "aliases"]
RowProblem = Literal[
    "no name",
    "a formula",
    "a sector",
    "a region",
    "a domain",
    "a shared domain",
    "the same organisation",
    "another's domain",
    "another's name",
]

_HEADINGS: Mapping[str, Column] = {
    "name": "name",
    "organisation": "name",
    "organization": "name",
    "organisation name": "name",
    "sector": "sector",
    "type": "sector",
    "region": "region",
    "area": "region",
    "domains": "domains",
    "domain": "domains",
    "email domain": "domains",
    "email domains": "domains",
    "aliases": "aliases",
    "alias": "aliases",
    "other names": "aliases",
    "also known as": "aliases",
}
_SECTORS: Mapping[str, str] = {
    **{fold(sector): sector for sector in SECTORS},
    "central government": "central",
    "department": "central",
    "local government": "local",
    "council": "local",
    "the nhs": "NHS",
    "health": "NHS",
    "fire and rescue": "fire",
    "arm's-length body": "arm's-length",
    "arm's-length bodies": "arm's-length",
    "arms length": "arm's-length",
    "alb": "arm's-length",
    "agency": "arm's-length",
    "devolved government": "devolved",
    "charities": "charity",
    "suppliers": "supplier",
}
_REGIONS: Mapping[str, str] = {
    **{fold(region): region for region in REGIONS},
    "uk": "UK-wide",
    "national": "UK-wide",
    "yorkshire": "Yorkshire and the Humber",
    "yorkshire & the humber": "Yorkshire and the Humber",
}
_BETWEEN = re.compile(r"[;|\n]")
_BETWEEN_DOMAINS = re.compile(r"[;,|\s]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was left out: the row as a spreadsheet numbers it, and what stood there."""

    row: int
    why: RowProblem
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says of an organisation; blank where it says nothing."""

    row: int
    name: str
    sector: str = ""
    region: str = ""
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(slots=True)
class Sheet:
    """A whole register as it was understood."""

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rows: int = 0


def read_register(rows: Sequence[Row]) -> Sheet:
    """Return what the rows say, the heading first; UnreadableError without a column of names."""
    columns = {at: _HEADINGS.get(_plain(cell)) for at, cell in enumerate(rows[0].cells)}
    if "name" not in columns.values():
        raise UnreadableError("no names", rows[0].number)
    if len(rows) == 1:
        raise UnreadableError("only a heading")
    sheet = Sheet(rows=len(rows) - 1)
    seen: set[str] = set()
    for row in rows[1:]:
        entry = _Reader(row, columns, sheet.findings).entry()
        if entry and fold_name(entry.name) in seen:
            sheet.findings.append(_found(row.number, "the same organisation", entry.name))
        elif entry:
            seen.add(fold_name(entry.name))
            sheet.entries.append(entry)
    return sheet


def read_domains(text: str) -> tuple[list[str], list[tuple[RowProblem, str]]]:
    """Return the domains in a text, however they are separated, and what cannot be one's own."""
    good: list[str] = []
    bad: list[tuple[RowProblem, str]] = []
    for said in filter(None, _BETWEEN_DOMAINS.split(text.strip())):
        name = read_domain(said)
        if name and may_prove(name):
            good.append(name)
        else:
            bad.append(("a shared domain" if name else "a domain", name or said))
    return list(dict.fromkeys(good)), bad


def read_names(text: str) -> list[str]:
    """Return the names in a text, separated by semicolons or line breaks."""
    names = (clean(part, LONGEST_NAME) for part in _BETWEEN.split(text))
    return list(dict.fromkeys(name for name in names if name))


@dataclass(frozen=True, slots=True)
class _Reader:
    row: Row
    columns: Mapping[int, Column | None]
    findings: list[Finding]

    def entry(self) -> Entry | None:
        before = len(self.findings)
        name = clean(self._cell("name"), LONGEST_NAME)
        if not name:
            if len(self.findings) == before:
                self._note("no name", ", ".join(filter(None, self.row.cells)))
            return None
        return Entry(
            self.row.number,
            name,
            self._one_of("sector", _SECTORS, "a sector"),
            self._one_of("region", _REGIONS, "a region"),
            tuple(self._domains()),
            tuple(read_names(self._cell("aliases"))),
        )

    def _domains(self) -> list[str]:
        good, bad = read_domains(self._cell("domains"))
        for why, said in bad:
            self._note(why, said)
        return good

    def _one_of(self, column: Column, known: Mapping[str, str], why: RowProblem) -> str:
        said = self._cell(column)
        found = known.get(fold(said), "")
        if said and not found:
            self._note(why, said)
        return found

    def _cell(self, column: Column) -> str:
        at = next((at for at, holds in self.columns.items() if holds == column), None)
        said = cell(self.row, at)
        if is_blank(said):
            return ""
        if column == "domains" and said.startswith("@"):
            return said
        if is_formula(said):
            self._note("a formula", said)
            return ""
        return unquote(said)

    def _note(self, why: RowProblem, text: str) -> None:
        self.findings.append(_found(self.row.number, why, text))


def _found(row: int, why: RowProblem, text: str) -> Finding:
    return Finding(row, why, glimpse(text))


def _plain(cell: str) -> str:
    words = fold(cell).replace("e-mail", "email")
    return " ".join(re.sub(r"[^a-z]+", " ", words).split())
