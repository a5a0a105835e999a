"""Read the notes of a session."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.sessions import pick_session
from bot.meaning.taken_back import closed_to, stamped
from bot.wording.language import gettext as _
from bot.wording.notes import consent, note_answers
from bot.wording.view import view_of
from jobs.rooms.room_points import text_with_points
from jobs.sessions.consent import is_hidden
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Show the session's notes to the asker alone."""
    session = pick_session(call, "notes show")
    if not isinstance(session, EventSession):
        return session
    if is_hidden(call.tx, session, call.member.id if call.member else None):
        return consent.hidden(session)
    if closed := closed_to(call, session):
        return closed
    note, text = call.tx.notes.find(session), text_with_points(call.tx, session)
    if note is None and not text:
        return note_answers.none_yet(session)
    shown = note_answers.shown(view_of(call), session, note.summary if note else "", text)
    return stamped(call, session, shown)


COMMAND = Command(
    words=("notes", "show"),
    help=_("Read the notes of a session."),
    usage=_("[session number or title]"),
    example="data sharing",
    run=run,
    organisers_too=True,
    aliases=(("notes", "read"),),
)
