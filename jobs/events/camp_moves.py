"""A session is in another room or slot: whoever is interested is told once, and so is the channel.

Its notes, code and who would come stay with it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from jobs.calendars.quiet_days import free_moment
from jobs.calendars.workdays import to_utc
from jobs.delivery.reaching import read_addresses
from jobs.events import camps, pitching
from jobs.sessions.note_posts import refresh_posts
from storage.events import Event
from storage.naming import fold
from storage.notices.camps import SessionMoved
from storage.session_records import EventSession, SessionPlan
from storage.transaction import Transaction
from storage.types import MemberId

_MORNING = time(7, 30)


def moved_plan(
    sessions: Sequence[EventSession], plan: SessionPlan, room: str, starts_at: datetime | None
) -> SessionPlan:
    """Return the plan in another room or slot; empty or None: that stays.

    It ends with the slot that it moves to; if nobody else is in that, it lasts as before.
    """
    room = room or plan.room
    capacity = _capacity_of(sessions, room) if fold(room) != fold(plan.room) else plan.capacity
    plan = replace(plan, room=room, capacity=capacity)
    if starts_at is None or starts_at == plan.starts_at:
        return plan
    ends = max((camps.end_of(one) for one in camps.in_slot(sessions, starts_at)), default=None)
    if ends is None:
        lasts = plan.ends_at - plan.starts_at if plan.ends_at and plan.starts_at else None
        ends = starts_at + (lasts or camps.USUAL_SLOT)
    return replace(plan, starts_at=starts_at, ends_at=ends)


def clashes(
    sessions: Sequence[EventSession], session: EventSession, plan: SessionPlan
) -> list[EventSession]:
    """Return the other sessions that would be in the same room at the same time."""
    if not plan.room or plan.starts_at is None:
        return []
    ends = plan.ends_at or plan.starts_at + camps.USUAL_SLOT
    return [
        one
        for one in sessions
        if one.id != session.id
        and one.plan.starts_at
        and fold(one.plan.room) == fold(plan.room)
        and one.plan.starts_at < ends
        and camps.end_of(one) > plan.starts_at
    ]


def change_session(
    tx: Transaction, event: Event, before: EventSession, plan: SessionPlan, now: datetime
) -> bool:
    """Keep a session as it is planned now, and tell of it if it moved; return whether it did."""
    tx.sessions.change(before.id, before.network_id, plan)
    refresh_posts(tx, before.id, before.network_id, now)
    if plan.starts_at != before.plan.starts_at:
        tx.sessions.unmark(before.id, "announced")
    camps.correct_slots(tx, event, (before.plan.starts_at, plan.starts_at), now)
    if before.plan.state == "pitched":
        pitching.correct_card(tx, event, before, now)
    ends = camps.end_of(replace(before, plan=plan)) if plan.starts_at else None
    if not _has_moved(before.plan, plan) or (ends and ends < now):
        return False
    _tell_moved(tx, event, before, ends, now)
    return True


def _tell_moved(
    tx: Transaction, event: Event, before: EventSession, ends: datetime | None, now: datetime
) -> None:
    was_at = before.plan.starts_at.isoformat() if before.plan.starts_at else ""
    notice = SessionMoved(before.id, before.plan.room, was_at)
    members = interested_in(tx, before)
    book = read_addresses(tx, members)
    tx.notices.queue_all(
        before.network_id,
        [each for member in members for each in book.tell(member, notice)],
        now,
        not_before=_when_to_tell(tx, event, now),
        expires_at=ends,
        occasion=now.isoformat(),
    )


def _when_to_tell(tx: Transaction, event: Event, now: datetime) -> datetime:
    """On the day at once; before it in working hours, on its morning at the latest."""
    if camps.is_on(event, now):
        return now
    free = free_moment(tx, tx.networks.get(event.network_id), now)
    return max(now, min(free, to_utc(event.day, _MORNING, event.zone)))


def interested_in(tx: Transaction, session: EventSession) -> list[MemberId]:
    """Return the members who would come, are interested, lead it or take its notes; each once."""
    coming = tx.sessions.interested(session.id, "coming")
    interested = tx.sessions.interested(session.id, "interested")
    named = [one.member_id for one in (*session.leaders, *session.note_takers) if one.member_id]
    return list(dict.fromkeys([*coming, *interested, *named]))


def _has_moved(before: SessionPlan, plan: SessionPlan) -> bool:
    """Whether somebody would go to the wrong place or at the wrong time."""
    return fold(before.room) != fold(plan.room) or before.starts_at != plan.starts_at


def _capacity_of(sessions: Sequence[EventSession], room: str) -> int | None:
    """The seats of a room, as any of its sessions has them."""
    known = (one.plan.capacity for one in sessions if fold(one.plan.room) == fold(room))
    return max(filter(None, known), default=None)
