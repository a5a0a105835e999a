"""Delete a draft of notes."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps import note_drafting
from bot.wording.language import gettext as _
from bot.wording.notes import note_drafts


def run(call: Call) -> Answer:
    """Forget the draft that was pressed or numbered."""
    draft = note_drafting.pick(call)
    note_drafting.drop(call, draft.id)
    return note_drafts.dropped(draft)


COMMAND = Command(
    words=("notes", "drop"),
    help=_("Delete a draft of notes. Saved notes stay."),
    usage=_("[number in the list of your drafts]"),
    example="2",
    run=run,
    organisers_too=True,
)
