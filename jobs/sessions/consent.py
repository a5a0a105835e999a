"""What the people of a session agreed on: no notes, no names with what was said, names, or nothing.

Who may say so is whoever led it, took its notes or made it, and organisers. Kept to everywhere in
the same transaction: posts, what is found, and the page for the room.
"""

from dataclasses import replace
from datetime import datetime

from jobs.sessions.note_posts import refresh_posts
from storage.session_records import Consent, EventSession
from storage.store import Transaction
from storage.types import AccountId, MemberId


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


def _linked(session: EventSession) -> list[MemberId]:
    return [one.member_id for one in (*session.leaders, *session.note_takers) if one.member_id]


def _writers(tx: Transaction, session: EventSession) -> list[MemberId]:
    return [one.member_id for one in tx.notes.history(session) if one.member_id]


def _point_writers(tx: Transaction, session: EventSession) -> list[MemberId]:
    points = tx.points.of_session(session, ("said", "folded"))
    return [one.member_id for one in points if one.member_id]
