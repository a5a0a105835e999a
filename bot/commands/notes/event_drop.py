"""Say that the sessions which vanished from an event's grid are off."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.events import pick_event
from bot.wording.events import camp_grid
from bot.wording.language import gettext as _
from jobs.events.gridding import drop, vanished


def run(call: Call) -> Answer:
    """Drop those of which nothing is written; the others stay."""
    event = pick_event(call, call.rest)
    gone = vanished(call.tx, event)
    if not gone:
        return camp_grid.still_there(event)
    written = call.tx.camps.written(event.id)
    off = [one for one in gone if one.id not in written]
    for one in off:
        drop(call.tx, event, one, call.now)
    note_action(call, "event.drop", event.id)
    return camp_grid.dropped(event, len(off), [one for one in gone if one.id in written])


COMMAND = Command(
    words=("notes", "event", "drop"),
    help=_("Say that sessions which vanished from an event's grid are off."),
    run=run,
    who="organiser",
    listed=False,
)
