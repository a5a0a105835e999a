"""Pitches: sessions that somebody would hold, and who would come, before they have a room."""

from dataclasses import replace
from datetime import datetime

from jobs.calendars.quiet_days import free_moment
from jobs.delivery.reaching import read_addresses
from storage.events import Event
from storage.naming import fold
from storage.notice_queue import To, key_of
from storage.notices.camps import Pitched, PitchWithdrawn
from storage.session_records import EventSession, SessionPlan
from storage.transaction import Transaction
from storage.types import AccountId, Member, MemberId

LONGEST_TITLE = 200
MARK = "P"
"""Numbers of pitches begin with it, so that nobody takes one for a session's."""


def pitch(
    tx: Transaction, event: Event, title: str, by: Member, account: AccountId, now: datetime
) -> EventSession:
    """Keep a pitch under the next number, and post it in the event's channel.

    Whoever pitches says themselves that they lead it: their name is theirs from the beginning.
    """
    plan = SessionPlan(title, number=_next_number(tx, event), leaders=(by.name,), state="pitched")
    session = tx.sessions.add(event.network_id, plan, account, now, event.id)
    tx.sessions.settle_who(session.id, "leader", by.name, by.id)
    tx.notices.queue(event.network_id, Pitched(session.id), _channel(tx, event), now)
    return session


def pitched_by(tx: Transaction, session: EventSession) -> MemberId | None:
    """Return the member who pitched it, whichever account they used; None: they were forgotten."""
    if session.made_by is None:
        return None
    member = tx.members.find(session.network_id, session.made_by)
    return member.id if member else None


def withdraw_pitch(
    tx: Transaction, event: Event, session: EventSession, by: MemberId | None, now: datetime
) -> int:
    """Take a pitch and its post back; tell who would come, and who pitched it, but not `by`.

    Return how many are told: once, at an hour at which people are asked things.
    """
    tx.sessions.change(session.id, event.network_id, replace(session.plan, state="dropped"))
    for to in _channel(tx, event):
        tx.notices.remove(key_of(Pitched(session.id), to), event.network_id, now)
    coming = tx.sessions.interested(session.id, "coming")
    concerned = dict.fromkeys([*coming, *filter(None, (pitched_by(tx, session),))])
    told = [member for member in concerned if member != by]
    book, notice = read_addresses(tx, told), PitchWithdrawn(session.id)
    items = [each for member in told for each in book.tell(member, notice)]
    free = free_moment(tx, tx.networks.get(event.network_id), now)
    tx.notices.queue_all(event.network_id, items, now, not_before=free, occasion=now.isoformat())
    return len(items)


def pitches_of(tx: Transaction, event: Event) -> list[EventSession]:
    """Return the pitches that have no place yet, first come first."""
    found = [one for one in tx.sessions.of_event(event.id) if one.plan.state == "pitched"]
    return sorted(found, key=lambda one: (one.made_at, _count_of(one)))


def find_same(tx: Transaction, event: Event, title: str) -> EventSession | None:
    """Return the session or pitch of this title, if there is one."""
    said = fold(title)
    return next((one for one in tx.sessions.of_event(event.id) if fold(one.title) == said), None)


def press_coming(
    tx: Transaction, session: EventSession, member_id: MemberId, now: datetime
) -> tuple[bool, int]:
    """Note that a member would come; return whether that is new, and how many would."""
    is_new = tx.sessions.press(session.id, member_id, "coming", now)
    return is_new, _count(tx, session, now, is_new=is_new)


def unpress_coming(
    tx: Transaction, session: EventSession, member_id: MemberId, now: datetime
) -> tuple[bool, int]:
    """Take that back; return whether there was anything to take back, and how many would come."""
    had = tx.sessions.unpress(session.id, member_id, "coming")
    return had, _count(tx, session, now, is_new=had)


def correct_card(tx: Transaction, event: Event, session: EventSession, now: datetime) -> None:
    """Let the pitch in the channel say what is true now: who would come, where it is."""
    for to in _channel(tx, event):
        key = key_of(Pitched(session.id), to)
        tx.notices.change(key, event.network_id, now, now.isoformat())


def next_session_number(sessions: list[EventSession]) -> str:
    """Return the number after the highest; empty where sessions have none, or slots have them."""
    numbers = [one.plan.number for one in sessions if one.plan.number.isdecimal()]
    if not numbers or len(set(numbers)) < len(numbers):
        return ""
    return str(max(map(int, numbers)) + 1)


def _count(tx: Transaction, session: EventSession, now: datetime, *, is_new: bool) -> int:
    if is_new and session.event_id:
        event = tx.events.get(session.event_id, session.network_id)
        correct_card(tx, event, session, now)
    return tx.sessions.counts([session.id], "coming").get(session.id, 0)


def _next_number(tx: Transaction, event: Event) -> str:
    return f"{MARK}{max(map(_count_of, pitches_of(tx, event)), default=0) + 1}"


def _count_of(session: EventSession) -> int:
    count = session.plan.number.removeprefix(MARK)
    return int(count) if count.isdecimal() else 0


def _channel(tx: Transaction, event: Event) -> list[To]:
    if event.place_id is None:
        return []
    place = tx.places.get(event.place_id)
    return [To(place.space_id, place_id=place.id)]
