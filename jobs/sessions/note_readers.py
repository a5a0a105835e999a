"""Members who follow themes of session notes for themselves, in a direct message or by e-mail.

They are told when the notes are posted, once, however many channels follow. What they were told
follows the notes as a post in a channel does: it changes with them where it can, and is taken back
with them.
"""

from datetime import datetime

from jobs.delivery.reaching import direct
from storage.notices.notes import NoteToRead
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import Account


def find_readers(tx: Transaction, session: EventSession) -> list[Account]:
    """Return where members read the session's notes who follow one of its themes."""
    found = tx.themes.readers(session.network_id, session.plan.themes)
    return [account for account in found if not account.blocked_at]


def tell_readers(tx: Transaction, session: EventSession, now: datetime) -> None:
    """Tell each of them of notes that stood nowhere before."""
    to, occasion = [direct(account) for account in find_readers(tx, session)], now.isoformat()
    tx.notices.queue(session.network_id, NoteToRead(session.id), to, now, occasion=occasion)


def refresh_readers(tx: Transaction, session: EventSession, now: datetime, what: str) -> None:
    """Say the notes again as they are, where that can be; `what` tells this change from others."""
    for key in tx.note_posts.told(session.id):
        tx.notices.change(key, session.network_id, now, what)


def take_back_from_readers(tx: Transaction, session: EventSession, now: datetime) -> None:
    """Take back what they were told."""
    for key in tx.note_posts.told(session.id):
        tx.notices.remove(key, session.network_id, now)
