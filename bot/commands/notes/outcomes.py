"""Read what came of an event's sessions."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.conversations import meant_event, over
from bot.wording.carrying_on import conversations
from bot.wording.carrying_on import outcomes as words
from bot.wording.language import gettext as _
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """List what came of an event, or of everything that the network talked about."""
    event = meant_event(call)
    if event is None and call.args:
        raise Refusal(*conversations.no_such_event(call.rest))
    sessions = {one.id: one for one in over(call, event)}
    found = call.tx.outcomes.of_sessions(list(sessions))
    return words.outcomes(event, [(sessions[o.session_id], o) for o in found], view_of(call))


COMMAND = Command(
    words=("notes", "outcomes"),
    help=_("Read what came of an event's sessions."),
    usage=_("[event]"),
    example="UKGovCamp 2027",
    run=run,
    organisers_too=True,
)
