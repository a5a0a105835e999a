"""Take back every open invitation."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.organisers import invitations


def run(call: Call) -> Answer:
    """Typed, it asks first."""
    if not call.ref:
        waiting = call.tx.invitations.count(call.network.id, call.now).open
        return invitations.ask_back(waiting) if waiting else invitations.were_taken_back(0)
    count = call.tx.invitations.take_back(call.network.id, call.now)
    if count:
        note_action(call, "invitations.back", call.network.id)
    return invitations.were_taken_back(count)


COMMAND = Command(
    words=("unmentor", "organise", "invitations", "back"),
    help=_("Take back every open invitation."),
    run=run,
    who="organiser",
)
