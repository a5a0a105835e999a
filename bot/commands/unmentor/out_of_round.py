"""Not this time."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.turns import answer_chosen, answer_turn
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Be left out of the round that is asked about, or of the next one."""
    return answer_turn(call, "out")


def submit(call: Call, values: Values) -> Answer:
    """Be left out in the scheme that was chosen of many."""
    return answer_chosen(call, values, "out")


COMMAND = Command(
    words=("unmentor", "out"),
    help=_("Say that you're not in the coming round."),
    usage=_("[scheme]"),
    example="Unmentoring, monthly",
    run=run,
    submit=submit,
    aliases=(
        ("unmentor", "not", "this", "time"),
        ("unmentor", "not", "this", "month"),
        ("unmentor", "i'm", "out"),
        ("unmentor", "im", "out"),
        ("unmentor", "count", "me", "out"),
    ),
    names_scheme=True,
)
