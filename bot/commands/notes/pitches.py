"""All pitches of an event, and how many would come."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.events import pick_event
from bot.wording.events import camp_pitches
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.events.camps import planned
from jobs.events.choosing_rooms import free_cells, suggest_rooms
from jobs.events.pitching import pitches_of


def run(call: Call) -> Answer:
    """List them, the most wanted first; organisers see which free rooms would suit."""
    event = pick_event(call, call.rest)
    found = pitches_of(call.tx, event)
    counts = call.tx.sessions.counts([one.id for one in found], "coming")
    found.sort(key=lambda one: -counts.get(one.id, 0))
    rooms = None
    if call.is_organiser and found:
        free = free_cells(call.tx.grids.free(event.id), planned(call.tx, event))
        still = [cell for cell in free if cell.ends_at > call.now]
        rooms = suggest_rooms(found, counts, still)
    return camp_pitches.pitches(view_of(call), event, found, counts, rooms)


COMMAND = Command(
    words=("notes", "pitches"),
    help=_("See which sessions are pitched for an event, and how many would come."),
    usage=_("[event]"),
    example="TeaCamp",
    run=run,
    who="anyone",
)
