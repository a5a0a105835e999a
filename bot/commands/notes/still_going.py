"""Say that a conversation goes on."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.conversations import pick_carried
from bot.wording.carrying_on import carrying
from bot.wording.language import gettext as _
from jobs.carrying_on.following_up import MOST_NUDGES
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Good to know: nothing is changed by it."""
    session = pick_carried(call, "notes still going")
    if not isinstance(session, EventSession):
        return session
    how = call.tx.carrying.of(session)
    mine = how.state == "carried" and how.member_id == call.me.id
    asks_again = mine and how.nudges < MOST_NUDGES and not how.stopped
    return carrying.still_going(session, asks_again=asks_again)


COMMAND = Command(
    words=("notes", "still", "going"),
    help=_("Say that a conversation that you carry on goes on."),
    usage=_("[session number or title]"),
    example="12",
    run=run,
    listed=False,
)
