"""Let a conversation rest."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.conversations import chosen, may_end, pick_conversation
from bot.wording.carrying_on import carrying
from bot.wording.language import gettext as _
from jobs.carrying_on.carrying import end
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Let it rest for everybody, if the asker speaks for it; else for the asker alone."""
    session = pick_conversation(call, "notes rest")
    if not isinstance(session, EventSession):
        return session
    if not may_end(call, session):
        return carrying.rests_for_you(session)
    end(call.tx, session, "resting", call.now)
    return carrying.rests(session)


def submit(call: Call, values: Values) -> Answer:
    """The session was chosen."""
    return run(chosen(call, values))


COMMAND = Command(
    words=("notes", "rest"),
    help=_("Let a session's conversation rest."),
    usage=_("[session number or title]"),
    example="12",
    run=run,
    submit=submit,
    aliases=(("notes", "let", "it", "rest"),),
)
