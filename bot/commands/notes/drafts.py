"""See the notes that you began and have not saved."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps import note_drafting
from bot.wording.language import gettext as _
from bot.wording.notes import note_drafts
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """List the asker's drafts."""
    return note_drafts.listed(view_of(call), note_drafting.mine(call))


COMMAND = Command(
    words=("notes", "drafts"),
    help=_("See the notes that you began and have not saved. We keep them for a week."),
    run=run,
    organisers_too=True,
    aliases=(("notes", "mine"), ("notes", "draft")),
)
