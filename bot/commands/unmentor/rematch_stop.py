"""No longer look for another partner for me in this round."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.schemes import chosen, pick_scheme
from bot.wording.language import gettext as _
from bot.wording.members import status
from bot.wording.rounds import waves
from bot.wording.view import view_of
from jobs.waves import rematching
from storage.round_records import Programme
from storage.types import ProgrammeId


def run(call: Call) -> Answer:
    """Stop looking, in the scheme that is meant."""
    programme = pick_scheme(call, "unmentor rematch stop")
    if isinstance(programme, Programme):
        return _stop(call, programme)
    return programme or status.status(view_of(call))


def submit(call: Call, values: Values) -> Answer:
    """Stop looking, in the scheme that was chosen of many."""
    return _stop(call, call.tx.programmes.get(ProgrammeId(chosen(values)), call.network.id))


def _stop(call: Call, programme: Programme) -> Answer:
    view = view_of(call)
    if rematching.stop(call.tx, programme, call.me, call.now):
        return waves.stopped(view, programme)
    return waves.keeps_nothing(view)


COMMAND = Command(
    words=("unmentor", "rematch", "stop"),
    help=_("No longer look for another partner for you in this round."),
    usage=_("[scheme]"),
    example="Unmentoring, monthly",
    run=run,
    submit=submit,
    names_scheme=True,
)
