"""Let a digest come daily."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps.digest_planning import choose_rhythm
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Let it come from now on, at the hour that it has."""
    return choose_rhythm(call, "daily")


COMMAND = Command(
    words=("digest", "daily"),
    help=_("Let new posts come daily: yours, or a channel's."),
    usage=_("[#channel]"),
    example="#data",
    run=run,
    who="anyone",
)
