"""How many invitations are open, used and expired."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.organisers import invitations
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    counts = call.tx.invitations.count(call.network.id, call.now)
    return invitations.overview(view_of(call), counts)


COMMAND = Command(
    words=("unmentor", "organise", "invitations"),
    help=_("See how many invitations are open, and get their codes."),
    run=run,
    who="organiser",
    aliases=(("unmentor", "invitations"),),
)
