"""Hand over a conversation that you carry on."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.conversations import (
    ask_to_carry,
    chosen,
    may_end,
    not_yours,
    person,
    pick_carried,
    split_person,
)
from bot.wording.carrying_on import carrying
from bot.wording.language import gettext as _
from jobs.carrying_on.carrying import end
from storage.errors import NotFoundError
from storage.session_records import EventSession
from storage.types import Member, MemberId


def run(call: Call) -> Answer:
    """Ask whoever is named to take over; without a name, open the form."""
    call, name = split_person(call)
    session = pick_carried(call, "notes handover")
    if not isinstance(session, EventSession):
        return session
    if refused := _refused(call, session):
        return refused
    if not name:
        return carrying.handover_form(session)
    return ask_to_carry(call, session, person(call, name))


def submit(call: Call, values: Values) -> Answer:
    """Ask whoever was chosen; where nobody was, the conversation is open again."""
    call = chosen(call, values)
    if carrying.WHO not in values:
        return run(call)
    session = pick_carried(call, "notes handover")
    if not isinstance(session, EventSession):
        return session
    if refused := _refused(call, session):
        return refused
    chosen_id = str(values[carrying.WHO] or "")
    if not chosen_id:
        end(call.tx, session, "open", call.now)
        return carrying.open_again(session)
    return ask_to_carry(call, session, _member(call, chosen_id))


def _refused(call: Call, session: EventSession) -> Answer | None:
    """Only what is carried can be handed over, by whoever carries it or speaks for the session."""
    is_carried = call.tx.carrying.of(session).state == "carried"
    return None if is_carried and may_end(call, session) else not_yours(call, session)


def _member(call: Call, chosen_id: str) -> Member:
    try:
        return call.tx.members.get(MemberId(chosen_id), call.network.id)
    except NotFoundError:
        return person(call, chosen_id)


COMMAND = Command(
    words=("notes", "handover"),
    help=_("Hand over a conversation that you carry on."),
    usage=_("[session number or title] [@person]"),
    example="12 @Ade Bello",
    run=run,
    submit=submit,
    aliases=(("notes", "hand", "over"), ("notes", "pass", "on")),
)
