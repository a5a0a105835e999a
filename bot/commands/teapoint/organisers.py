"""Who organises this network."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.organisers import organisers
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    return organisers.listed(view_of(call), may_change=call.is_organiser)


COMMAND = Command(
    words=("organisers",),
    help=_("See who organises this network."),
    run=run,
    who="anyone",
    aliases=(("organizers",), ("organiser",)),
)
