"""Two people changed the same notes: use one's own version."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps import note_conflicts
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Save the asker's version; the other one stays in the history."""
    return note_conflicts.answer(call, note_conflicts.use_mine)


COMMAND = Command(
    words=("notes", "use", "mine"),
    help=_("Somebody changed the notes while you did: use your version. Theirs stays in history."),
    run=run,
    organisers_too=True,
)
