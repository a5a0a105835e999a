"""What each line of some notes is: a label, a sub-heading, a point; before anybody's session. Pure.

A line that would read as a label or a sub-heading but is none begins with a backslash when we
write notes ourselves (rendering.py); only there is the backslash a mark of ours.
"""

import re
from dataclasses import dataclass, replace

from jobs.notes.labels import (
    LONGEST_HEADING,
    Label,
    find_labels,
    is_section_word,
    strip_emphasis,
)
from jobs.notes.letters import read_lines
from jobs.notes.links import tidy_links
from jobs.notes.tables import spread_tables

_BULLET = re.compile(
    r"^(?P<indent>[ \t]*)(?:[-*+\u2022\u25e6\u25aa\u2023\u00b7\u2013\u2014\u25cf\u25cb\u25a0\u25a1"
    r"\u2043\u27a2\uf0b7](?=[ \t])|\u2022|o(?=\t))[ \t]*(?=\S)"
)
_HASHES = re.compile(r"^(#{1,6})\s+(?=\S)")
_BOLD = re.compile(r"^(\*\*|__|\*)(?=\S)([^*_]{2,80})(?<=\S)\1:?$")
_RULE = re.compile(r"^[-=*_~\u2014\u2500|:+ ]{3,}$")
_UNDERLINE = re.compile(r"^={3,}$")
_WIDE = re.compile(r" {4,}")
_TABS = re.compile(r"[ ]?\t[ \t]*")
_DEEPEST = 4
_SENTENCE = re.compile(r"[.!?;]\s")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank.

    `text` is what a reader sees; `blanks` counts the blank lines before it, `ruled` says whether a
    line of dashes is among them. `level` is 1 to 6 for Markdown's headings, 7 for a bold line,
    0 for others. `heading` is the sub-heading that the line is, if it is one.
    """

    text: str
    blanks: int = 0
    ruled: bool = False
    bullet: bool = False
    level: int = 0
    heading: str = ""
    labels: tuple[Label, ...] = ()


def read_note_lines(text: str) -> list[Line]:
    """Return the lines of a text that hold anything, each with what it is."""
    found: list[Line] = []
    seen: dict[str, Line | None] = {}
    blanks, ruled = 0, False
    for raw in spread_tables(read_lines(text)):
        if not raw or raw.isspace():
            blanks += 1
        elif _RULE.match(raw.strip()):
            if found and not blanks and _UNDERLINE.match(raw.strip()):
                found[-1] = _underlined(found[-1])
            blanks, ruled = blanks + 1, True
        elif line := _read_once(seen, raw):
            found.append(line if not blanks else replace(line, blanks=blanks, ruled=ruled))
            blanks, ruled = 0, False
    return found


def _read_once(seen: dict[str, Line | None], raw: str) -> Line | None:
    """Long texts repeat themselves."""
    if raw not in seen:
        seen[raw] = read_line(raw)
    return seen[raw]


def read_line(raw: str) -> Line | None:
    """Return what a line is; None where nothing of it is left to see."""
    spaced = _TABS.sub("\t", _WIDE.sub("   ", raw)) if "\t" in raw or "    " in raw else raw
    text = tidy_links(spaced.rstrip())
    bullet = _BULLET.match(text)
    if bullet:
        return _point(bullet, text, _depth(raw))
    plain = text.strip()
    if not plain:
        return None
    if plain[0] == "\\" and (escaped := _without_mark(plain)):
        return Line(escaped)
    return _unbulleted(plain)


def is_taken_otherwise(text: str) -> bool:
    """Whether a point, written as it is, would be read as something other than that point."""
    if is_no_text(text):
        return True
    line = read_line(text)
    if line is None or line.text != text or line.heading:
        return True
    return bool(line.labels) and not is_plain_point(line)


def is_no_text(text: str) -> bool:
    """Whether a line is empty, a line of dashes, or begins as the quotation in an e-mail does."""
    return text[:1] in (">", "") or _RULE.match(text) is not None


def is_plain_point(line: Line) -> bool:
    """Whether a line has a bullet and nothing in bold: among notes that is never a label."""
    return line.bullet and "**" not in line.text[:16]


def _without_mark(plain: str) -> str | None:
    """The line behind our own mark; None where the backslash is what somebody wrote."""
    return plain[1:] if is_taken_otherwise(plain.lstrip("\\")) else None


def _unbulleted(plain: str) -> Line:
    hashes, bold = _HASHES.match(plain), _BOLD.match(plain)
    level = len(hashes[1]) if hashes else 7 if bold else 0
    shown = plain[hashes.end() :].rstrip("# ") if hashes else plain
    labels = find_labels(shown)
    heading = "" if labels else _heading(strip_emphasis(shown) if level else shown, level)
    return Line(_untabbed(plain), level=level, heading=heading, labels=labels)


def _point(found: re.Match[str], text: str, depth: int) -> Line:
    words = text[found.end() :]
    shown = "  " * depth + "- " + _untabbed(words)
    return Line(shown, bullet=True, labels=find_labels(words))


def _depth(raw: str) -> int:
    indent = raw[: len(raw) - len(raw.lstrip(" \t"))]
    return min(len(indent.replace("\t", "  ")) // 2, _DEEPEST)


def _heading(words: str, level: int) -> str:
    ends = words[-1:] in (":", "\uff1a")
    plain = words.rstrip(":\uff1a ")
    if not plain or len(plain) > LONGEST_HEADING or "://" in plain:
        return ""
    if level or is_section_word(plain):
        return plain
    return plain if ends and not _SENTENCE.search(plain) else ""


def _untabbed(text: str) -> str:
    return " ".join(text.split()) if "\t" in text or "  " in text else text


def _underlined(line: Line) -> Line:
    """Markdown's other way to write a heading. (A line of dashes ends a part, more often.)"""
    if line.bullet or len(line.text) > LONGEST_HEADING or line.labels:
        return line
    heading = line.heading or _heading(strip_emphasis(line.text), 1)
    return replace(line, level=line.level or 2, heading=heading)
