"""Keep the actions that were found in a session's notes."""

from gettext import gettext as _

from bot.command import Call, Command
from bot.meaning.sessions import pick_session
from bot.message import Answer
from bot.wording.carrying_on import outcomes
from jobs.carrying_on.session_actions import keep_found
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Keep them, now that somebody confirmed them."""
    session = pick_session(call, "notes action keep")
    if not isinstance(session, EventSession):
        return session
    note = call.tx.notes.find(session)
    return outcomes.actions_kept(session, keep_found(call.tx, session, note, call.now))


COMMAND = Command(
    words=("notes", "action", "keep"),
    help=_("Keep the actions that were found in a session's notes."),
    run=run,
    listed=False,
)
