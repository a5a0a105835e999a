"""Set up a scheme in a form."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.organised import SCHEME
from bot.meaning.scheme_plan import read_plan
from bot.refs import read_ref
from bot.wording.language import gettext as _
from bot.wording.organisers import organise
from bot.wording.schemes import scheme_form
from bot.wording.view import view_of
from jobs.schemes import schemes
from storage.round_records import Programme
from storage.types import ProgrammeId


def run(call: Call) -> Answer:
    here = call.place.id if call.place and call.place.kind == "channel" else None
    return scheme_form.new_form(scheme_form.filled_in(scheme_form.first_plan(here)))


def submit(call: Call, values: Values) -> Answer:
    read = read_plan(call, values, like=_copied(call))
    if read.errors:
        return FormErrors(read.errors)
    programme = schemes.set_up(call.tx, call.network.id, read.plan, call.now)
    note_action(call, "scheme.set_up", programme.id)
    return organise.was_set_up(view_of(call), programme)


def _copied(call: Call) -> Programme | None:
    copied = read_ref(call.ref).get(SCHEME)
    return call.tx.programmes.get(ProgrammeId(copied), call.network.id) if copied else None


COMMAND = Command(
    words=("unmentor", "organise", "new"),
    help=_("Set up a scheme."),
    run=run,
    submit=submit,
    who="organiser",
)
