"""Send the organiser the codes of all open invitations, with a text to send on."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.organisers import invitations
from jobs.delivery.reaching import direct
from storage.notices.answers import InvitationList


def run(call: Call) -> Answer:
    """By direct message only: codes and names are for nobody else's eyes."""
    ids = [each.id for each in call.tx.invitations.open(call.network.id, call.now)]
    size = invitations.A_MESSAGE
    parts = [ids[start : start + size] for start in range(0, len(ids), size)]
    occasion = call.now.isoformat()
    for page, part in enumerate(parts):
        notice = InvitationList(" ".join(part), page, len(parts))
        to = [direct(call.account)]
        call.tx.notices.queue(call.network.id, notice, to, call.now, occasion=occasion)
    if ids:
        note_action(call, "invitations.send", call.network.id)
    return invitations.are_coming(len(ids))


COMMAND = Command(
    words=("unmentor", "organise", "invitations", "send"),
    help=_("Get the codes of all open invitations, and a text to send."),
    run=run,
    who="organiser",
)
