"""See which sessions an event's grid has no more."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.events import pick_event
from bot.wording.events import camp_grid
from bot.wording.language import gettext as _
from jobs.events.gridding import vanished


def run(call: Call) -> Answer:
    """List them, with what can be done."""
    event = pick_event(call, call.rest)
    gone = vanished(call.tx, event)
    return camp_grid.shrank(event, gone) if gone else camp_grid.still_there(event)


COMMAND = Command(
    words=("notes", "event", "vanished"),
    help=_("See which sessions an event's grid has no more."),
    usage=_("[name]"),
    run=run,
    who="organiser",
)
