"""Plan the round that waits afresh; locked groups stay, and whoever was taken out stays out."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.organised import find_round
from bot.wording.language import gettext as _
from bot.wording.rounds import round_preview
from jobs.rounds import rounds


def run(call: Call) -> Answer:
    programme, round_ = find_round(call, "unmentor round again")
    rounds.ask_for_plan(call.tx, round_, call.account.id, call.now)
    note_action(call, "round.plan", round_.id)
    return round_preview.asked_for_plan(programme, round_)


COMMAND = Command(
    words=("unmentor", "round", "again"),
    help=_("Plan the next round afresh."),
    run=run,
    who="organiser",
    names_scheme=True,
)
