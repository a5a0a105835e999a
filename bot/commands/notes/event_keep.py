"""Keep the sessions that vanished from an event's grid."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.events import pick_event
from bot.wording.events import camp_grid
from bot.wording.language import gettext as _
from jobs.events.gridding import vanished


def run(call: Call) -> Answer:
    """Let them be sessions that no grid has to hold."""
    event = pick_event(call, call.rest)
    gone = vanished(call.tx, event)
    if not gone:
        return camp_grid.still_there(event)
    for one in gone:
        call.tx.grids.release(one.id)
    note_action(call, "event.keep", event.id)
    return camp_grid.kept_on(event, len(gone))


COMMAND = Command(
    words=("notes", "event", "keep"),
    help=_("Keep the sessions that vanished from an event's grid."),
    run=run,
    who="organiser",
    listed=False,
)
