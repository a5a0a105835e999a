"""A table with a session to a row: its heading names fields, so each row is written as labels."""

import re
from collections.abc import Iterator, Sequence

from jobs.notes.labels import Label, find_labels
from jobs.notes.words import IDENTITY

_FEWEST_COLUMNS = 3
_CELLS = re.compile(r" *[|\t] *")
_RULE = re.compile(r"^[-=|:+ ]{3,}$")


def spread_tables(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines; of a table whose every column is a field, a line for each cell."""
    columns: tuple[Label, ...] = ()
    for line in lines:
        is_row = ("|" in line or "\t" in line) and len(line) < 2_000
        cells = _cells(line) if columns and is_row else []
        if columns and _RULE.match(line.strip()):
            continue
        if columns and len(cells) == len(columns):
            yield ""
            yield from (f"{c.said}: {cell}" for c, cell in zip(columns, cells, strict=True))
            continue
        columns = _columns(line) if is_row else ()
        if not columns:
            yield line


def _columns(line: str) -> tuple[Label, ...]:
    """The fields that a table's heading names; none where it is no such heading."""
    if line.lstrip()[:1] == "\\":
        return ()
    labels = find_labels(line)
    plain = all(not label.value and not label.colon for label in labels)
    fields = {label.field for label in labels}
    several = len(fields) == len(labels) >= _FEWEST_COLUMNS
    return labels if several and plain and fields & IDENTITY else ()


def _cells(line: str) -> list[str]:
    row = line.strip(" ")
    return _CELLS.split(row.removeprefix("|").removesuffix("|").strip(" "))
