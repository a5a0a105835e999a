"""A playbook out of a call: what members added, and tips out of notes, each once, with its source.

Duplicates are met by rapidfuzz: of two that say the same, the longer stays, with both sources.
Of all notes that something is out of, the page says how anyone named asks to be taken out.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from jobs.notes import TipKind, find_tips
from jobs.rooms.room_points import with_points
from jobs.sessions.note_export import parse_kept
from storage.calls import NoteCall
from storage.events import Event
from storage.naming import fold
from storage.notes import Note
from storage.search import Query
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import MemberId, NetworkId, SessionId

Removal = Callable[[SessionId], str]
"""Gives the address by which anyone named in a session's notes can ask for removal."""

_SAME = 90
_MOST = 400
_MARKS = str.maketrans({"<": "&lt;", "`": "\\`", "*": "\\*", "_": "\\_", "[": "\\[", "]": "\\]"})


@dataclass(frozen=True, slots=True)
class Tip:
    """Something that helps elsewhere; `source` says where it came from, blank for nobody's name.

    `session_id` is that of the notes that it is out of, if it is out of any.
    """

    kind: TipKind
    text: str
    source: str
    session_id: SessionId | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Out of which notes tips are taken: of an event, or of a theme as it is kept; or none."""

    event: Event | None = None
    theme: str = ""


@dataclass(slots=True)
class Merged:
    """What several said alike."""

    tip: Tip
    sources: list[str] = field(default_factory=list)
    notes: dict[SessionId, str] = field(default_factory=dict)
    """The notes among its sources, by session, as they are called."""


def gather(
    tx: Transaction, network_id: NetworkId, call: NoteCall | None, scope: Scope
) -> list[Merged]:
    """Return what was added to the call and what the notes mark as tips, each once."""
    entries = _entries(tx, call) if call else []
    return merge([*entries, *_tips(tx, network_id, scope)])


def merge(tips: Iterable[Tip]) -> list[Merged]:
    """Put together those that say the same, in the order of the first; at most 400 are read."""
    merged: list[Merged] = []
    for tip in list(tips)[:_MOST]:
        same = next((one for one in merged if _is_same(one.tip, tip)), None)
        if same is None:
            merged.append(same := Merged(tip))
        elif len(tip.text) > len(same.tip.text):
            same.tip = replace(tip, kind=same.tip.kind)
        if tip.source and tip.source not in same.sources:
            same.sources.append(tip.source)
        if tip.session_id:
            same.notes[tip.session_id] = tip.source
    return merged


def as_markdown(title: str, found: Sequence[Merged], removal: Removal | None = None) -> str:
    """Return the playbook as one page: examples, then tips, then how to ask for removal."""
    parts = [f"# {_inert(title)}"]
    for heading, kind in (("Examples", "example"), ("Tips", "tip")):
        lines = [_line(one) for one in found if one.tip.kind == kind]
        if lines:
            parts += [f"## {heading}", "\n".join(lines)]
    return "\n\n".join([*parts, *_ways_out(found, removal)]) + "\n"


def _ways_out(found: Sequence[Merged], removal: Removal | None) -> list[str]:
    """For each of the notes that something is out of, where anyone named asks to be taken out."""
    notes = {key: name for one in found for key, name in one.notes.items()}
    if removal is None or not notes:
        return []
    lines = [f"- [Ask for removal: {_inert(name)}]({removal(key)})" for key, name in notes.items()]
    return ["## Named here?", "\n".join(lines)]


def _entries(tx: Transaction, call: NoteCall) -> list[Tip]:
    entries = tx.calls.entries(call.id)
    ids = {one.member_id for one in entries if one.named and one.member_id}
    names = {key: member.name for key, member in tx.members.many(sorted(ids)).items()}
    return [
        Tip(_kind(one.text), one.text, _by(names, one.member_id if one.named else None))
        for one in entries
    ]


def _tips(tx: Transaction, network_id: NetworkId, scope: Scope) -> list[Tip]:
    if scope.event is None and not scope.theme:
        return []
    events = (scope.event.id,) if scope.event else None
    query = Query(events=events, themes=(scope.theme,) if scope.theme else None)
    hits = tx.search.find(network_id, query, _MOST)
    found: list[Tip] = []
    for hit in hits:
        session = tx.sessions.get(hit.session_id, network_id)
        found += _of_note(tx, session, tx.notes.get(hit.session_id, network_id))
    return found


def _of_note(tx: Transaction, session: EventSession, note: Note) -> list[Tip]:
    event = tx.events.get(session.event_id, session.network_id) if session.event_id else None
    source = ", ".join(filter(None, (f"“{session.title}”", event.name if event else "")))
    text = with_points(note.text, tx.points.of_session(session))
    parsed = parse_kept(event, session, replace(note, text=text))
    return [Tip(tip.kind, tip.text, source, session.id) for tip in find_tips(parsed)]


def _kind(text: str) -> TipKind:
    return "example" if fold(text).startswith(("example", "case study", "we did", "at ")) else "tip"


def _by(names: dict[MemberId, str], member_id: MemberId | None) -> str:
    return names.get(member_id, "") if member_id else ""


def _is_same(one: Tip, other: Tip) -> bool:
    mine, theirs = fold(one.text), fold(other.text)
    shorter = min(len(mine), len(theirs)) / max(len(mine), len(theirs), 1)
    return mine == theirs or (shorter > 0.6 and fuzz.token_sort_ratio(mine, theirs) >= _SAME)


def _line(one: Merged) -> str:
    told = _inert(one.tip.text)
    return f"- {told} ({_inert('; '.join(one.sources))})" if one.sources else f"- {told}"


def _inert(text: str) -> str:
    return " ".join(text.translate(_MARKS).split())
