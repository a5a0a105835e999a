"""The day of an event: its slots are announced, its grid is read, and at last one list is posted.

Each slot is a period of its own, so that it is announced once, also after its sessions moved. What
was announced is changed in its place when it is not true any more.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from jobs.calendars.quiet_days import is_quiet_for
from jobs.calendars.workdays import find_zone, to_utc
from jobs.carrying_on import following_up
from jobs.events import grid_asking
from storage.events import Event
from storage.notice_queue import To, key_of
from storage.notices.camps import NotWrittenUp, SlotBegins
from storage.queue_records import Schedule
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import EventId

REFRESH_EVERY = timedelta(minutes=15)
LIST_AFTER = timedelta(hours=1)
USUAL_SLOT = timedelta(hours=1)

_OPENS, _CLOSES = time(9), time(17)
_EARLY = timedelta(hours=1)
_ONE_DAY = timedelta(days=1)


def schedule_day(tx: Transaction, event: Event, now: datetime) -> None:
    """Say when all that happens by itself is due; whoever changes the day or its grid calls it."""
    sessions = planned(tx, event)
    _schedule_slots(tx, event, sessions, now)
    _schedule_list(tx, event, sessions, now)
    _schedule_refresh(tx, event, sessions, now)
    following_up.watch_event(tx, event, now)


def planned(tx: Transaction, event: Event) -> list[EventSession]:
    """Return the event's sessions that are not only pitched."""
    return [one for one in tx.sessions.of_event(event.id) if one.plan.state == "planned"]


def end_of(session: EventSession) -> datetime:
    """Return when a session ends, or would if it lasts as long as usual."""
    return session.plan.ends_at or (session.plan.starts_at or session.made_at) + USUAL_SLOT


def in_slot(sessions: Sequence[EventSession], starts: datetime) -> list[EventSession]:
    """Return the sessions that begin then."""
    return [one for one in sessions if one.plan.starts_at == starts]


def starts_of(sessions: Sequence[EventSession]) -> list[datetime]:
    """Return when slots begin, each once, in order."""
    return sorted({one.plan.starts_at for one in sessions if one.plan.starts_at})


def next_slot(sessions: Sequence[EventSession], now: datetime) -> list[EventSession]:
    """Return the sessions of the slot that begins next; none where all have begun."""
    starts = next((start for start in starts_of(sessions) if start > now), None)
    return in_slot(sessions, starts) if starts else []


def unwritten(tx: Transaction, event: Event) -> list[EventSession]:
    """Return the sessions of which nobody has written anything, but those that ask for no notes."""
    written = tx.camps.written(event.id)
    sessions = planned(tx, event)
    return [one for one in sessions if one.id not in written and one.plan.consent != "none"]


# Slots


def _schedule_slots(
    tx: Transaction, event: Event, sessions: Sequence[EventSession], now: datetime
) -> None:
    """The next slot that is not over and was not announced; none where there is no channel."""
    ends = {start: max(map(end_of, in_slot(sessions, start))) for start in starts_of(sessions)}
    due = [
        start for start, end in ends.items() if end > now and not _is_announced(tx, event, start)
    ]
    next_ = min(due, default=None) if event.place_id else None
    label = next_.isoformat() if next_ else ""
    tx.schedules.set(event.network_id, "slot", event.id, label, next_)


def _is_announced(tx: Transaction, event: Event, starts: datetime) -> bool:
    return tx.schedules.used("slot", event.id, starts.isoformat())


def announce_slot(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Post the sessions of a slot that begins, and say when the next one does."""
    event = tx.events.get(EventId(schedule.subject), schedule.network_id)
    starts = datetime.fromisoformat(schedule.label)
    begun = in_slot(planned(tx, event), starts)
    ends = max(map(end_of, begun), default=now)
    if event.place_id and ends > now and not _is_quiet(tx, event, now):
        notice = SlotBegins(event.id, schedule.label)
        tx.notices.queue(event.network_id, notice, _channel(tx, event), now, expires_at=ends)
        for one in begun:
            tx.sessions.mark(one.id, "announced", now)
    _schedule_slots(tx, event, planned(tx, event), now)


def correct_slots(
    tx: Transaction, event: Event, starts: Sequence[datetime | None], now: datetime
) -> None:
    """Let the messages of these slots say what is true now; later ones say it when they begin."""
    for start in dict.fromkeys(starts):
        if start is None or not _is_announced(tx, event, start):
            continue
        notice = SlotBegins(event.id, start.isoformat())
        for to in _channel(tx, event):
            tx.notices.change(key_of(notice, to), event.network_id, now, now.isoformat())


# The list at the end


def _schedule_list(
    tx: Transaction, event: Event, sessions: Sequence[EventSession], now: datetime
) -> None:
    timed = [one for one in sessions if one.plan.starts_at]
    label = event.day.isoformat()
    due = max(map(end_of, timed)) + LIST_AFTER if timed else None
    if tx.schedules.used("unwritten", event.id, label) or due is None or due < now - _ONE_DAY:
        return  # posted, or held back until a quiet period is over; nothing for a day long past
    tx.schedules.set(event.network_id, "unwritten", event.id, label, due)


def list_unwritten(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Post the one list of what nobody has written up, if there is anything on it."""
    event = tx.events.get(EventId(schedule.subject), schedule.network_id)
    missing = unwritten(tx, event)
    if not missing or event.place_id is None:
        return
    if _is_quiet(tx, event, now):
        later = now + _ONE_DAY
        tx.schedules.set(event.network_id, "unwritten", event.id, later.isoformat(), later)
        return
    for one in missing:
        tx.sessions.mark(one.id, "missed", now)
    tx.notices.queue(event.network_id, NotWrittenUp(event.id), _channel(tx, event), now)


# The grid, read again and again


def _schedule_refresh(
    tx: Transaction, event: Event, sessions: Sequence[EventSession], now: datetime
) -> None:
    due = _next_refresh(event, sessions, now) if event.grid_url else None
    label = due.isoformat() if due else ""
    tx.schedules.set(event.network_id, "grid", event.id, label, due)


def _next_refresh(event: Event, sessions: Sequence[EventSession], now: datetime) -> datetime | None:
    """Every quarter of an hour from an hour before the first slot until the last one ends."""
    first = to_utc(event.day, _OPENS, event.zone)
    last = to_utc(event.day, _CLOSES, event.zone)
    timed = [one for one in sessions if one.plan.starts_at]
    begins = min([first, *starts_of(timed)]) - _EARLY
    ends = max(map(end_of, timed), default=last)
    steps = max(0, (now - begins) // REFRESH_EVERY + 1)
    due = begins + steps * REFRESH_EVERY
    return due if due <= ends else None


def refresh(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Have the grid read again, unless that is under way, and say when it is next."""
    event = tx.events.get(EventId(schedule.subject), schedule.network_id)
    if event.grid_url and not tx.errands.under_way(event.network_id, grid_asking.KIND):
        grid_asking.refresh(tx, event, None, now)
    _schedule_refresh(tx, event, planned(tx, event), now)


def is_on(event: Event, now: datetime) -> bool:
    """Return whether it is the event's day, where it is."""
    return now.astimezone(find_zone(event.zone)).date() == event.day


def _is_quiet(tx: Transaction, event: Event, now: datetime) -> bool:
    return is_quiet_for(tx, event.network_id, now.astimezone(find_zone(event.zone)).date())


def _channel(tx: Transaction, event: Event) -> list[To]:
    if event.place_id is None:
        return []
    place = tx.places.get(event.place_id)
    return [To(place.space_id, place_id=place.id)]
