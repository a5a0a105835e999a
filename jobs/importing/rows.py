"""From bytes to rows: encoding, separator and quoting, as spreadsheets write them.

Encodings: a byte order mark decides; else UTF-8 where it fits; else charset-normalizer chooses
between UTF-16 and Windows-1252, which is what is left for files of this part of the world.
"""

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from charset_normalizer import from_bytes

from jobs.importing.findings import FileProblem, UnreadableError

MOST_ROWS = 5_000

_SEPARATORS = (",", ";", "\t")
_SAMPLE_ROWS = 50
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_OFFICE_FILE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_SHEET_IN_ZIP = (b"xl/", b"[Content_Types].xml", b"opendocument.spreadsheet")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a spreadsheet numbers it, the heading being 1."""

    number: int
    cells: tuple[str, ...]


def read_rows(data: bytes) -> list[Row]:
    """Return the rows that hold anything, the heading first; UnreadableError."""
    text = decode(data)
    if not text.strip():
        raise UnreadableError("empty")
    text, separator = _find_separator(text)
    rows = [row for row in _split(text, separator) if any(row.cells)]
    if not rows:
        raise UnreadableError("empty")
    if len(rows) > MOST_ROWS + 1:
        raise UnreadableError("too many rows", len(rows) - 1)
    return rows


def decode(data: bytes) -> str:
    """Return the text of a file; UnreadableError where it is none."""
    _refuse_other_files(data)
    if data.startswith(BOM_UTF8):
        return _decode(data, "utf-8-sig")
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _decode(data, "utf-16")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    return text if "\0" not in text else _guess(data)


def _refuse_other_files(data: bytes) -> None:
    problems: tuple[tuple[FileProblem, bool], ...] = (
        ("empty", not data.strip(b"\0 \r\n\t")),
        ("a spreadsheet file", data.startswith(_OFFICE_FILE)),
        ("a spreadsheet file", data.startswith(_ZIP) and any(s in data for s in _SHEET_IN_ZIP)),
        ("a zip file", data.startswith(_ZIP)),
        ("not text", data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8"))),
    )
    for why, holds in problems:
        if holds:
            raise UnreadableError(why)


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError("not text") from error


def _guess(data: bytes) -> str:
    """A cell of odd letters is no reason to refuse a sheet: only control characters are."""
    left_over = ["utf_16_le", "utf_16_be"] if b"\0" in data else ["cp1252"]
    found = from_bytes(data, cp_isolation=left_over, threshold=1.0).best()
    text = str(found) if found else ""
    if not text or _CONTROLS.search(text):
        raise UnreadableError("not text")
    return text


def _find_separator(text: str) -> tuple[str, str]:
    """Excel may name it in a first line of its own; else it is what the rows agree on most."""
    first, _, rest = text.partition("\n")
    named = first.strip().strip('"').casefold()
    if named.startswith("sep=") and len(named) == 5:
        return rest, named[-1]
    if first.strip().casefold() == "sep=" or first.startswith("sep=\t"):
        return rest, "\t"
    return text, max(_SEPARATORS, key=lambda separator: _agreement(text, separator))


def _agreement(text: str, separator: str) -> tuple[float, int]:
    """How many rows are as wide as the heading, times how wide it is; 0 for a single column."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    widths = []
    try:
        for row in reader:
            if any(row):
                widths.append(len(row))
            if len(widths) > _SAMPLE_ROWS:
                break
    except csv.Error:
        return (0.0, 0)
    if not widths or widths[0] == 1:
        return (0.0, 0)
    return (sum(width == widths[0] for width in widths) / len(widths), widths[0])


def _split(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield Row(number, _trimmed(cells))
    except csv.Error as error:
        raise UnreadableError("a quotation mark", number + 1) from error


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in cells)
