"""Notes that were taken back from channels: who may do that, and who reads them afterwards."""

from datetime import datetime

from storage.session_records import EventSession
from storage.store import Transaction
from storage.types import MemberId


def linked_to(session: EventSession) -> list[MemberId]:
    """Return the members who said that they led the session or took its notes."""
    named = (*session.leaders, *session.note_takers)
    return [one.member_id for one in named if one.member_id]


def writers_of(tx: Transaction, session: EventSession) -> list[MemberId]:
    """Return who wrote a version of the notes, the first of them first.

    Taking words out of them is no writing.
    """
    written = [one for one in tx.notes.history(session) if one.route != "removal"]
    return [one.member_id for one in written if one.member_id]


def speaks_for_notes(tx: Transaction, session: EventSession, member: MemberId | None) -> bool:
    """Return whether a member wrote the notes, led the session or took its notes."""
    return member is not None and member in {*writers_of(tx, session), *linked_to(session)}


def taken_back(tx: Transaction, session: EventSession) -> datetime | None:
    """Return when the notes were taken back everywhere; None where they were not."""
    note = tx.notes.find(session)
    if note is None or note.state != "withdrawn":
        return None
    times = [one.withdrawn_at for one in tx.note_posts.ever(session.id) if one.withdrawn_at]
    return max(times, default=note.changed_at)
