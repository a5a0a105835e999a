"""Two people changed the same notes: leave the other's version."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps import note_conflicts
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Leave the notes as they are; the asker's version stays a draft."""
    return note_conflicts.answer(call, note_conflicts.keep_theirs)


COMMAND = Command(
    words=("notes", "keep", "theirs"),
    help=_("Somebody changed the notes while you did: keep theirs. Yours stays a draft."),
    run=run,
    organisers_too=True,
)
