"""What the people of a session agreed on: no notes, no names with what was said, names, or nothing.

Who may say so is whoever led it, took its notes or made it, and organisers. Kept to everywhere in
the same transaction: posts, what is found, and the page for the room.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from jobs.notes import find_names, looks_attributed
from jobs.sessions.note_posts import refresh_posts
from storage.notes import Note
from storage.session_records import Consent, EventSession
from storage.store import Transaction
from storage.types import AccountId, MemberId


@dataclass(frozen=True, slots=True)
class NameSeen:
    """A line of the notes with somebody's name in it, as it is written there."""

    line: str
    name: str


def agree(tx: Transaction, session: EventSession, consent: Consent, now: datetime) -> EventSession:
    """Keep what was agreed, and let posts, search and pages keep to it; return the session."""
    plan = replace(session.plan, consent=consent)
    tx.sessions.change(session.id, session.network_id, plan)
    refresh_posts(tx, session.id, session.network_id, now)
    return tx.sessions.get(session.id, session.network_id)


def may_agree(
    tx: Transaction, session: EventSession, account: AccountId, member: MemberId | None
) -> bool:
    """Return whether somebody speaks for the session's people; organisers always may.

    Of those who wrote, only the first took its notes: whoever changed a line later speaks for none.
    """
    if session.made_by == account:
        return True
    return member is not None and member in {*_linked(session), *_writers(tx, session)[:1]}


def is_hidden(tx: Transaction, session: EventSession, member: MemberId | None) -> bool:
    """Return whether what was written stays hidden from a reader: all but its writers."""
    if session.plan.consent != "none":
        return False
    return member is None or member not in {*_writers(tx, session), *_point_writers(tx, session)}


def names_seen(tx: Transaction, session: EventSession, note: Note) -> list[NameSeen]:
    """Return the lines that would break the Chatham House Rule; none where it does not hold.

    People of the session are found by any part of their name, other members by their full one,
    and strangers where somebody "said" something. It warns, and never proves that no name is left.
    """
    if session.plan.consent != "chatham":
        return []
    text = "\n".join((note.summary, note.text))
    close = looks_attributed(text, _people(tx, session))
    found = [NameSeen(one.line, one.name) for one in close]
    everybody = [member.name for member in tx.members.present(session.network_id)]
    full = (one.written for one in find_names(text, everybody))
    return _once([*found, *_in_lines(text, full)])


def _people(tx: Transaction, session: EventSession) -> list[str]:
    points = tx.points.of_session(session)
    ids = [
        *tx.sessions.interested(session.id, "interested"),
        *tx.sessions.interested(session.id, "coming"),
        *_writers(tx, session),
        *(one.member_id for one in points if one.member_id),
    ]
    known = tx.members.many(list(dict.fromkeys(ids)))
    plan = session.plan
    names = [*plan.leaders, *plan.note_takers, *(one.name for one in points if one.name)]
    carrying = tx.carrying.of(session).name
    return [*names, *filter(None, (carrying,)), *(one.name for one in known.values())]


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


def _linked(session: EventSession) -> list[MemberId]:
    return [one.member_id for one in (*session.leaders, *session.note_takers) if one.member_id]


def _writers(tx: Transaction, session: EventSession) -> list[MemberId]:
    return [one.member_id for one in tx.notes.history(session) if one.member_id]


def _point_writers(tx: Transaction, session: EventSession) -> list[MemberId]:
    points = tx.points.of_session(session, ("said", "folded"))
    return [one.member_id for one in points if one.member_id]
