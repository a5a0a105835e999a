"""Hand over a conversation that you carry on."""

from gettext import gettext as _

from bot.command import Call, Command
from bot.meaning.conversations import chosen, may_end, person, pick_conversation, split_person
from bot.message import Answer, Values
from bot.wording import carrying
from bot.wording.view import view_of
from jobs.carrying import ask, end
from storage.errors import NotFoundError
from storage.session_records import EventSession
from storage.types import Member, MemberId


def run(call: Call) -> Answer:
    """Ask whoever is named to take over; without a name, open the form."""
    call, name = split_person(call)
    session = pick_conversation(call, "notes handover")
    if not isinstance(session, EventSession):
        return session
    if refused := _refused(call, session):
        return refused
    if not name:
        return carrying.handover_form(session)
    return _ask(call, session, person(call, name))


def submit(call: Call, values: Values) -> Answer:
    """Ask whoever was chosen; where nobody was, the conversation is open again."""
    call = chosen(call, values)
    if carrying.WHO not in values:
        return run(call)
    session = pick_conversation(call, "notes handover")
    if not isinstance(session, EventSession):
        return session
    if refused := _refused(call, session):
        return refused
    chosen_id = str(values[carrying.WHO] or "")
    if not chosen_id:
        end(call.tx, session, "open", call.now)
        return carrying.open_again(session)
    return _ask(call, session, _member(call, chosen_id))


def _refused(call: Call, session: EventSession) -> Answer | None:
    """Only what is carried can be handed over, by whoever carries it or speaks for the session."""
    how = call.tx.carrying.of(session)
    if how.state == "carried" and may_end(call, session):
        return None
    carrier = how.member_id if how.state == "carried" else None
    return carrying.not_carried_by_you(session, carrying.name_of(view_of(call), carrier))


def _ask(call: Call, session: EventSession, other: Member) -> Answer:
    return carrying.asked(session, other.name, ask(call.tx, session, other, call.now))


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
