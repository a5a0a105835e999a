"""Let nothing come by itself; what is followed stays."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps.digest_planning import choose_rhythm
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Switch it off."""
    return choose_rhythm(call, "off")


COMMAND = Command(
    words=("digest", "not", "now"),
    help=_("Let no new posts come by themselves; what is followed is kept."),
    usage=_("[#channel]"),
    example="#data",
    run=run,
    who="anyone",
    listed=False,
)
