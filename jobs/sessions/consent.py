"""What the people of a session agreed on: no notes, no names with what was said, names, or nothing.

Who may say so is who speaks for it (speaking.py), and organisers. Kept to everywhere in
the same transaction: posts, what is found, and the page for the room.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from jobs.sessions.note_posts import refresh_posts
from jobs.sessions.taking_back import taken_back, writers_of
from storage.session_records import Consent, EventSession
from storage.transaction import Transaction
from storage.types import MemberId


@dataclass(frozen=True, slots=True)
class Agreed:
    """What follows from an agreement: the session, and what became of what was there before.

    `unnamed`: from how many points of its page names were taken; `stays_back`: its notes had been
    posted, were taken back, and nobody posts them again but who says so.
    """

    session: EventSession
    unnamed: int = 0
    stays_back: bool = False


def agree(tx: Transaction, session: EventSession, consent: Consent, now: datetime) -> Agreed:
    """Keep what was agreed, and let posts, search and pages keep to it.

    Under the Chatham House Rule the page's points forget who wrote them, earlier ones as well.
    """
    plan = replace(session.plan, consent=consent)
    unnamed = tx.points.forget_names(session) if consent == "chatham" else 0
    tx.sessions.change(session.id, session.network_id, plan)
    refresh_posts(tx, session.id, session.network_id, now)
    lifted = session.plan.consent == "none" and consent != "none"
    is_back = lifted and taken_back(tx, session) is not None
    return Agreed(tx.sessions.get(session.id, session.network_id), unnamed, is_back)


def is_hidden(tx: Transaction, session: EventSession, member: MemberId | None) -> bool:
    """Return whether what was written stays hidden from a reader: all but its writers."""
    if session.plan.consent != "none":
        return False
    return member is None or member not in {*writers_of(tx, session), *_point_writers(tx, session)}


def _point_writers(tx: Transaction, session: EventSession) -> list[MemberId]:
    points = tx.points.of_session(session, ("said", "folded"))
    return [one.member_id for one in points if one.member_id]
