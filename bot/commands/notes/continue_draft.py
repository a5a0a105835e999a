"""Go on with notes that are not finished."""

from bot.command import Call, Command
from bot.message import Answer
from bot.steps import note_drafting, noting
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Open the form of a draft, with everything that was typed into it."""
    return noting.go_on(call, note_drafting.pick(call))


COMMAND = Command(
    words=("notes", "continue"),
    help=_("Go on with notes that you have not saved yet."),
    usage=_("[number in the list of your drafts]"),
    example="2",
    run=run,
)
