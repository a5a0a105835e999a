"""Edit a scheme, what and when, in a form; what somebody else changed meanwhile is shown first."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.open_form import differences, mark_of
from bot.meaning.organised import SCHEME, VERSION, find_scheme
from bot.meaning.scheme_plan import read_plan
from bot.refs import pack_ref, read_ref
from bot.wording.language import gettext as _
from bot.wording.organisers import organise
from bot.wording.schemes import scheme_form
from bot.wording.schemes.scheme_fields import Filled
from bot.wording.view import view_of
from jobs.schemes import schemes
from storage.round_records import Programme
from storage.types import ProgrammeId


def run(call: Call) -> Answer:
    programme = find_scheme(call, "unmentor organise edit")
    return scheme_form.edit_form(_shown(programme), _ref(programme), call.names)


def submit(call: Call, values: Values) -> Answer:
    opened = read_ref(call.ref)
    programme = call.tx.programmes.get(ProgrammeId(opened[SCHEME]), call.network.id)
    if opened.get(VERSION) != mark_of(_shown(programme)):
        changed = differences(call, programme, _shown(programme), values)
        return scheme_form.edit_form(values, _ref(programme), call.names, changed)
    read = read_plan(call, values, programme)
    if read.errors:
        return FormErrors(read.errors)
    saved = schemes.change(call.tx, programme, read.plan, call.now)
    note_action(call, "scheme.change", programme.id, version=str(saved.version))
    return organise.was_changed(view_of(call), saved)


def _shown(programme: Programme) -> Filled:
    return scheme_form.filled_in(scheme_form.plan_of(programme))


def _ref(programme: Programme) -> str:
    return pack_ref(p=programme.id, v=mark_of(_shown(programme)))


COMMAND = Command(
    words=("unmentor", "organise", "edit"),
    help=_("Edit a scheme: its kind, its channel and its dates."),
    run=run,
    submit=submit,
    usage=_("[scheme]"),
    who="organiser",
    names_scheme=True,
)
