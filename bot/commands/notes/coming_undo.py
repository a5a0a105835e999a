"""Take back that you'd come to a session."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.pitches import pick_pitch
from bot.wording.events import camp_pitches
from bot.wording.language import gettext as _
from jobs.events.pitching import unpress_coming
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Take it back, and show everybody how many would come."""
    session = pick_pitch(call, "notes coming undo")
    if not isinstance(session, EventSession):
        return session
    had, count = unpress_coming(call.tx, session, call.me.id, call.now)
    return camp_pitches.would_not_come(session, count, had=had)


COMMAND = Command(
    words=("notes", "coming", "undo"),
    help=_("Take back that you'd come to a session."),
    usage=_("[number or title]"),
    example="P3",
    run=run,
)
