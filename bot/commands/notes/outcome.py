"""Tell what happened next after a session."""

from gettext import gettext as _

from bot.command import Call, Command
from bot.meaning.conversations import chosen, split_session
from bot.message import Answer, FormErrors, Values
from bot.wording.carrying_on import outcomes
from bot.wording.notes import note_answers
from bot.wording.view import view_of
from jobs.carrying_on.session_outcomes import add_outcome
from storage.naming import clean
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Keep what was typed behind the session; without words, open the form."""
    session, text = split_session(call, "notes outcome")
    if not isinstance(session, EventSession):
        return session
    text = clean(text, outcomes.LONGEST, lines=True)
    return _keep(call, session, text) if text else outcomes.outcome_form(session)


def submit(call: Call, values: Values) -> Answer:
    """Keep what was written, or open the form for the session that was chosen."""
    call = chosen(call, values)
    if outcomes.TEXT not in values:
        return run(call)
    session, _rest = split_session(call, "notes outcome")
    if not isinstance(session, EventSession):
        return session
    text = clean(str(values[outcomes.TEXT] or ""), outcomes.LONGEST, lines=True)
    if not text:
        return FormErrors({outcomes.TEXT: _("Write what happened, in a sentence or two.")})
    return _keep(call, session, text)


def _keep(call: Call, session: EventSession, text: str) -> Answer:
    if session.plan.consent == "none":
        return note_answers.no_notes(session)
    add_outcome(call.tx, session, text, call.me, call.now)
    posted = bool(call.tx.note_posts.standing(session.id))
    return outcomes.outcome_kept(view_of(call), session, posted=posted)


COMMAND = Command(
    words=("notes", "outcome"),
    help=_("Tell what happened next after a session."),
    usage=_("[session number] [what happened]"),
    example="12 Three councils share the form now",
    run=run,
    submit=submit,
    aliases=(("notes", "what", "happened", "next"),),
)
