"""Save pasted notes."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps import pasting
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Save everything that was pasted last and lacks nothing, or the numbered one."""
    return pasting.save(call)


COMMAND = Command(
    words=("notes", "save"),
    help=_("Save the notes that you pasted: all of them, or one by its number."),
    usage=_("[number in the list]"),
    example="2",
    run=run,
    aliases=(("notes", "save", "all"),),
)
