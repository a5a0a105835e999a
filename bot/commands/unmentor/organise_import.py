"""Import an old sign-up sheet: its people become invitations, its pairs history."""

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.files import find_sheet_fault, read_file
from bot.wording.language import gettext as _
from bot.wording.organisers import importing
from jobs.members import import_errand
from storage.round_records import Programme
from storage.types import ProgrammeId


def run(call: Call) -> Answer:
    """Open the form; while a sheet is being imported, say how far that is."""
    working = call.tx.errands.under_way(call.network.id, import_errand.KIND)
    if working:
        return importing.under_way(working)
    return importing.import_form(_schemes(call))


def submit(call: Call, values: Values) -> Answer:
    """Put the import off as an errand: nothing is read here."""
    file = read_file(values, importing.FILE)
    wrong = find_sheet_fault(file)
    if file is None or wrong:
        return FormErrors({importing.FILE: wrong})
    working = call.tx.errands.under_way(call.network.id, import_errand.KIND)
    if working:
        return importing.under_way(working)
    programme = _chosen(call, values)
    import_errand.ask(call.tx, programme, call.space.id, file.id, call.account.id, call.now)
    note_action(call, "import.ask", programme.id)
    return importing.on_it(file.size)


def _schemes(call: Call) -> list[Programme]:
    running = call.tx.programmes.running(call.network.id)
    if not running:
        words = _("There's no scheme yet to invite people to. To set one up, type {command}.")
        raise Refusal(words.format(command=call.names.typed("unmentor organise")))
    return running


def _chosen(call: Call, values: Values) -> Programme:
    picked, running = values.get(importing.SCHEME), _schemes(call)
    if not picked:
        return running[0]
    return call.tx.programmes.get(ProgrammeId(str(picked)), call.network.id)


COMMAND = Command(
    words=("unmentor", "organise", "import"),
    help=_("Invite people from an old sign-up sheet."),
    run=run,
    submit=submit,
    who="organiser",
    aliases=(("unmentor", "import"), ("unmentor", "organize", "import")),
)
