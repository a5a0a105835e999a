"""Say that you'd come to a session."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.pitches import pick_pitch
from bot.wording.events import camp_pitches
from bot.wording.language import gettext as _
from jobs.events.pitching import press_coming
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Note it, and show everybody how many would come."""
    session = pick_pitch(call, "notes coming")
    if not isinstance(session, EventSession):
        return session
    is_new, count = press_coming(call.tx, session, call.me.id, call.now)
    return camp_pitches.would_come(session, count, is_new=is_new)


COMMAND = Command(
    words=("notes", "coming"),
    help=_("Say that you'd come to a session that is pitched."),
    usage=_("[number or title]"),
    example="P3",
    run=run,
    aliases=(("notes", "come"),),
)
