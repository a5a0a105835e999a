"""How things stand for you."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps.keeping import keep
from bot.wording.kept import STATUS
from bot.wording.language import gettext as _
from bot.wording.members import status
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """Say how things stand; asked in a channel, by direct message."""
    return keep(call, STATUS) or status.status(view_of(call))


COMMAND = Command(
    words=("unmentor", "status"),
    help=_("See which schemes you're in, what comes next, and whom to meet."),
    run=run,
    who="anyone",
)
