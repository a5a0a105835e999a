"""Read a request to take something out of notes."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.removals import pick_removal
from bot.wording.language import gettext as _
from bot.wording.notes import removals


def run(call: Call) -> Answer:
    """Show its words to the organiser alone, and how to reach whoever asked."""
    return removals.shown(pick_removal(call))


COMMAND = Command(
    words=("notes", "removal"),
    help=_("Read a request to take something out of notes."),
    usage=_("[number in the list of requests]"),
    example="1",
    run=run,
    who="organiser",
)
