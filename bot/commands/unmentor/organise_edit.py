"""Edit a scheme in a form; what somebody else changed meanwhile is shown first."""

from gettext import gettext as _

from bot.audit import note_action
from bot.command import Call, Command
from bot.meaning.organised import SCHEME, find_scheme
from bot.meaning.scheme_plan import read_plan
from bot.message import Answer, FormErrors, Values
from bot.refs import pack_ref, read_ref
from bot.wording import organise, scheme_form
from bot.wording.view import view_of
from jobs import schemes
from storage.types import Programme, ProgrammeId

_VERSION = "v"


def run(call: Call) -> Answer:
    programme = find_scheme(call, "unmentor organise edit")
    return scheme_form.edit_form(_filled(programme), _ref(programme))


def submit(call: Call, values: Values) -> Answer:
    opened = read_ref(call.ref)
    programme = call.tx.programmes.get(ProgrammeId(opened[SCHEME]), call.network.id)
    if opened.get(_VERSION) != str(programme.version):
        return scheme_form.edit_form(values, _ref(programme), _differences(call, programme, values))
    read = read_plan(call, values, programme)
    if read.errors:
        return FormErrors(read.errors)
    changed = schemes.change(call.tx, programme, read.plan, call.now)
    note_action(call, "scheme.change", programme.id, version=str(changed.version))
    return organise.was_changed(view_of(call), changed)


def _filled(programme: Programme) -> scheme_form.Filled:
    return scheme_form.filled_in(scheme_form.plan_of(programme))


def _ref(programme: Programme) -> str:
    return pack_ref(p=programme.id, v=programme.version)


def _differences(call: Call, programme: Programme, values: Values) -> tuple[str, ...]:
    """What the scheme says now, wherever that is not what was typed."""
    now = dict(_filled(programme))
    changed = [name for name, value in now.items() if value != values.get(name, "")]
    now[scheme_form.PLACE] = call.tx.places.get(programme.place_id).name
    return tuple(scheme_form.say_value(name, now[name]) for name in changed)


COMMAND = Command(
    words=("unmentor", "organise", "edit"),
    help=_("Edit a scheme."),
    run=run,
    submit=submit,
    usage=_("[scheme]"),
    who="organiser",
)
