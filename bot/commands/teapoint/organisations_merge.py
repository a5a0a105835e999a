"""Make one organisation of two: members and names of the first become the second's."""

from datetime import date

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.organisation_changes import (
    named,
    read_change,
    read_day_given,
    today_of,
    with_id,
)
from bot.refs import read_ref
from bot.suggest import NEW
from bot.wording.language import gettext as _
from bot.wording.networks import organisations
from bot.wording.networks.organisation_changes import ON
from bot.wording.networks.organisations import FROM, INTO
from bot.wording.view import view_of
from jobs.organisations import changing
from storage.types import Organisation

_EXAMPLE = "organisations merge Example CC into Example City Council"


def run(call: Call) -> Answer:
    chosen = read_ref(call.ref)
    if chosen.get(FROM):
        gone, kept = (with_id(call, chosen[key]) for key in (FROM, INTO))
        on = date.fromisoformat(chosen[ON]) if chosen.get(ON) else today_of(call)
        return _merge(call, gone, kept, on)
    if not call.args:
        return organisations.merge_form()
    told = read_change(call, "into", _EXAMPLE)
    gone, kept = named(call, told.first), named(call, told.second.replace('"', ""))
    return (_merge if told.sure else _ask)(call, gone, kept, told.on)


def submit(call: Call, values: Values) -> Answer:
    chosen = {name: "".join(values.get(name, "")) for name in (FROM, INTO)}
    unknown = [name for name, value in chosen.items() if value.startswith(NEW)]
    if unknown:
        return FormErrors(dict.fromkeys(unknown, organisations.choose_known()))
    if chosen[FROM] == chosen[INTO]:
        return FormErrors({INTO: organisations.choose_another()})
    on = read_day_given(call, str(values.get(ON) or ""))
    if isinstance(on, str):
        return FormErrors({ON: on})
    return _ask(call, with_id(call, chosen[FROM]), with_id(call, chosen[INTO]), on)


def _ask(call: Call, gone: Organisation, kept: Organisation, on: date) -> Answer:
    if gone.id == kept.id:
        raise Refusal(organisations.are_one(kept), _("Nothing has changed."))
    return organisations.merge_question(view_of(call), gone, kept, on)


def _merge(call: Call, gone: Organisation, kept: Organisation, on: date) -> Answer:
    if gone.id == kept.id:
        raise Refusal(organisations.are_one(kept), _("Nothing has changed."))
    moved = changing.merge(call.tx, gone, kept, on, call.account.id, call.now)
    note_action(call, "organisations.merge", gone.id, into=kept.id, on=on.isoformat())
    return organisations.merged(gone, kept, moved)


COMMAND = Command(
    words=("organisations", "merge"),
    help=_("Make one organisation of two."),
    run=run,
    submit=submit,
    usage=_("[first] into [second] from [day]"),
    who="organiser",
    aliases=(("organizations", "merge"),),
)
