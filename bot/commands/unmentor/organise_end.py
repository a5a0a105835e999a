"""End a scheme, after asking."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.organised import find_scheme
from bot.refs import read_ref
from bot.wording.language import gettext as _
from bot.wording.organisers import organise
from jobs.schemes import schemes


def run(call: Call) -> Answer:
    programme = find_scheme(call, "unmentor organise end")
    if "yes" not in read_ref(call.ref) and call.args[-1:] != ("yes",):
        return organise.end_question(programme)
    if programme.ended_at is None:
        schemes.end(call.tx, programme, call.now)
        note_action(call, "scheme.end", programme.id)
    return organise.was_ended(programme)


COMMAND = Command(
    words=("unmentor", "organise", "end"),
    help=_("End a scheme: no more rounds."),
    run=run,
    usage=_("[scheme]"),
    who="organiser",
    names_scheme=True,
)
