"""Takeaways in chat: kept with the day, tied to a session, listed and taken back."""

import re
from dataclasses import replace

from bot.command import Call, Refusal
from bot.form import Answer, Form
from bot.meaning.sessions import find_sessions, on_lately, pick_session, todays, todays_event
from bot.message import Button
from bot.refs import pack_ref, read_ref
from bot.steps import note_drafting as drafting
from bot.steps.names_first import Waiting, ask_first, find_waiting
from bot.steps.note_refs import fresh_ref
from bot.wording.notes import consent, takeaways
from bot.wording.view import view_of
from jobs.sessions.name_warnings import names_in
from storage.events import Event
from storage.naming import clean, fold
from storage.session_records import EventSession
from storage.takeaways import Takeaway
from storage.types import EventId, SessionId

LONGEST = 500
_FINE = "fine"
_NAMED = re.compile(r"#(\S{1,12})\s+(\S.*)", re.DOTALL)


def keep(call: Call, words: str) -> Answer:
    """Keep a line; "#12 …" is from session 12, and so is one behind a session's button.

    Where it names somebody and should not, ask first.
    """
    session, text = _session_said(call, words)
    text = clean(text, 10_000)
    if len(text) > LONGEST:
        drafting.keep(call, fresh_ref(session.id if session else None), {"notes": text}, "form")
        return takeaways.too_long(view_of(call), len(text), LONGEST)
    if session:
        question = ask_first(call, Waiting(session, "notes takeaway", text, {}))
        return question or keep_line(call, session, text)
    event = todays_event(call)
    line = _add(call, text, event.id if event else None)
    asked = [one for one in on_lately(todays(call), call.now) if one.plan.consent != "none"]
    return takeaways.kept(line, None, asked)


def keep_line(call: Call, session: EventSession, text: str) -> Answer:
    """Keep a line of a session; Refusal where nothing of it is written down."""
    if session.plan.consent == "none":
        raise Refusal(*takeaways.no_notes(session))
    return takeaways.kept(_add(call, text, session.event_id, session.id), session, [])


def form(call: Call) -> Form:
    """Ask for a line, or for the one that waits to be changed."""
    waiting = find_waiting(call)
    return takeaways.ask(call.ref, LONGEST, waiting.text if waiting else "")


def _add(
    call: Call, text: str, event_id: EventId | None, session_id: SessionId | None = None
) -> Takeaway:
    here, me, now = call.network.id, call.me.id, call.now
    return call.tx.takeaways.add(here, me, text, now, event_id=event_id, session_id=session_id)


def tie(call: Call) -> Answer:
    """Say from which session one's line is: the pressed one, or the newest and a named session."""
    call, fine = _without_fine(call)
    said = read_ref(call.ref)
    if "t" in said and "s" in said:
        line = call.tx.takeaways.get(said["t"], call.me.id, call.network.id)
        session = call.tx.sessions.get(SessionId(said["s"]), call.network.id)
        return _tie(call, line, session, fine=fine)
    found = pick_session(call, "notes takeaway from")
    return _tie(call, _newest(call), found, fine=fine) if isinstance(found, EventSession) else found


def _without_fine(call: Call) -> tuple[Call, bool]:
    fine = tuple(word.casefold() for word in call.args[-1:]) == (_FINE,)
    return (replace(call, args=call.args[:-1]) if fine else call), fine


def take_back(call: Call) -> Answer:
    """Delete one's own line: the pressed one, or the newest."""
    takeaway_id = call.ref or _newest(call).id
    line = call.tx.takeaways.get(takeaway_id, call.me.id, call.network.id)
    call.tx.takeaways.drop(takeaway_id, call.me.id, call.network.id)
    return takeaways.taken_back(line)


def listed(call: Call) -> Answer:
    """List what people took away from an event: the named one, today's, or the newest.

    Where none is named, lines that are of no event are listed as well.
    """
    event = _event(call)
    if event is None and call.rest:
        raise Refusal(*takeaways.no_event(call.rest))
    others = [] if call.rest else _open_ones(call, call.tx.takeaways.of_no_event(call.network.id))
    lines = _open_ones(call, call.tx.takeaways.of_event(event.id)) if event else []
    return takeaways.listed(event, lines, others)


def _open_ones(call: Call, lines: list[Takeaway]) -> list[takeaways.Line]:
    """The lines with the titles of their sessions; without those of which nothing is shown now."""
    ids = {one.session_id for one in lines if one.session_id}
    sessions = call.tx.sessions.many(list(ids), call.network.id)
    of = [(one, sessions.get(one.session_id) if one.session_id else None) for one in lines]
    return [
        takeaways.Line(one.text, session.title if session else "")
        for one, session in of
        if session is None or session.plan.consent != "none"
    ]


def _session_said(call: Call, words: str) -> tuple[EventSession | None, str]:
    if call.ref:
        pressed = SessionId(read_ref(call.ref).get("s") or call.ref)
        return call.tx.sessions.get(pressed, call.network.id), words
    named = _NAMED.fullmatch(words)
    found = find_sessions(call, named[1]) if named else []
    return (found[0], named[2]) if named and len(found) == 1 else (None, words)


def _tie(call: Call, line: Takeaway, session: EventSession, *, fine: bool) -> Answer:
    if session.plan.consent == "none":
        raise Refusal(*takeaways.no_notes(session))
    seen = [] if fine else names_in(call.tx, session, line.text)
    if seen:
        ref = pack_ref(t=line.id, s=session.id)
        fine_button = Button(consent.fine_word(), f"notes takeaway from {_FINE}", ref)
        return takeaways.ask_to_tie(line, consent.warning(seen), fine_button)
    call.tx.takeaways.belong(line.id, call.me.id, call.network.id, session.event_id, session.id)
    return takeaways.kept(line, session, [])


def _newest(call: Call) -> Takeaway:
    lines = call.tx.takeaways.of_member(call.me.id, 1)
    if not lines:
        raise Refusal(*takeaways.none_of_yours())
    return lines[0]


def _event(call: Call) -> Event | None:
    events = call.tx.events.all(call.network.id)
    if call.rest:
        wanted = fold(call.rest)
        return next((one for one in events if wanted in fold(one.name)), None)
    return todays_event(call) or next(iter(events), None)
