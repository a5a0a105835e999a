"""How mentoring is going: missed."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps.answering import answer_mentoring
from bot.wording.language import gettext as _
from bot.wording.mentoring import mentoring


def run(call: Call) -> Answer:
    """Note the answer."""
    return answer_mentoring(call, "not yet", mentoring.missed)


COMMAND = Command(
    words=("unmentor", "mentoring", "missed"),
    help=_("Say that you haven't met for mentoring yet."),
    run=run,
)
