"""I'm in the coming round."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.turns import answer_chosen, answer_turn
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Be in the round that is asked about, or end a break."""
    return answer_turn(call, "in")


def submit(call: Call, values: Values) -> Answer:
    """Be in the scheme that was chosen of many."""
    return answer_chosen(call, values, "in")


COMMAND = Command(
    words=("unmentor", "in"),
    help=_("Say that you're in the coming round."),
    usage=_("[scheme]"),
    example="Unmentoring, monthly",
    run=run,
    submit=submit,
    aliases=(
        ("unmentor", "i'm", "in"),
        ("unmentor", "im", "in"),
        ("unmentor", "count", "me", "in"),
    ),
    names_scheme=True,
)
