"""Drop the round that waits, after asking; nobody was told anything."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.organised import check_waits, find_round
from bot.message import paragraph, say
from bot.wording.language import gettext as _
from bot.wording.language import say_moment
from bot.wording.organisers import organise
from bot.wording.rounds.round_names import say_round
from bot.wording.schemes.schemes import next_moment
from bot.wording.view import view_of
from jobs.rounds import rounds


def run(call: Call) -> Answer:
    programme, round_ = find_round(call, "unmentor round cancel")
    if not (call.ref or call.args[-1:] == ("yes",)):
        return organise.cancel_question(programme, round_)
    if not rounds.cancel(call.tx, programme, round_, call.now):
        check_waits(call, programme, call.tx.rounds.get(round_.id, call.network.id))
    note_action(call, "round.cancel", round_.id)
    view = view_of(call)
    moment = next_moment(view, programme)
    done = _("Dropped: {round}. Nobody was told anything.")
    after = _("The next introductions are on {moment}.")
    lead = say(done.format(round=say_round(programme, round_)))
    if moment is None:
        return lead
    return say(*lead.blocks, paragraph(after, moment=say_moment(moment, view.zone)))


COMMAND = Command(
    words=("unmentor", "round", "cancel"),
    help=_("Drop the next round before it is sent."),
    run=run,
    who="organiser",
    names_scheme=True,
)
