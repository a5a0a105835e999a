"""Say that a conversation came to its end."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.conversations import chosen, may_end, not_yours, pick_carried
from bot.wording.carrying_on import carrying
from bot.wording.language import gettext as _
from jobs.carrying_on.carrying import end
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Mark it as done, for whoever carries it, led it, took its notes or organises."""
    session = pick_carried(call, "notes done")
    if not isinstance(session, EventSession):
        return session
    if not may_end(call, session):
        return not_yours(call, session)
    end(call.tx, session, "done", call.now)
    return carrying.done(session)


def submit(call: Call, values: Values) -> Answer:
    """The session was chosen."""
    return run(chosen(call, values))


COMMAND = Command(
    words=("notes", "done"),
    help=_("Say that a conversation that you carry on came to its end."),
    usage=_("[session number or title]"),
    example="12",
    run=run,
    submit=submit,
)
