"""Be asked nothing about what follows sessions for a while."""

from datetime import timedelta

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.carrying_on import interest
from bot.wording.language import gettext as _

_USUAL = timedelta(weeks=4)


def run(call: Call) -> Answer:
    """Ask nothing for four weeks; what would have been asked meanwhile is asked then."""
    until = call.now.date() + _USUAL
    call.tx.note_reminders.stop(call.me.id, until)
    return interest.reminders_paused(until)


COMMAND = Command(
    words=("notes", "remind", "pause"),
    help=_("Be asked nothing about what follows sessions for four weeks."),
    run=run,
)
