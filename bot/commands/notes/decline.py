"""Say no to carrying a conversation on."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.sessions import pick_session
from bot.wording.carrying_on import carrying
from bot.wording.language import gettext as _
from jobs.carrying_on.carrying import decline
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """That is fine; whoever wanted to hand over hears it."""
    session = pick_session(call, "notes decline")
    if not isinstance(session, EventSession):
        return session
    decline(call.tx, session, call.me, call.now)
    return carrying.declined(session)


COMMAND = Command(
    words=("notes", "decline"),
    help=_("Say no to carrying a conversation on."),
    run=run,
    listed=False,
)
