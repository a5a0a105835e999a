"""Correct what we know of an organisation: name, sector, region, domains, other names."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.form_reader import FormReader
from bot.meaning.organisation_changes import named, read_known, with_id
from bot.refs import read_ref
from bot.wording.language import gettext as _
from bot.wording.networks import domains, organisation_changes, organisations
from bot.wording.networks.domains import ALIASES, DOMAINS, NAME, REGION, SECTOR
from bot.wording.networks.organisation_changes import WHICH
from bot.wording.view import view_of
from jobs.organisations.kinds import REGIONS, SECTORS
from jobs.organisations.recording import set_aliases, set_domains
from jobs.organisations.sheets import read_domains, read_names
from storage.errors import AlreadyThereError
from storage.naming import clean
from storage.organisation_edits import LONGEST_NAME, fold_name
from storage.types import Organisation


def run(call: Call) -> Answer:
    """Open the form of the one that was typed or pressed; else ask which."""
    chosen = read_ref(call.ref).get("id")
    if chosen:
        return domains.correct_form(view_of(call), with_id(call, chosen))
    if not call.rest:
        return domains.which_form()
    return domains.correct_form(view_of(call), named(call, call.rest))


def submit(call: Call, values: Values) -> Answer:
    """Keep what was corrected, or open the form of the one that was chosen."""
    if WHICH in values:
        which = read_known(values, WHICH)
        if not which:
            return FormErrors({WHICH: organisations.choose_known()})
        return domains.correct_form(view_of(call), with_id(call, which))
    organisation = with_id(call, read_ref(call.ref)["id"])
    form = FormReader(values)
    names, bad = read_domains(form.text(DOMAINS))
    errors = {DOMAINS: domains.bad_domain(*bad[0])} if bad else _taken(call, organisation, names)
    if not fold_name(form.text(NAME)):
        errors[NAME] = _("Type the name.")
    if errors:
        return FormErrors(errors)
    try:
        return _save(call, organisation, form, names)
    except AlreadyThereError:
        return FormErrors({NAME: organisation_changes.name_taken(form.text(NAME))})


def _taken(call: Call, organisation: Organisation, names: list[str]) -> dict[str, str]:
    for domain in call.tx.domains.among(call.network.id, names):
        if domain.confirmed and domain.organisation_id != organisation.id:
            owner = call.tx.organisations.get(domain.organisation_id, call.network.id)
            return {DOMAINS: domains.of_another(domain.name, owner)}
    return {}


def _save(call: Call, before: Organisation, form: FormReader, names: list[str]) -> Answer:
    name = clean(form.text(NAME), LONGEST_NAME)
    if name != before.name:
        call.tx.organisations.rename(before, name)
    sector, region = form.text(SECTOR), form.text(REGION)
    call.tx.organisations.describe(
        before, sector if sector in SECTORS else "", region if region in REGIONS else ""
    )
    organisation = with_id(call, before.id)
    wanted = [*read_names(form.text(ALIASES)), *([before.name] if name != before.name else [])]
    not_taken = set_aliases(call.tx, organisation, wanted)
    people = set_domains(call.tx, organisation, names, call.account.id, call.now)
    note_action(call, "organisations.correct", organisation.id)
    return domains.corrected(organisation, people, not_taken)


COMMAND = Command(
    words=("organisations", "correct"),
    help=_("Correct what we know of an organisation."),
    run=run,
    submit=submit,
    usage=_("[name]"),
    who="organiser",
    aliases=(("organizations", "correct"), ("organisations", "edit")),
)
