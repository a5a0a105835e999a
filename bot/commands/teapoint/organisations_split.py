"""Others took the place of an organisation: its people are asked which is theirs."""

from collections.abc import Sequence
from datetime import date

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.organisation_changes import (
    named,
    read_change,
    read_day_given,
    read_known,
    read_parts,
    with_id,
)
from bot.refs import read_ref
from bot.wording.language import gettext as _
from bot.wording.networks import organisation_changes, organisations
from bot.wording.networks.organisation_changes import ON, PARTS, WHICH
from bot.wording.view import view_of
from jobs.organisations import changing
from storage.errors import AlreadyThereError
from storage.types import Organisation

_EXAMPLE = 'organisations split "Example County" into "East Example" and "West Example"'


def run(call: Call) -> Answer:
    """Ask about what was typed, or split what was pressed; without words, open the form."""
    chosen = read_ref(call.ref)
    if chosen.get(PARTS):
        on = date.fromisoformat(chosen[ON])
        return _split(call, with_id(call, chosen[WHICH]), chosen[PARTS].splitlines(), on)
    if not call.args:
        known = with_id(call, chosen["id"]) if chosen.get("id") else None
        return organisation_changes.split_form(known)
    told = read_change(call, "into", _EXAMPLE)
    whole, parts = named(call, told.first), read_parts(told.second)
    if len(parts) < 2:
        raise Refusal(organisation_changes.two_parts(), _("Nothing has changed."))
    return (_split if told.sure else _ask)(call, whole, parts, told.on)


def submit(call: Call, values: Values) -> Answer:
    """Ask about what was chosen."""
    which, parts = read_known(values, WHICH), read_parts(str(values.get(PARTS) or ""))
    on = read_day_given(call, str(values.get(ON) or ""))
    errors = {} if which else {WHICH: organisations.choose_known()}
    errors |= {} if len(parts) >= 2 else {PARTS: organisation_changes.two_parts()}
    errors |= {ON: on} if isinstance(on, str) else {}
    if errors or isinstance(on, str):
        return FormErrors(errors)
    return _ask(call, with_id(call, which), parts, on)


def _ask(call: Call, whole: Organisation, parts: Sequence[str], on: date) -> Answer:
    if call.tx.organisation_changes.split_into(whole.id):
        raise Refusal(organisation_changes.was_split(whole), _("Nothing has changed."))
    return organisation_changes.split_question(view_of(call), whole, parts, on)


def _split(call: Call, whole: Organisation, parts: Sequence[str], on: date) -> Answer:
    try:
        asked = changing.split(call.tx, whole, parts, on, call.account.id, call.now)
    except AlreadyThereError as error:
        raise Refusal(organisation_changes.was_split(whole), _("Nothing has changed.")) from error
    note_action(call, "organisations.split", whole.id, on=on.isoformat())
    return organisation_changes.split(whole, parts, asked)


COMMAND = Command(
    words=("organisations", "split"),
    help=_("Put several organisations in the place of one."),
    run=run,
    submit=submit,
    usage=_('"[name]" into "[one]" and "[other]" from [day]'),
    who="organiser",
    aliases=(("organizations", "split"),),
)
