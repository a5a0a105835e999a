"""Carry a session's conversation on, or have somebody asked to."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.conversations import chosen, person, pick_conversation, split_person
from bot.wording.carrying_on import carrying
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.carrying_on.carrying import ask, volunteer
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Write the asker down as the volunteer; somebody who is named is asked, and says yes or no."""
    call, name = split_person(call)
    session = pick_conversation(call, "notes volunteer")
    if not isinstance(session, EventSession):
        return session
    other = person(call, name) if name else call.me
    if other.id != call.me.id:
        return carrying.asked(session, other.name, ask(call.tx, session, other, call.now))
    if volunteer(call.tx, session, call.me, call.now):
        return carrying.volunteered(session)
    carrier = call.tx.carrying.of(session).member_id
    return carrying.carried_already(session, carrying.name_of(view_of(call), carrier))


def submit(call: Call, values: Values) -> Answer:
    """The session was chosen."""
    return run(chosen(call, values))


COMMAND = Command(
    words=("notes", "volunteer"),
    help=_("Carry a session's conversation on, or have somebody asked to."),
    usage=_("[session number or title] [@person]"),
    example="12",
    run=run,
    submit=submit,
    aliases=(("notes", "i", "will"), ("notes", "carry", "on")),
)
