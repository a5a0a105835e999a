"""Choose the channels in which the notes of a session are posted."""

from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.note_places import chosen_places, pick_note, preview
from bot.wording.language import gettext as _
from bot.wording.notes import note_follows
from bot.wording.view import view_of
from jobs.sessions.note_posts import known_places


def run(call: Call) -> Answer:
    """Open the form: a channel of this workspace, and those of the others that take notes."""
    found = pick_note(call, "notes post to")
    if not isinstance(found, tuple):
        return found
    session, _note = found
    return note_follows.where_form(view_of(call), session, known_places(call.tx, session))


def submit(call: Call, values: Values) -> Answer:
    """Show the post as it would be in the channels that were chosen."""
    found = pick_note(call, "notes post to")
    if not isinstance(found, tuple):
        return found
    session, note = found
    places = chosen_places(call, note_follows.read_where(values))
    if not places:
        return FormErrors({note_follows.HERE: _("Choose a channel, here or below.")})
    return preview(call, session, note, places)


COMMAND = Command(
    words=("notes", "post", "to"),
    help=_("Choose the channels for a session's notes."),
    run=run,
    organisers_too=True,
    submit=submit,
    listed=False,
)
