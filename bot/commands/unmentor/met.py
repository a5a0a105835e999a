"""We've met."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps.answering import answer
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Note that the two have met."""
    return answer(call, "unmentor met", "met")


COMMAND = Command(
    words=("unmentor", "met"),
    help=_("Say that you've met your partner."),
    usage=_("[name]"),
    example="Ade",
    run=run,
    aliases=(
        ("unmentor", "we", "met"),
        ("unmentor", "we've", "met"),
        ("unmentor", "we", "have", "met"),
    ),
)
