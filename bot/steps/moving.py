"""Moving a session and placing a pitch: read, look for a clash, keep, tell; for both verbs."""

from dataclasses import dataclass, replace
from datetime import datetime, time

from bot.audit import note_action
from bot.command import Call
from bot.form import Answer, FormErrors, Values
from bot.meaning.events import find_event, pick_event
from bot.meaning.new_places import find_odd_clock, read_new_place
from bot.meaning.pitches import find_here
from bot.message import Button, Buttons, Message, say
from bot.refs import pack_ref, read_ref
from bot.wording.events import camp_moves
from bot.wording.events.camp_moves import ROOM, TIME
from bot.wording.events.camp_words import LONGEST_ON_A_BUTTON
from bot.wording.notes import note_answers
from bot.wording.trouble import MOST_CONTROLS
from bot.wording.view import view_of
from jobs.calendars.workdays import find_zone, to_utc
from jobs.events import camps
from jobs.events.camp_moves import change_session, clashes, interested_in, moved_plan
from jobs.events.pitching import next_session_number, pitches_of
from storage.events import Event
from storage.naming import clean, fold
from storage.session_records import EventSession, SessionPlan
from storage.types import SessionId


@dataclass(frozen=True, slots=True)
class _Move:
    """Where a session goes; `sure`: whoever else is there. `line`: the verb."""

    line: str
    event: Event
    session: EventSession
    room: str = ""
    starts_at: datetime | None = None
    sure: bool = False


def move(call: Call, line: str) -> Answer:
    """Do what was typed or pressed; without a room and a time open the form."""
    ref = read_ref(call.ref)
    if ref.get("s"):
        session = call.tx.sessions.get(SessionId(ref["s"]), call.network.id)
        return _go(call, _from_ref(call, line, session, ref))
    if not call.args:
        return camp_moves.how_to_move(view_of(call), line)
    event = pick_event(call)
    sessions = _candidates(call, event, line)
    numbers = {fold(one.plan.number).removeprefix("p") for one in sessions}
    numbers |= {fold(one.plan.number) for one in sessions} | {one.code for one in sessions}
    typed = read_new_place(call.args, _rooms(call, event), numbers - {""})
    found = find_here(sessions, typed.session)
    starts_at = to_utc(event.day, typed.clock, event.zone) if typed.clock else None
    if len(found) != 1:
        room = "" if typed.odd else typed.room  # the form asks for both
        return _which(found, typed.session, line, room, starts_at)
    if typed.odd:
        form = camp_moves.move_form(found[0], _clock(event, found[0]), line)
        return camp_moves.ask_again(form, typed.odd, typed.room, typed.clock)
    return _go(call, _Move(line, event, found[0], typed.room, starts_at))


def submit(call: Call, values: Values, line: str) -> Answer:
    """Do what the form says."""
    session = call.tx.sessions.get(SessionId(read_ref(call.ref)["s"]), call.network.id)
    event = _event_of(call, session)
    clock = str(values.get(TIME) or "")
    starts_at = to_utc(event.day, time.fromisoformat(clock), event.zone) if clock else None
    room = clean(str(values.get(ROOM) or ""), 60)
    if room not in _rooms(call, event) and (odd := find_odd_clock(room.split())):
        return FormErrors({ROOM: camp_moves.no_room(odd)})
    wanted = _Move(line, event, session, room, starts_at)
    return _go(call, wanted) if room or starts_at else camp_moves.stays(event, session)


def _go(call: Call, wanted: _Move) -> Answer:
    event, session = wanted.event, wanted.session
    if not wanted.room and wanted.starts_at is None:
        return camp_moves.move_form(session, _clock(event, session), wanted.line)
    planned = camps.planned(call.tx, event)
    plan = moved_plan(planned, session.plan, wanted.room, wanted.starts_at)
    if session.plan.state == "pitched":
        plan = replace(plan, state="planned", number=next_session_number(planned))
    if plan == session.plan:
        return camp_moves.stays(event, session)
    others = clashes(planned, session, plan)
    if others and not wanted.sure:
        again = camp_moves.again_button(wanted.line, _ref(wanted))
        return camp_moves.clash(event, session, plan, others, again)
    return _keep(call, wanted, plan)


def _keep(call: Call, wanted: _Move, plan: SessionPlan) -> Message:
    event, session = wanted.event, wanted.session
    told = len(interested_in(call.tx, session))
    has_moved = change_session(call.tx, event, session, plan, call.now)
    camps.schedule_day(call.tx, event, call.now)
    note_action(call, "session.move", session.id)
    after = call.tx.sessions.get(session.id, call.network.id)
    return camp_moves.moved(event, after, told if has_moved else 0)


def _candidates(call: Call, event: Event, line: str) -> list[EventSession]:
    if line == "notes place":
        return pitches_of(call.tx, event) or camps.planned(call.tx, event)
    return call.tx.sessions.of_event(event.id)


def _rooms(call: Call, event: Event) -> set[str]:
    free = {cell.room for cell in call.tx.grids.free(event.id)}
    return free | {one.plan.room for one in call.tx.sessions.of_event(event.id) if one.plan.room}


def _which(
    found: list[EventSession], words: str, line: str, room: str, starts_at: datetime | None
) -> Message:
    if not found:
        return replace(say(*note_answers.no_such_session(words)), failed=True)
    at = starts_at.isoformat() if starts_at else ""
    buttons = tuple(
        Button(one.title[:LONGEST_ON_A_BUTTON], line, pack_ref(s=one.id, r=room, t=at))
        for one in found[:MOST_CONTROLS]
    )
    return replace(say(note_answers.which_session(), Buttons(buttons)), failed=True)


def _from_ref(call: Call, line: str, session: EventSession, ref: dict[str, str]) -> _Move:
    at = ref.get("t", "")
    return _Move(
        line,
        _event_of(call, session),
        session,
        ref.get("r", ""),
        datetime.fromisoformat(at) if at else None,
        ref.get("y") == "1",
    )


def _ref(wanted: _Move) -> str:
    at = wanted.starts_at.isoformat() if wanted.starts_at else ""
    return pack_ref(s=wanted.session.id, r=wanted.room, t=at, y=1)


def _event_of(call: Call, session: EventSession) -> Event:
    if session.event_id:
        return call.tx.events.get(session.event_id, call.network.id)
    return find_event(call) or pick_event(call)


def _clock(event: Event, session: EventSession) -> str:
    starts = session.plan.starts_at
    return f"{starts.astimezone(find_zone(event.zone)):%H:%M}" if starts else ""
