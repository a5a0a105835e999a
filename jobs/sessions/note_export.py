"""An event's notes for an archive: Markdown to read, CSV for a table, JSON for programs.

Only what was posted, and only as its people agreed: nothing of sessions without notes, and no
names of sessions under the Chatham House Rule. JSON follows `teapoint notes parse`, with what came
of a session beside it.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from jobs.notes import ParsedSession, Section, parse_notes, render_markdown
from jobs.notes.links import find_links
from jobs.rooms.room_points import with_points
from storage.events import Event
from storage.notes import Note
from storage.outcomes import Outcome
from storage.session_links import SessionLink
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import NetworkId, SessionId

Removal = Callable[[SessionId, NetworkId], str]
"""Gives the address by which anyone named in a session's notes can ask for removal."""

NAMED_HERE = (
    "If you are named here and would rather not be, you can ask for your name or words to be taken "
    "out. You need no account."
)
"""Stands in every export, as data does: exports are in English, as their field names are."""

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - what spreadsheets take for a sign, too
_HEADING = re.compile(r"^(?=#{1,2} )", re.MULTILINE)
_COLUMNS = (
    "event",
    "date",
    "session",
    "room",
    "title",
    "leaders",
    "note_takers",
    "volunteer",
    "themes",
    "summary",
    "notes",
    "links",
    "outcomes",
    "write_ups",
    "ask_for_removal",
)


@dataclass(frozen=True, slots=True)
class Exported:
    """One session as it leaves: only what may be seen outside."""

    parsed: ParsedSession
    outcomes: tuple[str, ...]
    write_ups: tuple[str, ...]
    removal: str


@dataclass(frozen=True, slots=True)
class Archive:
    """An event's notes, in its grid's order."""

    event: Event
    sessions: tuple[Exported, ...]


def collect(tx: Transaction, event: Event, removal: Removal | None) -> Archive:
    """Return what of an event may be archived."""
    notes = {note.session_id: note for note in tx.notes.of_event(event.id)}
    sessions = [one for one in tx.sessions.of_event(event.id) if _may_leave(one, notes)]
    ids = [one.id for one in sessions]
    outcomes, links = tx.outcomes.of_sessions(ids), tx.session_links.of_sessions(ids)
    carried = {one.id: _volunteer(tx, one) for one in sessions}
    return Archive(
        event,
        tuple(
            _export(
                parse_kept(event, one, _as_read(tx, one, notes[one.id]), carried[one.id]),
                [outcome for outcome in outcomes if outcome.session_id == one.id],
                [link for link in links if link.session_id == one.id],
                removal(one.id, event.network_id) if removal else "",
            )
            for one in sessions
        ),
    )


def parse_kept(
    event: Event | None, session: EventSession, note: Note, volunteer: str = ""
) -> ParsedSession:
    """Return kept notes in the parser's shape; without names under the Chatham House Rule."""
    plan = session.plan
    sections = _sections(note.text)
    told = ParsedSession(
        event=event.name if event else None,
        session=plan.number or None,
        room=plan.room or None,
        title=plan.title,
        leaders=plan.leaders,
        volunteer=volunteer or None,
        note_takers=plan.note_takers,
        summary=note.summary or None,
        themes=plan.themes,
        sections=sections,
        links=find_links([*(section.text for section in sections), note.summary]),
    )
    if plan.consent == "chatham":
        return replace(told, leaders=(), note_takers=(), volunteer=None)
    return told


def as_markdown(archive: Archive) -> str:
    """Return one page with every session under the event's heading."""
    head = [f"# {archive.event.name}", archive.event.day.isoformat(), NAMED_HERE]
    return "\n\n".join([*head, *(_page(one) for one in archive.sessions)]) + "\n"


