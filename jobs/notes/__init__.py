"""Session notes: from what people type and paste to fields, and back. Pure; nothing of ours in it.

parse_notes(text)               any text: its sessions and the rest (reading.py)
render_notes(session)           the template that camps know; read again, the same (rendering.py)
render_markdown(session)        a page for an archive
canonical(session)              the form that survives rendering and reading
find_tips(session)              what is marked as a tip or an example (points.py)
find_actions(session, today)    what is to be done, by whom and by when (points.py, due.py)
find_names(text, people)        whose names a text has, loosely (names.py)
looks_attributed(text, people)  which lines say who said something (names.py)
files.read_note_file, as_json   the command line's file and JSON (files.py)

Inside: records.py (what comes out) · letters.py, lines.py (what each line is) · words.py, labels.py
(which field a line names) · links.py, people.py (addresses, several people) · drafting.py (a
session while it is read).
"""

from jobs.notes.names import find_names, looks_attributed
from jobs.notes.points import find_actions, find_tips
from jobs.notes.reading import parse_notes
from jobs.notes.records import (
    ActionPoint,
    Attribution,
    FoundName,
    ParsedNotes,
    ParsedSession,
    Section,
    Tip,
    TipKind,
)
from jobs.notes.rendering import canonical, render_markdown, render_notes

__all__ = [
    "ActionPoint",
    "Attribution",
    "FoundName",
    "ParsedNotes",
    "ParsedSession",
    "Section",
    "Tip",
    "TipKind",
    "canonical",
    "find_actions",
    "find_names",
    "find_tips",
    "looks_attributed",
    "parse_notes",
    "render_markdown",
    "render_notes",
]
