"""Give a pitch its room and slot: it becomes a session."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.steps import moving
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Make it a session and tell whoever would come; where somebody else is, say so first."""
    return moving.move(call, "notes place")


def submit(call: Call, values: Values) -> Answer:
    """Give it the place that the form says."""
    return moving.submit(call, values, "notes place")


COMMAND = Command(
    words=("notes", "place"),
    help=_("Give a pitch its room and time; whoever would come is told."),
    usage=_("[pitch] [room] [time]"),
    run=run,
    submit=submit,
    who="organiser",
)
