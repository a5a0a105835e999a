"""Read an event's grid again."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.events import pick_event
from bot.wording.events import camp_grid
from bot.wording.language import gettext as _
from jobs.events import grid_asking


def run(call: Call) -> Answer:
    """Have it read again now; what came of it is told by a message."""
    event = pick_event(call, call.rest)
    if not event.grid_url:
        return camp_grid.no_address(event)
    if call.tx.errands.under_way(call.network.id, grid_asking.KIND):
        return camp_grid.under_way()
    grid_asking.refresh(call.tx, event, call.account.id, call.now)
    return camp_grid.on_it(event)


COMMAND = Command(
    words=("notes", "event", "refresh"),
    help=_("Read an event's grid again from its web address."),
    usage=_("[name]"),
    run=run,
    who="organiser",
    aliases=(("notes", "grid", "refresh"),),
)
