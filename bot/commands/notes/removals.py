"""Requests to take something out of notes that wait for an organiser."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.removals import waiting
from bot.wording.language import gettext as _
from bot.wording.notes import removals
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """List them, the oldest first; the words are in none of the lines."""
    return removals.listed(view_of(call), waiting(call))


COMMAND = Command(
    words=("notes", "removals"),
    help=_("See who asked that something is taken out of notes."),
    run=run,
    who="organiser",
)
