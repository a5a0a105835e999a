"""Be asked again about what follows sessions."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.carrying_on import interest
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Ask the member as everybody is asked."""
    was_off = call.tx.note_reminders.resume(call.me.id)
    call.tx.carrying.stop(call.me.id, stopped=False)
    return interest.reminders_on(was_off=was_off)


COMMAND = Command(
    words=("notes", "remind", "me"),
    help=_("Be asked again about what follows sessions."),
    run=run,
    aliases=(("notes", "remind", "on"),),
)
