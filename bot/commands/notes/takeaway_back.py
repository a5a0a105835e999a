"""Take your takeaway back."""

from gettext import gettext as _

from bot.command import Call, Command
from bot.message import Answer
from bot.steps import taking_away


def run(call: Call) -> Answer:
    """Delete the pressed line, or one's newest."""
    return taking_away.take_back(call)


COMMAND = Command(
    words=("notes", "takeaway", "back"),
    help=_("Delete your newest takeaway."),
    run=run,
)
