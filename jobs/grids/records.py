"""What is understood of a grid, and what was not: kinds, so that the voice has the words."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from storage.grids import Cell
from storage.session_records import SessionPlan

GridProblem = Literal[
    "a time",
    "an end",
    "ends before it begins",
    "another day",
    "another year",
    "a capacity",
    "an address",
    "no title",
    "too long",
    "the same session",
    "two in one room",
    "more cells than headings",
]


class NotAGridError(Exception):
    """No row names a column of titles, so that nothing can be understood."""


@dataclass(frozen=True, slots=True)
class GridDay:
    """The day that a grid is of, and in which zone its clocks are."""

    day: date
    zone: str


@dataclass(frozen=True, slots=True)
class GridFinding:
    """One thing that needs a look: the row as a spreadsheet numbers it, what stood there, and (for
    doubles) the row that it goes with.
    """

    row: int
    why: GridProblem
    text: str = ""
    other: int = 0


@dataclass(frozen=True, slots=True)
class GridSession:
    """One session of a grid, and the row that it stands in."""

    row: int
    plan: SessionPlan


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid as it was understood. `free`: rooms and slots without a title.

    `missing`: what no column holds; `unused`: headings of columns that nobody needs. `rows`: how
    many there are beside the heading.
    """

    sessions: tuple[GridSession, ...]
    free: tuple[Cell, ...] = ()
    findings: tuple[GridFinding, ...] = ()
    missing: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    rows: int = 0
