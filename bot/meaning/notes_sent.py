"""Session notes that somebody sends without a command: a document, a link, or the whole text."""

from collections.abc import Sequence
from dataclasses import replace

from bot.command import Command
from bot.heard import Heard
from jobs.notes import ParsedSession, parse_notes
from jobs.notes.documents import EXTENSIONS
from jobs.notes.google_docs import export_link

_COMMANDS = ("notes", "teapoint", "unmentor")
_LEAST_LINES = 3
_LEAST_LABELS = 2
_FIELDS = ("session", "room", "title", "leaders", "volunteer", "note_takers")


def as_notes(heard: Heard, ways: Sequence[tuple[Command, tuple[str, ...]]]) -> Heard:
    """Return what was heard as the command that is meant, where it is notes; else as it is.

    `ways` are the commands that its words may be: words that are a command stay one.
    """
    if heard.pressed or heard.values is not None:
        return heard
    documents = [file for file in heard.files if _extension(file[1]) in EXTENSIONS]
    if documents and (not ways or not heard.text.strip()):
        values = {f"file{place or ''}": file for place, file in enumerate(documents)}
        return replace(heard, text="notes file", values=values)
    if not ways and export_link(heard.text.strip().strip("<>")):
        return replace(heard, text=f"notes file {heard.text.strip()}")
    if _reads_as_notes(heard.text):
        return replace(heard, text=f"notes paste {heard.text}")
    return heard


def _extension(name: str) -> str:
    return name.rpartition(".")[2].casefold()


def _reads_as_notes(text: str) -> bool:
    """Several lines, of which at least two say what a session is; no command begins them."""
    lines = [line for line in text.splitlines() if line.strip()]
    first = text.split(maxsplit=1)[0].casefold() if text.strip() else ""
    if len(lines) < _LEAST_LINES or first in _COMMANDS:
        return False
    return any(_labels(session) >= _LEAST_LABELS for session in parse_notes(text).sessions)


def _labels(session: ParsedSession) -> int:
    return sum(bool(getattr(session, name)) for name in _FIELDS)
