"""Which field a line names, if any: "Session title : …", "**Room:** …", "LED BY …". Pure.

Only the first characters of a line are looked at, so that long lines cost no more than short ones.
"""

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from jobs.notes.words import FIELDS, HEAD, SECTIONS, Field

LONGEST_HEADING = 80
_LONGEST_LABEL = 70
_SLIP = 90
_LONGEST_ROW = 1_000
_MOST_PIECES = 12
_SHORTEST_WITH_A_SLIP = 6

# Bullets, hashes, emphasis, emoji and numbers stand before labels; a backslash is our own mark.
_ORNAMENT = re.compile(r"^:[a-z0-9_+-]{2,40}:[^\w\\]*|^(?:[^\w\\]|_)+|^\d{1,2}[.)]\s+")
_LABEL = re.compile(
    rf"^(?P<label>[^:\uff1a?\t|=]{{1,{_LONGEST_LABEL}}})(?P<sign>[:\uff1a\t|]|\?\W{{0,3}}:?)(?P<value>.*)$",
    re.DOTALL,
)
_DASHED = re.compile(
    rf"^(?P<label>[^-\u2013\u2014]{{1,{_LONGEST_LABEL}}})\s[-\u2013\u2014]+\s(?P<value>.*)$",
    re.DOTALL,
)
_BY = re.compile(
    r"^(?P<label>(?:(?:led|facilitated|hosted|run|scribed|presented|pitched|chaired)"
    r"|(?:session )?notes(?: taken)?)\s+by)\s+(?P<value>\S.{0,200})$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^(?:session|sesiwn)\s*(?:no\.?|number|rhif|#)?\s{0,5}#?(?P<number>\d{1,4}[a-z]?)"
    r"(?:\s*(?:[:.\uff1a,]|\s[-\u2013\u2014])\s*(?P<title>\S.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_ROOM = re.compile(r"^(?:room|ystafell)\s+(?P<room>[A-Z]?\d\S{0,7}|[A-Z])$", re.IGNORECASE)
_PIECES = re.compile(r"\s*[|;\t]\s*|\s{3,}")
_LISTED = re.compile(r",\s+")
_HINT = re.compile(r"\([^()]*\)|/\s*s\b")
_NOT_LETTERS = re.compile(r"[\W_]+")
_NUMBER_LIKE = re.compile(r"^(?=.{1,20}$)(?:\S*\d\S*(?:\s\S+)?|\S{1,3}|\S+\s\S*\d\S*)$")
_EDGE = "*_`~ \t|"
_BY_LETTER = {
    letter: [word for word in FIELDS if word[0] == letter]
    for letter in {word[0] for word in FIELDS}
}


@dataclass(frozen=True, slots=True)
class Label:
    """A field that a line names and what the line says of it.

    `sure`: of several words, so that it is hardly ordinary text. `said` is the word as written.
    """

    field: Field
    value: str
    sure: bool
    said: str
    colon: bool = True


def find_labels(line: str) -> tuple[Label, ...]:
    """Return the fields that a line names: mostly none or one, several where signs part them."""
    plain = _without_ornament(line)
    if not plain or not plain[0].isalpha():
        return ()
    return _in_pieces(plain) or _in_piece(plain)


def is_number_like(value: str) -> bool:
    """Whether a session is called so, rather than by its title: "1", "2b", "Slot 3"."""
    return _NUMBER_LIKE.match(value) is not None


def is_section_word(line: str) -> bool:
    """Whether a line is a sub-heading that needs no colon."""
    return len(line) <= LONGEST_HEADING and compared(line) in SECTIONS


def strip_emphasis(text: str) -> str:
    """Return the text without the stars and lines of Markdown or Slack round it."""
    return text.strip(_EDGE)


def compared(words: str) -> str:
    """Return the form in which labels are compared: no case, accents, signs or "(s)"."""
    plain = unicodedata.normalize("NFKD", _HINT.sub("", words)).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NOT_LETTERS.sub(" ", letters).strip()


def _in_pieces(plain: str) -> tuple[Label, ...]:
    """The labels of a line whose every piece has one; of commas only "Session 1, Room M6"."""
    if len(plain) > _LONGEST_ROW:
        return ()
    for signs in (_PIECES, _LISTED):
        pieces = [piece for piece in signs.split(plain, maxsplit=_MOST_PIECES) if piece]
        if len(pieces) > 1:
            several = [_in_piece(_without_ornament(piece)) for piece in pieces]
            labels = tuple(label for labels in several for label in labels)
            told = signs is _PIECES or all(label.value and not label.colon for label in labels)
            if all(several) and told:
                return labels
    return ()


def _without_ornament(line: str) -> str:
    return strip_emphasis(_ORNAMENT.sub("", line.strip(), count=1))


def _in_piece(plain: str) -> tuple[Label, ...]:
    numbered = _NUMBERED.match(plain)
    if numbered:
        return _numbered(numbered)
    room = _ROOM.match(plain)
    if room:
        return (Label("room", room["room"], sure=False, said="Room", colon=False),)
    found = _LABEL.match(plain)
    label = _label(found, close=True) if found else None
    if label is None and (dashed := _DASHED.match(plain)):
        label = _label(dashed, close=False)
        label = label if label and label.field in HEAD else None
    if label is None and (by := _BY.match(plain)):
        label = _label(by, close=False)
    return (label,) if label else _bare(plain)


def _label(found: re.Match[str], *, close: bool) -> Label | None:
    said = strip_emphasis(found["label"])
    words = compared(said)
    field = FIELDS.get(words) or (_nearest(words) if close else None)
    if field is None:
        return None
    sure = " " in words or field in ("themes", "volunteer")
    return Label(field, strip_emphasis(found["value"]), sure, said)


def _nearest(words: str) -> Field | None:
    """A slip of the pen, not in the first letter: "Sesion leader", "Volunter to continue"."""
    if len(words) < _SHORTEST_WITH_A_SLIP:
        return None
    near = _BY_LETTER.get(words[0], ())
    found = process.extractOne(words, near, scorer=fuzz.ratio, score_cutoff=_SLIP)
    return FIELDS[found[0]] if found else None


def _bare(plain: str) -> tuple[Label, ...]:
    if len(plain) > _LONGEST_LABEL:
        return ()
    words = compared(plain)
    field = FIELDS.get(words)
    return (Label(field, "", " " in words, plain, colon=False),) if field else ()


def _numbered(found: re.Match[str]) -> tuple[Label, ...]:
    number = Label("session", found["number"], sure=False, said="Session", colon=False)
    title = strip_emphasis(found["title"] or "")
    return (number, Label("title", title, sure=True, said="Session title")) if title else (number,)
