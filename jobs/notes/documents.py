"""Documents that people drop: plain text, Markdown and Word's .docx become the text of notes.

A .docx is a zip of XML: what it would unpack to is added up before any of it is unpacked, and one
that carries macros is refused whole, since nobody's notes need them. Pure.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, ZipFile, ZipInfo

from docx import Document
from docx.oxml.exceptions import InvalidXmlError
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph

from jobs.notes.files import MOST_BYTES, decode_text

EXTENSIONS = ("txt", "md", "docx")
MOST_UNPACKED = 20_000_000
MOST_PARTS = 2_000
MOST_LETTERS = 200_000

Unreadable = Literal[
    "kind", "too large", "unpacks too large", "macros", "locked", "damaged", "empty"
]

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_KINDS = "[Content_Types].xml"
_LIST = re.compile(r"list", re.IGNORECASE)
# Broken XML is a SyntaxError of lxml's; what a zip's list says of a part may be a RuntimeError.
_BROKEN = (
    BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    OSError,
    RuntimeError,
    InvalidXmlError,
    SyntaxError,
)


class UnreadableNotesError(Exception):
    """There are no notes to be read in a document; `why` says it in one word or two."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(why)
        self.why: Unreadable = why


def read_document(name: str, data: bytes) -> str:
    """Return the text of a dropped document, at most MOST_LETTERS long; UnreadableNotesError."""
    extension = name.rpartition(".")[2].casefold()
    if extension == "docm":
        raise UnreadableNotesError("macros")
    if extension not in EXTENSIONS:
        raise UnreadableNotesError("kind")
    if len(data) > MOST_BYTES:
        raise UnreadableNotesError("too large")
    if extension == "docx":
        text = _read_word(data)
    elif data.startswith((_ZIP, _OLD_OFFICE, b"%PDF")):
        raise UnreadableNotesError("kind")
    else:
        text = decode_text(data)
    if not text.strip():
        raise UnreadableNotesError("empty")
    if len(text) > MOST_LETTERS:
        raise UnreadableNotesError("too large")
    return text


def _read_word(data: bytes) -> str:
    if data.startswith(_OLD_OFFICE):  # Word wraps a .docx with a password in its old format
        raise UnreadableNotesError("locked")
    try:
        _weigh(data)
        body = Document(BytesIO(data)).iter_inner_content()
        return "\n".join(line for block in body for line in _lines(block))
    except _BROKEN as error:
        raise UnreadableNotesError("damaged") from error


def _weigh(data: bytes) -> None:
    """Look at the zip's own list, before anything is unpacked."""
    with ZipFile(BytesIO(data)) as parts:
        listed = parts.infolist()
        if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
            raise UnreadableNotesError("unpacks too large")
        if any(part.flag_bits & 1 for part in listed):
            raise UnreadableNotesError("locked")
        kinds = parts.read(_KINDS).lower()
    if b"macroenabled" in kinds or b"vbaproject" in kinds or _has_macros(listed):
        raise UnreadableNotesError("macros")


def _has_macros(listed: Sequence[ZipInfo]) -> bool:
    """Whether a part has the name that Word gives to macros."""
    return any("vbaproject" in part.filename.casefold() for part in listed)


def _lines(block: Paragraph | Table) -> Iterator[str]:
    if isinstance(block, Table):
        for row in block.rows:
            cells = (" ".join(cell.text.split()) for cell in row.cells)
            yield f"| {' | '.join(cells)} |"
        return
    text = "".join(_words(block))
    style = (block.style.name or "") if block.style else ""
    if style.startswith(("Heading", "Title")) and text.strip():
        yield f"# {text}"
    elif _LIST.search(style) and text.strip():
        yield f"- {text}"
    else:
        yield text


def _words(paragraph: Paragraph) -> Iterator[str]:
    for part in paragraph.iter_inner_content():
        address = part.address if isinstance(part, Hyperlink) else ""
        yield f"[{part.text}]({address})" if address else part.text
