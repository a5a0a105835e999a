"""List the conversations that nobody carries on."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.conversations import meant_event, over
from bot.wording.carrying_on import carry_list, conversations
from bot.wording.language import gettext as _
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """List those of an event, or of the whole network."""
    event = meant_event(call)
    if event is None and call.args:
        raise Refusal(*conversations.no_such_event(call.rest))
    sessions = over(call, event)
    how = call.tx.carrying.of_sessions(sessions)
    open_ = [one for one in sessions if how[one.id].state == "open"]
    if not open_:
        return carry_list.nothing_open(event)
    return carry_list.what_is_next(view_of(call), event, open_, public=False)


COMMAND = Command(
    words=("notes", "open"),
    help=_("List the conversations that nobody carries on."),
    usage=_("[event]"),
    example="UKGovCamp 2027",
    run=run,
    organisers_too=True,
)
