"""What happened next: kept, read with the notes wherever they stand, and told once."""

from datetime import datetime

from jobs.carrying_on.session_people import tell, to_ask
from jobs.sessions.note_posts import refresh_posts
from storage.notices.carrying import OutcomeTold
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import Member


def add_outcome(
    tx: Transaction, session: EventSession, text: str, member: Member, now: datetime
) -> None:
    """Keep what came of a session, and tell everybody who pressed *I'm interested*, but its writer.

    The same words again change nothing: the delivery of an outcome has one key a person.
    """
    outcome = tx.outcomes.add(session.id, text, member.id, now)
    refresh_posts(tx, session.id, session.network_id, now)
    interested = [m for m in tx.sessions.interested(session.id, "interested") if m != member.id]
    told = [(m, OutcomeTold(outcome.id, m)) for m in to_ask(tx, interested, now)]
    tell(tx, session.network_id, told, now)
