"""Say that a name in notes is yours."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.names_asked import pick_name
from bot.wording.language import gettext as _
from bot.wording.notes import names_asked
from bot.wording.view import view_of
from jobs.sessions.naming import link


def run(call: Call) -> Answer:
    """Link the name that the member was asked about; nobody else's."""
    found = pick_name(call, "notes that is me")
    if not isinstance(found, tuple):
        return found
    session, role = found
    if not link(call.tx, session, role, call.me):
        raise Refusal(names_asked.asked_no_more(session))
    return names_asked.linked(view_of(call), session)


COMMAND = Command(
    words=("notes", "that", "is", "me"),
    help=_("Say that a name in a session's notes is yours."),
    run=run,
    listed=False,
)
