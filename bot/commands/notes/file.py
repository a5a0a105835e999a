"""Turn a document, or a public one at a link, into session notes."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.steps import note_files
from bot.wording.language import gettext as _
from bot.wording.notes import note_files as words


def run(call: Call) -> Answer:
    """Ask for the document; a link that is typed is read at once."""
    return note_files.take_link(call, call.args[0]) if call.args else words.file_form()


def submit(call: Call, values: Values) -> Answer:
    """Put the reading off as an errand: nothing is opened here."""
    return note_files.take(call, values)


COMMAND = Command(
    words=("notes", "file"),
    help=_("Turn a document or a public link into session notes."),
    usage=_("[link]"),
    example="https://docs.google.com/document/d/1a2b3c/edit",
    run=run,
    submit=submit,
    aliases=(("notes", "import"), ("notes", "upload")),
)
