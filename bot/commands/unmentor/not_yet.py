"""Not yet, but we will."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps.answering import answer
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Note that the two haven't met yet."""
    return answer(call, "unmentor not yet", "not yet")


COMMAND = Command(
    words=("unmentor", "not", "yet"),
    help=_("Say that you haven't met yet, but will."),
    usage=_("[name]"),
    example="Ade",
    run=run,
    aliases=(("unmentor", "notyet"), ("unmentor", "we", "will")),
)
