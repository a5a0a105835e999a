"""Import a register of organisations from a spreadsheet."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.files import find_sheet_fault, read_file
from bot.wording.language import gettext as _
from bot.wording.networks import organisation_sheets
from bot.wording.networks.organisation_sheets import FILE
from bot.wording.organisers import importing
from jobs.organisations import sheet_errand


def run(call: Call) -> Answer:
    """Open the form; while a sheet is being imported, say so."""
    working = call.tx.errands.under_way(call.network.id, sheet_errand.KIND)
    return importing.under_way(working) if working else organisation_sheets.import_form()


def submit(call: Call, values: Values) -> Answer:
    """Put the import off as an errand: nothing is read here."""
    file = read_file(values, FILE)
    wrong = find_sheet_fault(file)
    if file is None or wrong:
        return FormErrors({FILE: wrong})
    working = call.tx.errands.under_way(call.network.id, sheet_errand.KIND)
    if working:
        return importing.under_way(working)
    network_id, by = call.network.id, call.account.id
    sheet_errand.ask(call.tx, network_id, call.space.id, file.id, by, call.now)
    note_action(call, "organisations.import", network_id)
    return importing.on_it(file.size)


COMMAND = Command(
    words=("organisations", "import"),
    help=_("Import organisations and their domains from a spreadsheet."),
    run=run,
    submit=submit,
    who="organiser",
    aliases=(("organizations", "import"),),
)
