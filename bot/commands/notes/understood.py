"""See what was understood of a document."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps import note_files
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Show the notes of the document for correction; pressed under the message about it."""
    return note_files.show(call)


COMMAND = Command(
    words=("notes", "understood"),
    help=_("See what we understood of your document."),
    run=run,
    listed=False,
)
