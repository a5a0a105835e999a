"""Read what people took away from an event."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps import taking_away
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """List the lines of an event, without names."""
    return taking_away.listed(call)


COMMAND = Command(
    words=("notes", "takeaways"),
    help=_("Read what people took away from an event, without names."),
    usage=_("[event]"),
    example="TeaCamp",
    run=run,
    organisers_too=True,
)
