"""What was not understood of a spreadsheet, and where: kinds, so that the voice has the words."""

from dataclasses import dataclass
from typing import Literal

FileProblem = Literal[
    "empty",
    "a spreadsheet file",
    "a zip file",
    "not text",
    "a quotation mark",
    "too many rows",
    "no names",
    "only a heading",
    "an ended scheme",
]

RowProblem = Literal[
    "no name",
    "a formula",
    "an address",
    "the same person",
    "an unknown partner",
    "two such partners",
    "their own partner",
    "a date",
    "a date to come",
    "more cells than headings",
]


class UnreadableError(Exception):
    """The file as a whole cannot be read; nothing of it was taken. `row` where that helps."""

    def __init__(self, why: FileProblem, row: int = 0) -> None:
        super().__init__(why, row)
        self.why: FileProblem = why
        self.row = row


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was left out or settled: the row as a spreadsheet numbers it, what stood
    there, under which heading, and (for doubles) the row it was put together with.
    """

    row: int
    why: RowProblem
    text: str = ""
    heading: str = ""
    other: int = 0
