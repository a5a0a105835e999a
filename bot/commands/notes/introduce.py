"""Be introduced to someone who was interested in a session, too."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.conversations import chosen, pick_conversation
from bot.wording.carrying_on import interest
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.carrying_on.meeting_the_interested import wish
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Introduce the asker to somebody who wishes the same, by the rules of a scheme of theirs."""
    session = pick_conversation(call, "notes introduce")
    if not isinstance(session, EventSession):
        return session
    return interest.wished(view_of(call), session, wish(call.tx, session, call.me, call.now))


def submit(call: Call, values: Values) -> Answer:
    """The session was chosen."""
    return run(chosen(call, values))


COMMAND = Command(
    words=("notes", "introduce"),
    help=_("Be introduced to someone who was interested in a session, too."),
    usage=_("[session number or title]"),
    example="12",
    run=run,
    submit=submit,
    aliases=(("notes", "introduce", "me"), ("notes", "meet")),
)
