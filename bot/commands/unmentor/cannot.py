"""I can't this time."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps.answering import answer
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Note that they can't meet this time."""
    return answer(call, "unmentor can't", "cannot")


COMMAND = Command(
    words=("unmentor", "can't"),
    help=_("Say that you can't meet this time."),
    usage=_("[name]"),
    example="Ade",
    run=run,
    aliases=(
        ("unmentor", "cant"),
        ("unmentor", "cannot"),
        ("unmentor", "can", "not"),
        ("unmentor", "i", "can't"),
    ),
)
