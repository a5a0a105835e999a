"""Hear what comes of a session."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.conversations import chosen, pick_conversation
from bot.wording.carrying_on import interest
from bot.wording.language import gettext as _
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Note that the asker is interested; nobody else is told."""
    session = pick_conversation(call, "notes interested")
    if not isinstance(session, EventSession):
        return session
    is_new = call.tx.sessions.press(session.id, call.me.id, "interested", call.now)
    return interest.interested(session, is_new=is_new)


def submit(call: Call, values: Values) -> Answer:
    """The session was chosen."""
    return run(chosen(call, values))


COMMAND = Command(
    words=("notes", "interested"),
    help=_("Hear what comes of a session."),
    usage=_("[session number or title]"),
    example="12",
    run=run,
    submit=submit,
    aliases=(("notes", "i'm", "interested"),),
)
