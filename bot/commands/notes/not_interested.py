"""Hear no more of a session."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.conversations import chosen, pick_conversation
from bot.wording.carrying_on import interest
from bot.wording.language import gettext as _
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Take back that the asker is interested, and a wish to meet others who are."""
    session = pick_conversation(call, "notes not interested")
    if not isinstance(session, EventSession):
        return session
    was = call.tx.sessions.unpress(session.id, call.me.id, "interested")
    call.tx.sessions.unpress(session.id, call.me.id, "meet")
    return interest.not_interested(session, was=was)


def submit(call: Call, values: Values) -> Answer:
    """The session was chosen."""
    return run(chosen(call, values))


COMMAND = Command(
    words=("notes", "not", "interested"),
    help=_("Hear no more of a session."),
    usage=_("[session number or title]"),
    example="12",
    run=run,
    submit=submit,
    aliases=(("notes", "uninterested"), ("notes", "interested", "no", "more")),
)
