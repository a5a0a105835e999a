"""Carrying a conversation on: who does, who is asked to, hands it over, ends it or lets it rest.

Only a member's own press or word makes them the volunteer. Where the notes stand in channels, the
posts say how it is now.
"""

from datetime import datetime
from typing import Literal

from jobs.carrying_on.following_up import forget_volunteer, watch_volunteer
from jobs.carrying_on.session_people import may_ask, tell
from jobs.delivery.reaching import address_all
from jobs.sessions.note_posts import refresh_posts
from storage.notice_queue import key_of
from storage.notices.carrying import CarryAnswered, CarryAsked
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import Member, MemberId

Asked = Literal["asked", "asked before", "wants no questions", "carries it"]


def volunteer(tx: Transaction, session: EventSession, member: Member, now: datetime) -> bool:
    """Let a member carry it on; False where another does, who did not ask them to take over."""
    before = tx.carrying.of(session)
    old = before.member_id if before.state == "carried" else None
    if old == member.id:
        return True
    handed = old is not None and _was_asked(tx, session, member.id, handover=True)
    if not tx.carrying.take(session, member.id, now, old if handed else None):
        return False
    watch_volunteer(tx, session, now)
    refresh_posts(tx, session.id, session.network_id, now)
    if old and handed:
        told = CarryAnswered(session.id, old, member.id, yes=True)
        tell(tx, session.network_id, [(old, told)], now)
    return True


def ask(tx: Transaction, session: EventSession, member: Member, now: datetime) -> Asked:
    """Ask a member whether they carry it on. Nobody is asked that twice about one session."""
    carrying = tx.carrying.of(session)
    handover = carrying.state == "carried"
    if handover and carrying.member_id == member.id:
        return "carries it"
    if not may_ask(tx, member, now):
        return "wants no questions"
    if _was_asked(tx, session, member.id, handover=handover):
        return "asked before"
    notice = CarryAsked(session.id, member.id, handover)
    tell(tx, session.network_id, [(member.id, notice)], now)
    return "asked"


def decline(tx: Transaction, session: EventSession, member: Member, now: datetime) -> None:
    """A member who was asked says no: whoever wanted to hand over hears it, nobody else."""
    carrying = tx.carrying.of(session)
    old = carrying.member_id if carrying.state == "carried" else None
    if old and old != member.id and _was_asked(tx, session, member.id, handover=True):
        told = CarryAnswered(session.id, old, member.id, yes=False)
        tell(tx, session.network_id, [(old, told)], now)


def end(
    tx: Transaction,
    session: EventSession,
    state: Literal["open", "resting", "done"],
    now: datetime,
) -> bool:
    """Nobody carries it on any more: it is open again, rests or is done. False: it was so."""
    if not tx.carrying.become(session, state, now):
        return False
    forget_volunteer(tx, session)
    refresh_posts(tx, session.id, session.network_id, now)
    return True


def ask_nothing_more(tx: Transaction, member_id: MemberId) -> None:
    """A member wants no questions about what follows sessions; what they carry on stays theirs."""
    tx.note_reminders.stop(member_id, None)
    tx.carrying.stop(member_id)


def _was_asked(
    tx: Transaction, session: EventSession, member_id: MemberId, *, handover: bool
) -> bool:
    notice = CarryAsked(session.id, member_id, handover)
    items = address_all(tx, [(member_id, notice)])
    return any(tx.deliveries.by_key(key_of(notice, to)) for notice, to in items)
