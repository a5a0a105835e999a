"""Take your takeaway back."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps import taking_away
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Delete the pressed line, or one's newest."""
    return taking_away.take_back(call)


COMMAND = Command(
    words=("notes", "takeaway", "back"),
    help=_("Delete your newest takeaway."),
    run=run,
)