def as_csv(archive: Archive) -> bytes:
    """Return a table, a session to a row; no cell is taken for a formula. UTF-8 with its mark."""
    table = io.StringIO()
    writer = csv.DictWriter(table, _COLUMNS)
    writer.writeheader()
    for one in archive.sessions:
        cells = _cells(archive.event, one)
        writer.writerow({name: _inert(value) for name, value in cells.items()})
    return table.getvalue().encode("utf-8-sig")


def as_json(archive: Archive) -> str:
    """Return the notes as `teapoint notes parse` writes them, with what came of each."""
    sessions = [
        asdict(one.parsed)
        | {
            "outcomes": one.outcomes,
            "write_ups": one.write_ups,
            "ask_for_removal": one.removal or None,
        }
        for one in archive.sessions
    ]
    whole: dict[str, Any] = {
        "event": {"name": archive.event.name, "date": archive.event.day.isoformat()},
        "if_you_are_named": NAMED_HERE,
        "sessions": sessions,
        "rest": None,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _as_read(tx: Transaction, session: EventSession, note: Note) -> Note:
    """The note with what stands on the page for its room, as its posts show it."""
    return replace(note, text=with_points(note.text, tx.points.of_session(session)))


def _may_leave(session: EventSession, notes: dict[SessionId, Note]) -> bool:
    note = notes.get(session.id)
    return note is not None and note.state == "posted" and session.plan.consent != "none"


def _volunteer(tx: Transaction, session: EventSession) -> str:
    carrying = tx.carrying.of(session)
    if carrying.member_id:
        return tx.members.get(carrying.member_id, session.network_id).name
    return carrying.name


def _export(
    parsed: ParsedSession, outcomes: Sequence[Outcome], links: Sequence[SessionLink], removal: str
) -> Exported:
    attached = [link.url for link in links if link.kind == "link"]
    everything = tuple(dict.fromkeys((*parsed.links, *attached)))
    return Exported(
        replace(parsed, links=everything),
        tuple(one.text for one in outcomes),
        tuple(link.url for link in links if link.kind == "write-up"),
        removal,
    )


def _sections(text: str) -> tuple[Section, ...]:
    """Return a text's sub-headings and points; all of it as one where it does not read so."""
    if not text:
        return ()
    read = parse_notes(f"Session title: Notes\n\nNotes\n{text}")
    if len(read.sessions) == 1 and read.rest is None:
        (session,) = read.sessions
        bare = ParsedSession(title="Notes", sections=session.sections, links=session.links)
        if session == bare and session.sections:
            return session.sections
    return (Section("Notes", text),)


def _page(one: Exported) -> str:
    page = _HEADING.sub("#", render_markdown(one.parsed)).strip()
    parts = [page]
    for heading, lines in (("What happened next", one.outcomes), ("Write-ups", one.write_ups)):
        if lines:
            told = "\n".join(f"- {' '.join(line.split())}" for line in lines)
            parts.append(f"### {heading}\n\n{told}")
    if one.removal:
        parts.append(f"[Named here? Ask for removal]({one.removal})")
    return "\n\n".join(parts)


def _cells(event: Event, one: Exported) -> dict[str, str]:
    told = one.parsed
    notes = "\n\n".join(f"{section.heading}\n{section.text}" for section in told.sections)
    return {
        "event": event.name,
        "date": event.day.isoformat(),
        "session": told.session or "",
        "room": told.room or "",
        "title": told.title or "",
        "leaders": "; ".join(told.leaders),
        "note_takers": "; ".join(told.note_takers),
        "volunteer": told.volunteer or "",
        "themes": "; ".join(told.themes),
        "summary": told.summary or "",
        "notes": notes,
        "links": "\n".join(told.links),
        "outcomes": "\n".join(one.outcomes),
        "write_ups": "\n".join(one.write_ups),
        "ask_for_removal": one.removal,
    }


def _inert(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: behind an apostrophe if it might."""
    return f"'{cell}" if cell.lstrip(" \ufeff\u200b").startswith(_RISKY) else cell
