"""Be asked no more whether names in notes are yours."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.names_asked import pick_name
from bot.wording.language import gettext as _
from bot.wording.notes import names_asked
from bot.wording.view import view_of
from jobs.sessions.naming import decline


def run(call: Call) -> Answer:
    """Decline what was asked, and ask the member nothing about sessions any more."""
    found = pick_name(call, "notes never ask")
    if not isinstance(found, tuple):
        return found
    session, role = found
    decline(call.tx, session, role, call.me)
    call.tx.note_reminders.stop(call.me.id, None)
    return names_asked.never_again(view_of(call), session)


COMMAND = Command(
    words=("notes", "never", "ask"),
    help=_("Be asked no more whether names in notes are yours."),
    run=run,
    listed=False,
)
