"""Keep what somebody said that they would do."""

from collections.abc import Mapping

from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.conversations import chosen, split_session
from bot.steps.following import keep_action
from bot.steps.going_on import action_form
from bot.steps.names_first import Waiting, ask_first, find_waiting
from bot.wording.carrying_on import outcomes
from bot.wording.language import gettext as _
from jobs.carrying_on.session_actions import LONGEST
from jobs.notes.due import find_due
from storage.naming import clean, fold
from storage.session_records import EventSession

VERB = "notes action"
_LONGEST_NAME = 120


def run(call: Call) -> Answer:
    """Keep what was typed behind the session, as the asker's own; without words, open the form."""
    session, text = split_session(call, VERB)
    if not isinstance(session, EventSession):
        return session
    text = clean(text, LONGEST)
    if not text:
        return _form(call, session)
    due = find_due(text, call.now.date())
    return _keep(call, session, text, {outcomes.DUE: due.isoformat() if due else ""})


def submit(call: Call, values: Values) -> Answer:
    """Keep what was written, or open the form for the session that was chosen."""
    call = chosen(call, values)
    if outcomes.TEXT not in values:
        return run(call)
    session, _rest = split_session(call, VERB)
    if not isinstance(session, EventSession):
        return session
    text = clean(str(values[outcomes.TEXT] or ""), LONGEST)
    if not text:
        return FormErrors({outcomes.TEXT: _("Write what is to be done.")})
    owner = clean(str(values.get(outcomes.OWNER) or ""), _LONGEST_NAME)
    due = str(values.get(outcomes.DUE) or "")
    is_mine = fold(owner) == fold(call.me.name)
    return _keep(call, session, text, {outcomes.OWNER: "" if is_mine else owner, outcomes.DUE: due})


def _form(call: Call, session: EventSession) -> Answer:
    waiting = find_waiting(call)
    if waiting:
        return action_form(call, waiting)
    return outcomes.action_form(session, "", {outcomes.OWNER: call.me.name})


def _keep(call: Call, session: EventSession, text: str, more: Mapping[str, str]) -> Answer:
    """Where it names somebody else and should not, ask first."""
    question = ask_first(call, Waiting(session, VERB, text, more))
    return question or keep_action(call, session, text, more)


COMMAND = Command(
    words=("notes", "action"),
    help=_("Keep what you said in a session that you would do."),
    usage=_("[session number] [what, and by when]"),
    example="12 Write to the museums by 12 March",
    run=run,
    submit=submit,
    aliases=(("notes", "action", "add"),),
)
