"""After a session: who carries its conversation on? Asked once, nudged twice; then silence.

Whatever is due is looked at again when it fires, and nothing is sent that no longer holds: where
the conversation is carried, rests or is done, or its people have gone or want no questions. Out of
working hours, on bank holidays and in quiet periods it waits.

| schedule kind | subject | then |
|---|---|---|
| carry_on | session | its people are asked who carries it on; of one without an event |
| carry_event | event | the same for its sessions, one message a person, however many those are |
| carry_list | event | its channel reads the one list: what is carried on, and what is open |
| carry_nudge | session | its volunteer is asked how it goes |
| write_up | session | its leaders are asked for a write-up; those who asked for it, sooner |
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from jobs.calendars.calendar import find_zone, to_utc
from jobs.calendars.quiet_days import free_moment
from jobs.carrying_on.moments import (
    ASK_AT,
    ask_at,
    begins,
    days_after,
    due_by,
    find_session,
    put_off,
    set_due,
)
from jobs.carrying_on.session_people import EXPIRES, people_of, tell, to_ask
from jobs.digests.writing import wants_after_sessions
from storage.events import Event
from storage.naming import fold
from storage.notice_queue import To
from storage.notices.carrying import CarryAsked, CarryList, CarryNudge, WhoCarriesOn, WriteUpAsked
from storage.queue_records import Schedule
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import EventId, MemberId, Network, SessionId

NUDGE_AFTER = timedelta(weeks=2)
MOST_NUDGES = 2
WRITE_UP_AFTER = timedelta(weeks=4)
WRITE_UP_SOON = timedelta(weeks=1)

_LIST_AT = time(15)  # whoever answers in the morning is in it


# What is watched


def watch_notes(tx: Transaction, session: EventSession, now: datetime) -> None:
    """Its notes were posted: have its people asked two working days later."""
    network = tx.networks.get(session.network_id)
    if session.event_id:
        event = tx.events.get(session.event_id, network.id)
        watch_event(tx, event, now)
        due_by(tx, network.id, "carry_event", event.id, ask_at(tx, network, now), now)
    else:
        due_by(tx, network.id, "carry_on", session.id, ask_at(tx, network, now), now)


def watch_event(tx: Transaction, event: Event, now: datetime) -> None:
    """Have an event's people asked two working days after it, and its one list posted that day.

    Whoever sets an event up or moves it calls this. Once it is over, what is due stays so.
    """
    network = tx.networks.get(event.network_id)
    first = max(event.day, now.astimezone(find_zone(event.zone)).date())
    day = days_after(tx, network, first)
    for kind, at in (("carry_event", ASK_AT), ("carry_list", _LIST_AT)):
        due = free_moment(tx, network, to_utc(day, at, network.zone))
        found = tx.schedules.find(kind, event.id)
        if kind == "carry_list" and event.listed_at:
            continue
        if found is None or (first == event.day and found.next_due != due):
            set_due(tx, network.id, kind, event.id, due, now)


def watch_volunteer(tx: Transaction, session: EventSession, now: datetime) -> None:
    """Somebody carries it on from now: have them asked how it goes, two weeks later."""
    due = free_moment(tx, tx.networks.get(session.network_id), now + NUDGE_AFTER)
    tx.schedules.set(session.network_id, "carry_nudge", session.id, now.isoformat(), due)


def forget_volunteer(tx: Transaction, session: EventSession) -> None:
    """Nobody carries it on any more: nobody is asked."""
    if found := tx.schedules.find("carry_nudge", session.id):
        tx.schedules.set(session.network_id, "carry_nudge", session.id, found.label, None)


# What fires


def ask_of_session(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Two working days after the notes of a session without an event were posted."""
    session = find_session(tx, schedule)
    _ask_when_due(tx, schedule, [session] if session else [], now)


