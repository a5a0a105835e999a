"""Suggest who may carry a session's conversation on."""

from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.conversations import (
    ask_to_carry,
    chosen,
    person,
    pick_conversation,
    split_person,
)
from bot.wording.carrying_on import carrying
from bot.wording.language import gettext as _
from storage.errors import NotFoundError
from storage.session_records import EventSession
from storage.types import MemberId


def run(call: Call) -> Answer:
    """Ask whoever is named; without a name, open the form."""
    call, name = split_person(call)
    session = pick_conversation(call, "notes suggest")
    if not isinstance(session, EventSession):
        return session
    if not name:
        return carrying.suggest_form(session)
    return ask_to_carry(call, session, person(call, name))


def submit(call: Call, values: Values) -> Answer:
    """The session was chosen, or who is asked."""
    call = chosen(call, values)
    if carrying.WHO not in values:
        return run(call)
    session = pick_conversation(call, "notes suggest")
    if not isinstance(session, EventSession):
        return session
    try:
        other = call.tx.members.get(MemberId(str(values[carrying.WHO])), call.network.id)
    except NotFoundError:
        return FormErrors({carrying.WHO: _("Choose somebody of this network.")})
    return ask_to_carry(call, session, other)


COMMAND = Command(
    words=("notes", "suggest"),
    help=_("Suggest who may carry a session's conversation on."),
    usage=_("[session number or title] [@person]"),
    example="12 @Ade Bello",
    run=run,
    submit=submit,
)
