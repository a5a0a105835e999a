"""Whom you've been introduced to."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps.keeping import keep
from bot.wording.kept import HISTORY
from bot.wording.language import gettext as _
from bot.wording.members import status
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """List everybody the member was introduced to; asked in a channel, by direct message."""
    return keep(call, HISTORY) or status.history(view_of(call))


COMMAND = Command(
    words=("unmentor", "history"),
    help=_("See whom you've been introduced to, and when."),
    run=run,
)
