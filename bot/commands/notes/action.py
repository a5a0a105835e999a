"""Keep what somebody said that they would do."""

from datetime import date
from gettext import gettext as _

from bot.command import Call, Command
from bot.meaning.conversations import chosen, split_session
from bot.message import Answer, FormErrors, Values
from bot.wording.carrying_on import outcomes
from bot.wording.notes import note_answers
from jobs.carrying_on.session_actions import LONGEST
from jobs.notes.due import find_due
from storage.actions import ActionPlan
from storage.naming import clean, fold
from storage.session_records import EventSession
from storage.types import MemberId

_LONGEST_NAME = 120


def run(call: Call) -> Answer:
    """Keep what was typed behind the session, as the asker's own; without words, open the form."""
    session, text = split_session(call, "notes action")
    if not isinstance(session, EventSession):
        return session
    text = clean(text, LONGEST)
    if not text:
        return outcomes.action_form(session, call.me.name)
    return _keep(call, session, ActionPlan(text, *_owner(call, ""), find_due(text, _today(call))))


def submit(call: Call, values: Values) -> Answer:
    """Keep what was written, or open the form for the session that was chosen."""
    call = chosen(call, values)
    if outcomes.TEXT not in values:
        return run(call)
    session, _rest = split_session(call, "notes action")
    if not isinstance(session, EventSession):
        return session
    text = clean(str(values[outcomes.TEXT] or ""), LONGEST)
    if not text:
        return FormErrors({outcomes.TEXT: _("Write what is to be done.")})
    due = str(values.get(outcomes.DUE) or "")
    owner = _owner(call, str(values.get(outcomes.OWNER) or ""))
    return _keep(call, session, ActionPlan(text, *owner, date.fromisoformat(due) if due else None))


def _owner(call: Call, said: str) -> tuple[str, MemberId | None]:
    """Only whoever says so themself is linked as the owner; another stays the name written."""
    name = clean(said, _LONGEST_NAME) or call.me.name
    return name, call.me.id if fold(name) == fold(call.me.name) else None


def _keep(call: Call, session: EventSession, plan: ActionPlan) -> Answer:
    if session.plan.consent == "none":
        return note_answers.no_notes(session)
    is_new = call.tx.actions.add(session.id, plan, call.now) is not None
    return outcomes.action_added(session, plan, is_new=is_new)


def _today(call: Call) -> date:
    return call.now.date()


COMMAND = Command(
    words=("notes", "action"),
    help=_("Keep what you said in a session that you would do."),
    usage=_("[session number] [what, and by when]"),
    example="12 Write to the museums by 12 March",
    run=run,
    submit=submit,
    aliases=(("notes", "action", "add"),),
)
