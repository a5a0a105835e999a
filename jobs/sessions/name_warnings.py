"""Lines that would break the Chatham House Rule, where the people of a session agreed on it.

It warns, and never proves that no name is left.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jobs.notes import find_names, looks_attributed
from storage.notes import Note
from storage.session_records import EventSession
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class NameSeen:
    """A line of the notes with somebody's name in it, as it is written there."""

    line: str
    name: str


def names_seen(tx: Transaction, session: EventSession, note: Note) -> list[NameSeen]:
    """Return the lines of the notes with a name in them; none where the rule does not hold.

    The title is read with them, and is one.
    """
    return names_in(tx, session, "\n".join((session.title, note.summary, note.text)))


def names_added(tx: Transaction, session: EventSession, before: str, after: str) -> list[NameSeen]:
    """Return what names somebody in a text and was not in the text before it."""
    known = {*names_in(tx, session, before)}
    return [one for one in names_in(tx, session, after) if one not in known]


def names_in(tx: Transaction, session: EventSession, text: str) -> list[NameSeen]:
    """Return the lines of a text with a name in them; none where the rule does not hold.

    People of the session are found by any part of their name, other members by their full one,
    and strangers where they seem to speak.
    """
    if session.plan.consent != "chatham":
        return []
    close = looks_attributed(text, _people(tx, session), _things(tx, session))
    found = [NameSeen(one.line, one.name) for one in close]
    everybody = [member.name for member in tx.members.present(session.network_id)]
    full = (one.written for one in find_names(text, everybody))
    return _once([*found, *_in_lines(text, full)])


def _people(tx: Transaction, session: EventSession) -> list[str]:
    points = tx.points.of_session(session)
    ids = [
        *tx.sessions.interested(session.id, "interested"),
        *tx.sessions.interested(session.id, "coming"),
        *(one.member_id for one in tx.notes.history(session) if one.member_id),
        *(one.member_id for one in points if one.member_id),
    ]
    known = tx.members.many(list(dict.fromkeys(ids)))
    plan = session.plan
    names = [*plan.leaders, *plan.note_takers, *(one.name for one in points if one.name)]
    carrying = tx.carrying.of(session).name
    return [*names, *filter(None, (carrying,)), *(one.name for one in known.values())]


def _things(tx: Transaction, session: EventSession) -> list[str]:
    """What has a name and is nobody: organisations, topics, the event, its rooms."""
    here = session.network_id
    event = tx.events.get(session.event_id, here) if session.event_id else None
    sessions = tx.sessions.of_event(event.id) if event else [session]
    return [
        *(name for name, _id in tx.organisations.names(here)),
        *tx.interests.known(here),
        *(theme for one in sessions for theme in one.plan.themes),
        *(one.plan.room for one in sessions),
        *((event.name,) if event else ()),
    ]


def _in_lines(text: str, names: Iterable[str]) -> Iterator[NameSeen]:
    lines = text.split("\n")
    for name in names:
        yield from (NameSeen(line.strip(), name) for line in lines if name in line)


def _once(found: Iterable[NameSeen]) -> list[NameSeen]:
    """Each line and name once; a part of a name is left out where the line has it whole."""
    kept: list[NameSeen] = []
    for one in sorted(dict.fromkeys(found), key=lambda each: -len(each.name)):
        if not any(one.line == each.line and one.name in each.name for each in kept):
            kept.append(one)
    return kept
