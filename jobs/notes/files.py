"""The command line's files: notes in, and what was understood of them out as JSON."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes

from jobs.notes.records import ParsedNotes

MOST_BYTES = 2_000_000
_ENCODINGS = ("utf-16-le", "utf-16-be", "windows-1252")
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


class NoteFileError(ValueError):
    """The file is not one that can be read as notes; the text is one plain sentence."""


def read_note_file(path: Path) -> str:
    """Return the text of a file; NoteFileError where there is none to read."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NoteFileError(f"{path} could not be read: {error.strerror}.") from error
    if len(data) > MOST_BYTES:
        raise NoteFileError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB.")
    if data.startswith(_NO_TEXT):
        raise NoteFileError(f"{path} is not a text file. Save it as plain text or Markdown first.")
    return decode_text(data)


def as_json(notes: ParsedNotes) -> dict[str, Any]:
    """Return the notes as the command line writes them: what is missing is null or []."""
    return asdict(notes)


def decode_text(data: bytes) -> str:
    """Return the text: a byte order mark decides; else UTF-8; else what old programs wrote."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)
    return _guess(data) if "\0" in text else text


def _guess(data: bytes) -> str:
    best = from_bytes(data, cp_isolation=list(_ENCODINGS)).best()
    return str(best) if best else data.decode("utf-8", errors="replace")
