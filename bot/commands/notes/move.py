"""Move a session to another room or slot."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.steps import moving
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Move it and tell whoever is interested; where somebody else is there, say so first."""
    return moving.move(call, "notes move")


def submit(call: Call, values: Values) -> Answer:
    """Move it to where the form says."""
    return moving.submit(call, values, "notes move")


COMMAND = Command(
    words=("notes", "move"),
    help=_("Move a session to another room or time; whoever is interested is told."),
    usage=_("[session] [room] [time]"),
    run=run,
    submit=submit,
    who="organiser",
)
