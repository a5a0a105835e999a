"""See which questions you get about what follows sessions."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.carrying_on import interest
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Say how it is, with what would change it."""
    found = call.tx.note_reminders.find(call.me.id)
    return interest.reminders(found, call.now.date())


COMMAND = Command(
    words=("notes", "remind"),
    help=_("See which questions you get about what follows sessions."),
    run=run,
    aliases=(("notes", "reminders"),),
)
