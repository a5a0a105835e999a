"""Be asked nothing about what follows sessions, for good."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.carrying_on import interest
from bot.wording.language import gettext as _
from jobs.carrying_on.carrying import ask_nothing_more


def run(call: Call) -> Answer:
    """Ask nothing any more; what the member carries on stays theirs."""
    ask_nothing_more(call.tx, call.me.id)
    return interest.reminders_off()


COMMAND = Command(
    words=("notes", "remind", "off"),
    help=_("Be asked nothing more about what follows sessions."),
    run=run,
    aliases=(("notes", "remind", "stop"), ("notes", "stop", "asking")),
)
