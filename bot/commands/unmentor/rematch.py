"""Find me somebody else, in the round that is under way."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.schemes import chosen, pick_scheme
from bot.wording.language import gettext as _
from bot.wording.members import status
from bot.wording.rounds import waves
from bot.wording.view import view_of
from jobs.members import belonging
from jobs.waves import rematching
from storage.round_records import Programme
from storage.types import ProgrammeId


def run(call: Call) -> Answer:
    """Look for another partner in the scheme that is meant."""
    programme = pick_scheme(call, "unmentor rematch")
    if isinstance(programme, Programme):
        return _look(call, programme)
    return programme or status.status(view_of(call))


def submit(call: Call, values: Values) -> Answer:
    """Look for another partner in the scheme that was chosen of many."""
    return _look(call, call.tx.programmes.get(ProgrammeId(chosen(values)), call.network.id))


def _look(call: Call, programme: Programme) -> Answer:
    view = view_of(call)
    part = belonging.enrolment(call.tx, call.me, programme)
    if part is None:
        return status.status(view)
    if part.state == "paused":
        return waves.on_a_break(view, programme)
    asked = rematching.ask(call.tx, programme, call.me, call.now)
    if asked.round_ is None:
        return waves.no_round(view, programme)
    if asked.stands in ("waits", "too late") or asked.group is None:
        return waves.asked(view, programme, asked.wait, asked.offer)
    others = belonging.partners(call.tx, call.me, asked.group)
    if asked.stands == "met":
        return waves.met_already(view, programme, others)
    silent = asked.stands == "too early"
    return waves.still_time(view, asked.round_, asked.group, others, silent=silent)


COMMAND = Command(
    words=("unmentor", "rematch"),
    help=_("Be introduced to somebody else, if your partner can't meet or is silent."),
    usage=_("[scheme]"),
    example="Unmentoring, monthly",
    run=run,
    submit=submit,
    aliases=(
        ("unmentor", "find", "me", "somebody"),
        ("unmentor", "find", "me", "somebody", "else"),
        ("unmentor", "find", "me", "someone"),
        ("unmentor", "find", "me", "someone", "else"),
        ("unmentor", "somebody", "else"),
    ),
    names_scheme=True,
)
