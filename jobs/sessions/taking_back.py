"""Notes that were taken back from channels. Who may do that is who speaks for them."""

from datetime import datetime

from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import MemberId


def writers_of(tx: Transaction, session: EventSession) -> list[MemberId]:
    """Return who wrote a version of the notes, the first of them first.

    Taking words out of them is no writing.
    """
    written = [one for one in tx.notes.history(session) if one.route != "removal"]
    return [one.member_id for one in written if one.member_id]


def taken_back(tx: Transaction, session: EventSession) -> datetime | None:
    """Return when the notes were taken back everywhere; None where they were not."""
    note = tx.notes.find(session)
    if note is None or note.state != "withdrawn":
        return None
    times = [one.withdrawn_at for one in tx.note_posts.ever(session.id) if one.withdrawn_at]
    return max(times, default=note.changed_at)
