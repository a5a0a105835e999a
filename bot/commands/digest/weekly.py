"""Let a digest come weekly."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps.digest_planning import choose_rhythm
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Let it come from now on, at the hour that it has."""
    return choose_rhythm(call, "weekly")


COMMAND = Command(
    words=("digest", "weekly"),
    help=_("Let new posts come weekly: yours, or a channel's."),
    usage=_("[#channel]"),
    example="#data",
    run=run,
    who="anyone",
)
