"""See how the notes of a session will look in channels, before they are posted."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.note_places import pick_note, places_for, preview
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Show the post to the asker alone, with the button that posts it."""
    found = pick_note(call, "notes preview")
    if not isinstance(found, tuple):
        return found
    session, note = found
    return preview(call, session, note, places_for(call, session))


COMMAND = Command(
    words=("notes", "preview"),
    help=_("See how a session's notes will look in channels before they are posted."),
    usage=_("[session number or title] [#channels]"),
    example="12",
    run=run,
    organisers_too=True,
)
