"""Sit the next round out."""

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
    """Sit out the next round of the scheme that is meant."""
    programme = pick_scheme(call, "unmentor skip")
    if isinstance(programme, Programme):
        return _skip(call, programme)
    return programme or status.status(view_of(call))


def submit(call: Call, values: Values) -> Answer:
    """Sit out the scheme that was chosen of many."""
    return _skip(call, call.tx.programmes.get(ProgrammeId(chosen(values)), call.network.id))


def _skip(call: Call, programme: Programme) -> Answer:
    view = view_of(call)
    part = belonging.enrolment(call.tx, call.me, programme)
    if part is None:
        return status.status(view)
    if part.state == "paused":
        return pauses.skip_while_paused(view, programme)
    is_new = membership.skip(call.tx, call.me, programme)
    return pauses.skipped(view, programme, is_new=is_new)


COMMAND = Command(
    words=("unmentor", "skip"),
    help=_("Sit out the next round only."),
    usage=_("[scheme]"),
    example="Unmentoring, monthly",
    run=run,
    submit=submit,
    names_scheme=True,
)
