"""How mentoring is going: fine."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps.answering import answer_mentoring
from bot.wording.language import gettext as _
from bot.wording.mentoring import mentoring


def run(call: Call) -> Answer:
    """Note the answer."""
    return answer_mentoring(call, "met", mentoring.fine)


COMMAND = Command(
    words=("unmentor", "mentoring", "fine"),
    help=_("Say that your mentoring goes well."),
    run=run,
)
