"""Go on with notes that are not finished, or with what waits for a word."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps import names_first, note_drafting, noting
from bot.steps.going_on import open_form
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Open the form of a draft, with everything that was typed into it."""
    draft = note_drafting.pick(call)
    waiting = names_first.waiting_of(call, draft)
    return open_form(call, waiting) if waiting else noting.go_on(call, draft)


COMMAND = Command(
    words=("notes", "continue"),
    help=_("Go on with notes that you have not saved yet."),
    usage=_("[number in the list of your drafts]"),
    example="2",
    run=run,
    organisers_too=True,
)
