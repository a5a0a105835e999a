"""Somebody who is named in notes asks that something is taken out; organisers decide."""

from datetime import datetime

from jobs.delivery.reaching import organisers_to
from jobs.events.camps import correct_slots
from jobs.events.pitching import correct_card
from jobs.sessions.note_posts import refresh_posts
from storage.naming import clean
from storage.notices.consent import RemovalAsked
from storage.removals import Removal
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import MemberId

LONGEST_WORDS = 1_000
LONGEST_CONTACT = 200
KEPT_DAYS = 30
"""How long words and contact are kept after a request was settled."""


def ask_for_removal(
    tx: Transaction, session: EventSession, words: str, contact: str, now: datetime
) -> None:
    """Keep a request and tell the network's organisers, by its id only; asked again, once."""
    words = clean(words, LONGEST_WORDS, lines=True)
    removal = tx.removals.ask(session, words, clean(contact, LONGEST_CONTACT), now)
    notice = RemovalAsked(removal.id)
    tx.notices.queue(session.network_id, notice, organisers_to(tx, session.network_id), now)


def take_out(
    tx: Transaction,
    removal: Removal,
    session: EventSession,
    words: str,
    instead: str,
    by: MemberId | None,
    now: datetime,
) -> int:
    """Take words out of the session's notes, earlier versions and posts; return where they were.

    They stay out: what somebody sends later, and began before, is kept without them.
    """
    count = tx.notes.redact(session, words, instead, by=by, now=now)
    if count:
        note = tx.notes.find(session)
        version = note.version if note else 1
        tx.removals.note_taken(removal.id, session.network_id, words, version)
        refresh_posts(tx, session.id, session.network_id, now)
        _correct_channel(tx, session, now)
    return count


def _correct_channel(tx: Transaction, session: EventSession, now: datetime) -> None:
    """Let what else its event's channel reads of the session be as it is now."""
    if session.event_id is None:
        return
    event = tx.events.get(session.event_id, session.network_id)
    correct_card(tx, event, session, now)
    correct_slots(tx, event, [session.plan.starts_at], now)
