"""Tell what happened next after a session."""

from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.conversations import chosen, split_session
from bot.steps.following import keep_outcome
from bot.steps.names_first import Waiting, ask_first, find_waiting
from bot.wording.carrying_on import outcomes
from bot.wording.language import gettext as _
from storage.naming import clean
from storage.session_records import EventSession

VERB = "notes outcome"


def run(call: Call) -> Answer:
    """Keep what was typed behind the session; without words, open the form."""
    session, text = split_session(call, VERB)
    if not isinstance(session, EventSession):
        return session
    text = clean(text, outcomes.LONGEST, lines=True)
    if text:
        return _keep(call, session, text)
    waiting = find_waiting(call)
    if waiting:
        return outcomes.outcome_form(session, waiting.text, call.ref)
    return outcomes.outcome_form(session)


def submit(call: Call, values: Values) -> Answer:
    """Keep what was written, or open the form for the session that was chosen."""
    call = chosen(call, values)
    if outcomes.TEXT not in values:
        return run(call)
    session, _rest = split_session(call, VERB)
    if not isinstance(session, EventSession):
        return session
    text = clean(str(values[outcomes.TEXT] or ""), outcomes.LONGEST, lines=True)
    if not text:
        return FormErrors({outcomes.TEXT: _("Write what happened, in a sentence or two.")})
    return _keep(call, session, text)


def _keep(call: Call, session: EventSession, text: str) -> Answer:
    """Where it names somebody and should not, ask first."""
    question = ask_first(call, Waiting(session, VERB, text, {}))
    return question or keep_outcome(call, session, text)


COMMAND = Command(
    words=("notes", "outcome"),
    help=_("Tell what happened next after a session."),
    usage=_("[session number] [what happened]"),
    example="12 Three councils share the form now",
    run=run,
    submit=submit,
    aliases=(("notes", "what", "happened", "next"),),
)
