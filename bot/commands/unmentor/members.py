"""How many take part: totals only."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.organisers import organise
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    return organise.members(view_of(call), call.tx.programmes.running(call.network.id))


COMMAND = Command(
    words=("unmentor", "members"),
    help=_("See how many take part."),
    run=run,
    who="organiser",
)
