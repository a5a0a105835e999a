"""Be in the next round after all."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.schemes import chosen, pick_scheme
from bot.wording.language import gettext as _
from bot.wording.members import pauses, status
from bot.wording.view import view_of
from jobs.members import belonging, membership
from storage.round_records import Programme
from storage.types import ProgrammeId


def run(call: Call) -> Answer:
    """Take back the skip of the scheme that is meant."""
    programme = pick_scheme(call, "unmentor unskip")
    if isinstance(programme, Programme):
        return _unskip(call, programme)
    return programme or status.status(view_of(call))


def submit(call: Call, values: Values) -> Answer:
    """Take back the skip of the scheme that was chosen of many."""
    return _unskip(call, call.tx.programmes.get(ProgrammeId(chosen(values)), call.network.id))


def _unskip(call: Call, programme: Programme) -> Answer:
    view = view_of(call)
    part = belonging.enrolment(call.tx, call.me, programme)
    if part is None:
        return status.status(view)
    if part.state == "paused":
        return pauses.skip_while_paused(view, programme)
    is_new = membership.unskip(call.tx, call.me, programme)
    return pauses.unskipped(view, programme, is_new=is_new)


COMMAND = Command(
    words=("unmentor", "unskip"),
    help=_("Be in the next round after all."),
    usage=_("[scheme]"),
    example="Unmentoring, monthly",
    run=run,
    submit=submit,
    names_scheme=True,
)