def ask_of_event(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Two working days after an event, and again after later notes of it were posted."""
    event = tx.events.get(EventId(schedule.subject), schedule.network_id)
    _ask_when_due(tx, schedule, tx.sessions.of_event(event.id), now)


def list_event(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Post the one list of an event in its channel."""
    event = tx.events.get(EventId(schedule.subject), schedule.network_id)
    if put_off(tx, schedule, now) or event.listed_at or not event.place_id:
        return
    if not [one for one in tx.sessions.of_event(event.id) if one.plan.state == "planned"]:
        return
    tx.events.change(replace(event, listed_at=now))
    place = tx.places.get(event.place_id)
    to = [To(place.space_id, place_id=place.id)]
    tx.notices.queue(event.network_id, CarryList(event.id), to, now, expires_at=now + EXPIRES)


def nudge(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Ask a volunteer how it goes, if they still carry it on and want to be asked."""
    session = find_session(tx, schedule)
    if session is None or put_off(tx, schedule, now):
        return
    carrying = tx.carrying.of(session)
    member_id = carrying.member_id
    if carrying.state != "carried" or member_id is None:
        return
    if carrying.stopped or carrying.nudges >= MOST_NUDGES:
        return
    if _waits_for_pause(tx, schedule, member_id, now) or not to_ask(tx, [member_id], now):
        return
    number = tx.carrying.nudge(session.id, now)
    told = CarryNudge(session.id, member_id, number)
    tell(tx, session.network_id, [(member_id, told)], now, occasion=carrying.since.isoformat())
    if number < MOST_NUDGES:
        watch_volunteer(tx, session, now)


def ask_for_write_up(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Ask a session's leaders once whether they wrote about it, unless somebody did.

    Those who want to be reminded to write are asked first, and not again with the others: it is
    the same notice, which nobody is told twice.
    """
    session = find_session(tx, schedule)
    if session is None or put_off(tx, schedule, now):
        return
    if any(link.kind == "write-up" for link in tx.session_links.of_sessions([session.id])):
        return
    leaders = _leaders(session)
    eager = wants_after_sessions(tx, leaders)
    later = _write_up_at(tx, session, WRITE_UP_AFTER, now)
    soon = bool(eager) and later > now
    if soon:
        set_due(tx, schedule.network_id, schedule.kind, schedule.subject, later, now)
    asked = to_ask(tx, eager if soon else leaders, now)
    tell(tx, session.network_id, [(m, WriteUpAsked(session.id, m)) for m in asked], now)


# Asking


def _ask_when_due(
    tx: Transaction, schedule: Schedule, sessions: Sequence[EventSession], now: datetime
) -> None:
    """Ask about those whose time has come; the others' is waited for."""
    if put_off(tx, schedule, now):
        return
    network = tx.networks.get(schedule.network_id)
    open_ = [one for one in sessions if one.asked_at is None and one.plan.state == "planned"]
    ready, later = [], []
    for session in open_:
        begun = begins(tx, session, tx.notes.find(session))
        due = ask_at(tx, network, begun) if begun else None
        if due and due <= now:
            ready.append(session)
        elif due:
            later.append(due)
    if later:
        due_by(tx, network.id, schedule.kind, schedule.subject, min(later), now)
    _ask_about(tx, network, ready, now)


def _ask_about(
    tx: Transaction, network: Network, sessions: Sequence[EventSession], now: datetime
) -> None:
    """Ask everybody once, with all of the conversations that concern them in one message."""
    asked: dict[MemberId, list[SessionId]] = {}
    for session in sessions:
        if not tx.sessions.mark(session.id, "asked", now):
            continue
        note = tx.notes.find(session)
        _plan_write_up(tx, network, session, now)
        if tx.carrying.of(session).state != "open":
            continue
        named = _ask_named(tx, session, now)
        for member in people_of(tx, session, note):
            if member not in named:
                asked.setdefault(member, []).append(session.id)
    here = to_ask(tx, list(asked), now)
    told = [(member, WhoCarriesOn(member, " ".join(asked[member]))) for member in here]
    tell(tx, network.id, told, now)


def _ask_named(tx: Transaction, session: EventSession, now: datetime) -> list[MemberId]:
    """Ask whom the notes name as the volunteer, where just one member has that name."""
    name = fold(tx.carrying.of(session).name)
    present = tx.members.present(session.network_id) if name else []
    found = [member.id for member in present if fold(member.name) == name]
    asked = to_ask(tx, found, now) if len(found) == 1 else []
    told = [(m, CarryAsked(session.id, m, handover=False)) for m in asked]
    tell(tx, session.network_id, told, now)
    return asked


def _plan_write_up(tx: Transaction, network: Network, session: EventSession, now: datetime) -> None:
    eager = wants_after_sessions(tx, _leaders(session))
    due = _write_up_at(tx, session, WRITE_UP_SOON if eager else WRITE_UP_AFTER, now)
    tx.schedules.set(network.id, "write_up", session.id, "once", max(due, now))


def _write_up_at(
    tx: Transaction, session: EventSession, after: timedelta, now: datetime
) -> datetime:
    """When its leaders may be asked, so long after it."""
    begun = begins(tx, session, tx.notes.find(session)) or session.asked_at or now
    return free_moment(tx, tx.networks.get(session.network_id), begun + after)


def _leaders(session: EventSession) -> list[MemberId]:
    return [one.member_id for one in session.leaders if one.member_id]


def _waits_for_pause(
    tx: Transaction, schedule: Schedule, member_id: MemberId, now: datetime
) -> bool:
    """Whether a volunteer wants none for a while: then they are asked afterwards."""
    pause = tx.note_reminders.find(member_id)
    if pause is None or pause.until is None or not pause.holds_on(now.date()):
        return False
    network = tx.networks.get(schedule.network_id)
    due = free_moment(tx, network, to_utc(pause.until, ASK_AT, network.zone))
    set_due(tx, schedule.network_id, schedule.kind, schedule.subject, due, now)
    return True
