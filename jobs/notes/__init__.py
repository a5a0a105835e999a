"""Session notes: from what people type and paste to fields, and back. Pure; nothing of ours in it.

parse_notes(text)            any text: its sessions and the rest (reading.py)

Inside: records.py (what comes out) · letters.py, lines.py (what each line is) · words.py, labels.py
(which field a line names) · links.py, people.py (addresses, several people) · drafting.py (a
session while it is read).
"""

from jobs.notes.reading import parse_notes
from jobs.notes.records import ActionPoint, ParsedNotes, ParsedSession, Section
from jobs.notes.rendering import canonical, render_markdown, render_notes

__all__ = [
    "ActionPoint",
    "ParsedNotes",
    "ParsedSession",
    "Section",
    "canonical",
    "parse_notes",
    "render_markdown",
    "render_notes",
]
