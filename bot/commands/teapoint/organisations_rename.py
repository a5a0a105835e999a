"""An organisation has another name since a day; nothing else changes."""

from datetime import date

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.organisation_changes import (
    named,
    read_change,
    read_day_given,
    read_known,
    with_id,
)
from bot.refs import read_ref
from bot.wording.language import gettext as _
from bot.wording.networks import organisation_changes, organisations
from bot.wording.networks.organisation_changes import NAME, ON, WHICH
from jobs.organisations import changing
from storage.errors import AlreadyThereError
from storage.naming import clean
from storage.organisation_edits import LONGEST_NAME
from storage.types import Organisation

_EXAMPLE = 'organisations rename "Example CC" to "Example City Council"'


def run(call: Call) -> Answer:
    """Rename what was typed; without words, open the form."""
    chosen = read_ref(call.ref).get("id")
    if not call.args:
        return organisation_changes.rename_form(with_id(call, chosen) if chosen else None)
    told = read_change(call, "to", _EXAMPLE)
    organisation, name = named(call, told.first), _name(told.second.replace('"', ""))
    try:
        return _rename(call, organisation, name, told.on)
    except AlreadyThereError as error:
        raise Refusal(organisation_changes.name_taken(name), _("Nothing has changed.")) from error


def submit(call: Call, values: Values) -> Answer:
    """Rename what was chosen."""
    which, name = read_known(values, WHICH), _name(str(values.get(NAME) or ""))
    on = read_day_given(call, str(values.get(ON) or ""))
    errors = {} if which else {WHICH: organisations.choose_known()}
    errors |= {} if name else {NAME: _("Type the new name.")}
    errors |= {ON: on} if isinstance(on, str) else {}
    if errors or isinstance(on, str):
        return FormErrors(errors)
    try:
        return _rename(call, with_id(call, which), name, on)
    except AlreadyThereError:
        return FormErrors({NAME: organisation_changes.name_taken(name)})


def _rename(call: Call, organisation: Organisation, name: str, on: date) -> Answer:
    if name == organisation.name:
        raise Refusal(organisation_changes.called_so(organisation), _("Nothing has changed."))
    now = changing.rename(call.tx, organisation, name, on, call.account.id, call.now)
    note_action(call, "organisations.rename", organisation.id, on=on.isoformat())
    return organisation_changes.renamed(organisation.name, now, on)


def _name(text: str) -> str:
    return clean(text, LONGEST_NAME)


COMMAND = Command(
    words=("organisations", "rename"),
    help=_("Give an organisation another name."),
    run=run,
    submit=submit,
    usage=_('"[name]" to "[new name]" from [day]'),
    who="organiser",
    aliases=(("organizations", "rename"),),
)
