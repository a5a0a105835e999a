"""Get an event's notes as files, for an archive."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.events import pick_event
from bot.steps.keeping import send_kept
from bot.wording.language import gettext as _
from bot.wording.members import status
from bot.wording.notes import note_export
from bot.wording.view import view_of
from jobs.sessions.note_export import collect


def run(call: Call) -> Answer:
    """Send the files by direct message, which alone can bring files."""
    event = pick_event(call, call.rest)
    if not collect(call.tx, event, None).sessions:
        return note_export.nothing(view_of(call), event)
    send_kept(call, note_export.line_of(event))
    if call.place and call.place.kind == "direct":
        return note_export.on_their_way(event)
    return status.sent_to_you()


COMMAND = Command(
    words=("notes", "export"),
    help=_("Get the posted notes of an event as files, for an archive."),
    usage=_("[event]"),
    example="UKGovCamp 2027",
    run=run,
    organisers_too=True,
)
