"""Change the pairs of the round that waits, in a form."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.organised import find_planned_round
from bot.meaning.round_changes import submit_change
from bot.wording.language import gettext as _
from bot.wording.rounds.round_changes import change_form


def run(call: Call) -> Answer:
    _programme, round_ = find_planned_round(call, "unmentor round change")
    return change_form(None, round_)


COMMAND = Command(
    words=("unmentor", "round", "change"),
    help=_("Change pairs of the next round."),
    run=run,
    submit=lambda call, values: submit_change(call, values, None),
    who="organiser",
)
