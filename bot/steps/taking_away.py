"""Takeaways in chat: kept with the day, tied to a session, listed and taken back."""

import re

from bot.command import Call, Refusal
from bot.meaning.sessions import find_sessions, on_lately, pick_session, todays, todays_event
from bot.message import Answer
from bot.refs import read_ref
from bot.steps import note_drafting as drafting
from bot.steps.note_refs import fresh_ref
from bot.wording.notes import takeaways
from bot.wording.view import view_of
from storage.events import Event
from storage.naming import clean, fold
from storage.session_records import EventSession
from storage.takeaways import Takeaway
from storage.types import SessionId

LONGEST = 500
_NAMED = re.compile(r"#(\S{1,12})\s+(\S.*)", re.DOTALL)


def keep(call: Call, words: str) -> Answer:
    """Keep a line; "#12 …" is from session 12, and so is one behind a session's button."""
    session, text = _session_said(call, words)
    text = clean(text, 10_000)
    if len(text) > LONGEST:
        drafting.keep(call, fresh_ref(session.id if session else None), {"notes": text}, "form")
        return takeaways.too_long(view_of(call), len(text), LONGEST)
    if session and session.plan.consent == "none":
        raise Refusal(*takeaways.no_notes(session))
    event = todays_event(call)
    kept = call.tx.takeaways.add(
        call.network.id,
        call.me.id,
        text,
        call.now,
        event_id=session.event_id if session else event.id if event else None,
        session_id=session.id if session else None,
    )
    asked = [] if session else on_lately(todays(call), call.now)
    return takeaways.kept(kept, session, [one for one in asked if one.plan.consent != "none"])


def tie(call: Call) -> Answer:
    """Say from which session one's line is: the pressed one, or the newest and a named session."""
    said = read_ref(call.ref)
    if "t" in said and "s" in said:
        line = call.tx.takeaways.get(said["t"], call.me.id, call.network.id)
        session = call.tx.sessions.get(SessionId(said["s"]), call.network.id)
        return _tie(call, line, session)
    found = pick_session(call, "notes takeaway from")
    return _tie(call, _newest(call), found) if isinstance(found, EventSession) else found


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
        return call.tx.sessions.get(SessionId(call.ref), call.network.id), words
    named = _NAMED.fullmatch(words)
    found = find_sessions(call, named[1]) if named else []
    return (found[0], named[2]) if named and len(found) == 1 else (None, words)


def _tie(call: Call, line: Takeaway, session: EventSession) -> Answer:
    if session.plan.consent == "none":
        raise Refusal(*takeaways.no_notes(session))
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
