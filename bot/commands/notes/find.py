"""Find what was said: words, who led it, at which event, about which theme."""

from bot.command import Call, Command
from bot.form import Answer
from bot.note_search import asked_for
from bot.steps.keeping import keep
from bot.wording.language import gettext as _
from bot.wording.notes import note_find
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """Answer with a page of notes, by direct message; a press asks for the next page."""
    asked = asked_for(call.args)
    if asked is None:
        return note_find.what_to_type(view_of(call))
    skip = int(call.ref) if call.ref.isdecimal() else 0
    if skip == 0 and (kept := keep(call, note_find.line_of(asked))):
        return kept
    return note_find.answer(view_of(call), asked, skip)


COMMAND = Command(
    words=("notes", "find"),
    help=_("Find session notes by their words, leader, event or theme."),
    usage=_("<words> [leader:…] [event:…] [theme:…]"),
    example="data sharing",
    run=run,
    organisers_too=True,
    aliases=(("notes", "search"),),
)
