"""Say that a name in notes is not yours, or take your profile from it."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.names_asked import pick_name
from bot.wording.language import gettext as _
from bot.wording.notes import names_asked
from jobs.sessions.naming import decline, unlink


def run(call: Call) -> Answer:
    """Decline what was asked, and unlink what is linked; either is remembered."""
    found = pick_name(call, "notes not me")
    if not isinstance(found, tuple):
        return found
    session, role = found
    declined = decline(call.tx, session, role, call.me)
    unlinked = unlink(call.tx, session, call.me, call.now)
    if declined or unlinked:
        return names_asked.declined(session)
    return names_asked.nothing_to_unlink(session)


COMMAND = Command(
    words=("notes", "not", "me"),
    help=_("Take your profile from a name in a session's notes."),
    usage=_("[session number or title]"),
    example="12",
    run=run,
)
