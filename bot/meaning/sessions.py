"""Which session is meant: the pressed, the numbered or named; else a question."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz

from bot.command import Call
from bot.form import Answer
from bot.message import Button, Buttons, say
from bot.refs import read_ref
from bot.wording.notes import note_answers
from bot.wording.trouble import MOST_CONTROLS
from jobs.sessions.note_taking import Written
from storage.errors import NotFoundError
from storage.events import Event
from storage.naming import fold
from storage.session_records import EventSession
from storage.types import EventId, SessionId

_ALIKE = 75
_USUAL_SLOT = timedelta(hours=1)
_JUST_BEFORE = timedelta(hours=1)
_LOOKED_AT = 500


def pick_session(call: Call, line: str) -> EventSession | Answer:
    """Return the session that is meant, or an answer: which of these, or that there is none.

    `line` is the command to run again with the answer. What may follow the command's words is a
    session's number in today's event, its short code, or words of its title.
    """
    if call.ref:
        pressed = read_ref(call.ref).get("s") or call.ref.partition(".")[0]
        return call.tx.sessions.get(SessionId(pressed), call.network.id)
    found = find_sessions(call, call.rest)
    if len(found) == 1:
        return found[0]
    if not found:
        return say(*note_answers.no_such_session(call.rest))
    names = _event_names(call, found[:MOST_CONTROLS])
    some = found[:MOST_CONTROLS]
    if call.rest:  # alike as they are; without words the likeliest stands first
        some = sorted(some, key=lambda one: names.get(one.event_id or EventId(""), ""))
    labels = note_answers.labels_of(some, names)
    buttons = tuple(Button(label, line, one.id) for one, label in zip(some, labels, strict=True))
    return say(note_answers.which_session(), Buttons(buttons))


def labels_for(call: Call, sessions: Sequence[EventSession]) -> list[str]:
    """Return what buttons and options call these sessions, so that doubles are told apart."""
    return note_answers.labels_of(sessions, _event_names(call, sessions))


def _event_names(call: Call, sessions: Sequence[EventSession]) -> dict[EventId, str]:
    here = call.network.id
    ids = {one.event_id for one in sessions if one.event_id}
    return {event_id: call.tx.events.get(event_id, here).name for event_id in ids}


def find_sessions(call: Call, words: str) -> list[EventSession]:
    """Return the sessions that these words may mean, best first; without words the likeliest."""
    known = todays(call) or call.tx.sessions.recent(call.network.id, _LOOKED_AT)
    said = fold(words).lstrip("#")
    if not said:
        return _first(call, known)
    numbered = [one for one in known if said == fold(one.plan.number)] or _coded(call, said)
    if numbered:
        return numbered
    everything = {
        one.id: one for one in [*known, *call.tx.sessions.recent(call.network.id, _LOOKED_AT)]
    }
    scored = [(fuzz.partial_ratio(said, fold(one.title)), one) for one in everything.values()]
    alike = [(score, one) for score, one in scored if score >= _ALIKE]
    best = max((score for score, _one in alike), default=0)
    return [one for score, one in alike if score >= best - 1]


def _coded(call: Call, code: str) -> list[EventSession]:
    """The session of a short code, however long ago it was."""
    try:
        found = call.tx.sessions.by_code(code)
    except NotFoundError:
        return []
    return [found] if found.network_id == call.network.id else []


def _first(call: Call, known: Sequence[EventSession]) -> list[EventSession]:
    """Without words: what is on or was just now, then what was written last, then what has been."""
    lately = on_lately(todays(call), call.now)
    noted = [one.session_id for one in call.tx.notes.recent(call.network.id, MOST_CONTROLS)]
    written = [*call.tx.sessions.many(noted, call.network.id).values()]
    written.sort(key=lambda one: noted.index(one.id))
    begun = sorted(_begun(known, call.now), key=_end_of, reverse=True)
    likely = {one.id: one for one in (*lately, *written, *begun, *known)}
    return [*likely.values()][:MOST_CONTROLS]


def on_now(sessions: Sequence[EventSession], now: datetime) -> list[EventSession]:
    """Return the sessions whose slot it is."""
    return [one for one in _begun(sessions, now) if _end_of(one) > now]


def on_lately(sessions: Sequence[EventSession], now: datetime) -> list[EventSession]:
    """Return the sessions that are on; between two slots, those that were on just before."""
    begun = [one for one in _begun(sessions, now) if _end_of(one) + _JUST_BEFORE > now]
    last = max((_end_of(one) for one in begun), default=now)
    return on_now(sessions, now) or [one for one in begun if _end_of(one) == last]


def _begun(sessions: Sequence[EventSession], now: datetime) -> list[EventSession]:
    return [one for one in sessions if one.plan.starts_at and one.plan.starts_at <= now]


def seems(written: Written, sessions: Sequence[EventSession]) -> EventSession | None:
    """Return the session of a grid that notes seem to be of: by title, or number, or room."""
    scored = [(_likeness(written, one), one) for one in sessions]
    best = max(scored, key=lambda each: each[0], default=None)
    return best[1] if best and best[0] >= _ALIKE else None


def _likeness(written: Written, session: EventSession) -> float:
    plan = session.plan
    number = bool(written.number) and fold(written.number) == fold(plan.number)
    room = bool(written.room) and fold(written.room) == fold(plan.room)
    hint = 20.0 * number + 15.0 * room
    if not written.title:
        return 100.0 if number else 0.0
    return fuzz.token_sort_ratio(fold(written.title), fold(plan.title)) + hint


def _end_of(session: EventSession) -> datetime:
    plan = session.plan
    return plan.ends_at or (plan.starts_at or session.made_at) + _USUAL_SLOT


def todays_event(call: Call) -> Event | None:
    """Return the event that is on today, where it is just one."""
    events = _events_today(call)
    return events[0] if len(events) == 1 else None


def todays(call: Call) -> list[EventSession]:
    """Return the sessions of the events that are on today, in each event's own zone."""
    return [one for event in _events_today(call) for one in call.tx.sessions.of_event(event.id)]


def _events_today(call: Call) -> list[Event]:
    today = call.now.astimezone(ZoneInfo(call.network.zone)).date()
    return call.tx.events.on(call.network.id, today)
