"""Read the actions of a session."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.conversations import chosen, pick_conversation
from bot.meaning.taken_back import closed_to
from bot.wording.carrying_on import outcomes
from bot.wording.language import gettext as _
from bot.wording.notes import consent
from jobs.carrying_on.session_actions import found_actions
from jobs.sessions.consent import is_hidden
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """List what is kept, and say what the notes seem to have beside it."""
    session = pick_conversation(call, "notes actions")
    if not isinstance(session, EventSession):
        return session
    if is_hidden(call.tx, session, call.member.id if call.member else None):
        return consent.hidden(session)
    note = None if closed_to(call, session) else call.tx.notes.find(session)
    found = found_actions(call.tx, session, note, call.now.date())
    return outcomes.actions(session, call.tx.actions.of_sessions([session.id]), found)


def submit(call: Call, values: Values) -> Answer:
    """The session was chosen."""
    return run(chosen(call, values))


COMMAND = Command(
    words=("notes", "actions"),
    help=_("Read the actions of a session."),
    usage=_("[session number or title]"),
    example="12",
    run=run,
    organisers_too=True,
    submit=submit,
    aliases=(("notes", "action", "list"),),
)
