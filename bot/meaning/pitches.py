"""Which session of an event is meant, by its number, its code or its title; pitches too."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.command import Call, Refusal
from bot.form import Answer
from bot.meaning.events import pick_event
from bot.message import Button, Buttons, say
from bot.wording.events import camp_pitches
from bot.wording.notes import note_answers
from bot.wording.trouble import MOST_CONTROLS
from jobs.events.pitching import MARK, pitches_of
from storage.naming import fold
from storage.session_records import EventSession
from storage.types import SessionId

_ALIKE = 75


def pick_pitch(call: Call, line: str) -> EventSession | Answer:
    """Return the pitch or session that is meant; else which may be, or that there is none."""
    if call.ref:
        return _not_off(call.tx.sessions.get(SessionId(call.ref), call.network.id))
    event = pick_event(call)
    found = find_here(call.tx.sessions.of_event(event.id), call.rest)
    if not call.rest:
        found = pitches_of(call.tx, event)
    if len(found) == 1:
        return found[0]
    if not found:
        return say(*note_answers.no_such_session(call.rest))
    some = found[:MOST_CONTROLS]
    labels = note_answers.labels_of(some, {})
    buttons = tuple(Button(label, line, one.id) for one, label in zip(some, labels, strict=True))
    return say(note_answers.which_session(), Buttons(buttons))


def _not_off(session: EventSession) -> EventSession:
    """Refusal where what was pressed was taken back meanwhile."""
    if session.plan.state == "dropped":
        raise Refusal(camp_pitches.taken_back_already(session))
    return session


def find_here(sessions: Sequence[EventSession], words: str) -> list[EventSession]:
    """Return the sessions that these words may mean: numbers first, then titles."""
    said = fold(words).lstrip("#")
    if not said:
        return []
    for number in (said, fold(MARK) + said):
        numbered = [one for one in sessions if number in (fold(one.plan.number), one.code)]
        if numbered:
            return numbered
    scored = [(fuzz.partial_ratio(said, fold(one.title)), one) for one in sessions]
    best = max((score for score, _one in scored), default=0)
    return [one for score, one in scored if score >= max(_ALIKE, best - 1)]
