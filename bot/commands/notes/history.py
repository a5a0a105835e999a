"""See how a session's notes changed."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.sessions import pick_session
from bot.meaning.taken_back import closed_to, stamped
from bot.wording.language import gettext as _
from bot.wording.notes import consent, note_history
from bot.wording.view import view_of
from jobs.sessions.consent import is_hidden
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """List the versions of the notes, with who wrote each, when and how."""
    session = pick_session(call, "notes history")
    if not isinstance(session, EventSession):
        return session
    if is_hidden(call.tx, session, call.member.id if call.member else None):
        return consent.hidden(session)
    if closed := closed_to(call, session):
        return closed
    told = note_history.told(view_of(call), session, call.tx.notes.history(session))
    return stamped(call, session, told)


COMMAND = Command(
    words=("notes", "history"),
    help=_("See every version of a session's notes: who changed what, and when."),
    usage=_("[session number or title]"),
    example="12",
    run=run,
    organisers_too=True,
    aliases=(("notes", "versions"),),
)
