"""Which session is meant: the pressed, the numbered or named; else a question."""

from zoneinfo import ZoneInfo

from rapidfuzz import fuzz

from bot.command import Call
from bot.message import Answer, Button, Buttons, say
from bot.wording import note_answers
from bot.wording.trouble import MOST_CONTROLS
from storage.naming import fold
from storage.sessions import EventSession
from storage.types import SessionId

_ALIKE = 75
_LOOKED_AT = 500


def pick_session(call: Call, line: str) -> EventSession | Answer:
    """Return the session that is meant, or an answer: which of these, or that there is none.

    `line` is the command to run again with the answer. What may follow the command's words is a
    session's number in today's event, its short code, or words of its title.
    """
    if call.ref:
        return call.tx.sessions.get(SessionId(call.ref.partition(".")[0]), call.network.id)
    found = find_sessions(call, call.rest)
    if len(found) == 1:
        return found[0]
    if not found:
        return say(*note_answers.no_such_session(call.rest))
    some = found[:MOST_CONTROLS]
    buttons = tuple(Button(one.title[:70], line, one.id) for one in some)
    return say(note_answers.which_session(), Buttons(buttons))


def find_sessions(call: Call, words: str) -> list[EventSession]:
    """Return the sessions that these words may mean, best first; without words the newest."""
    known = todays(call) or call.tx.sessions.recent(call.network.id, _LOOKED_AT)
    said = fold(words).lstrip("#")
    if not said:
        return known[:MOST_CONTROLS]
    numbered = [one for one in known if said in (fold(one.plan.number), one.code)]
    if numbered:
        return numbered
    everything = {
        one.id: one for one in [*known, *call.tx.sessions.recent(call.network.id, _LOOKED_AT)]
    }
    scored = [(fuzz.partial_ratio(said, fold(one.title)), one) for one in everything.values()]
    alike = [(score, one) for score, one in scored if score >= _ALIKE]
    best = max((score for score, _one in alike), default=0)
    return [one for score, one in alike if score >= best - 1]


def todays(call: Call) -> list[EventSession]:
    """Return the sessions of the events that are on today, in each event's own zone."""
    zones = ZoneInfo(call.network.zone)
    events = call.tx.events.on(call.network.id, call.now.astimezone(zones).date())
    return [one for event in events for one in call.tx.sessions.of_event(event.id)]
