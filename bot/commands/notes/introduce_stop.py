"""Be introduced to nobody because of a session."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.conversations import chosen, pick_conversation
from bot.wording.carrying_on import interest
from bot.wording.language import gettext as _
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Take the wish back; nobody hears of it."""
    session = pick_conversation(call, "notes introduce stop")
    if not isinstance(session, EventSession):
        return session
    was = call.tx.sessions.unpress(session.id, call.me.id, "meet")
    return interest.stopped(session, was=was)


def submit(call: Call, values: Values) -> Answer:
    """The session was chosen."""
    return run(chosen(call, values))


COMMAND = Command(
    words=("notes", "introduce", "stop"),
    help=_("Be introduced to nobody because of a session."),
    usage=_("[session number or title]"),
    example="12",
    run=run,
    submit=submit,
)
