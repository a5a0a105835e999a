"""Two people changed the same notes: keep the changes of both."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps import note_conflicts
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Join the two versions and save them."""
    return note_conflicts.answer(call, note_conflicts.keep_both)


COMMAND = Command(
    words=("notes", "keep", "both"),
    help=_("Somebody changed the notes while you did: keep what you both wrote."),
    run=run,
    organisers_too=True,
)
