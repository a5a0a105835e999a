"""Import an event's grid: a CSV file, or the web address of a sheet."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.events import pick_event
from bot.meaning.files import GivenFile, find_sheet_fault, read_file
from bot.message import Message
from bot.wording import web_addresses
from bot.wording.events import camp_grid
from bot.wording.events.camp_grid import FILE, URL
from bot.wording.language import gettext as _
from jobs.events import grid_asking
from jobs.feeds.guard import read_url
from jobs.feeds.trouble import AddressRefusedError
from storage.events import Event

_WEB = ("http://", "https://")


def run(call: Call) -> Answer:
    """Open the form; an address that is typed is read at once."""
    typed = [word for word in call.args if word.strip("<>").startswith(_WEB)]
    event = pick_event(call, " ".join(word for word in call.args if word not in typed))
    if not typed:
        return camp_grid.import_form(event)
    answer = _ask(call, event, typed[0].strip("<>").partition("|")[0], None)
    return answer if isinstance(answer, Message) else camp_grid.not_that(answer)


def submit(call: Call, values: Values) -> Answer:
    """Put the import off as an errand: nothing is read here."""
    event = pick_event(call)
    url, file = str(values.get(URL) or "").strip(), read_file(values, FILE)
    return _ask(call, event, "" if file else url, file)


def _ask(call: Call, event: Event, url: str, file: GivenFile | None) -> Message | FormErrors:
    wrong = find_sheet_fault(file) if file else _wrong_url(url)
    if wrong:
        return FormErrors({FILE if file else URL: wrong})
    if call.tx.errands.under_way(call.network.id, grid_asking.KIND):
        return camp_grid.under_way()
    if file:
        grid_asking.take_file(call.tx, event, call.space.id, file.id, call.account.id, call.now)
    else:
        grid_asking.take_url(call.tx, event, url, call.account.id, call.now)
    note_action(call, "event.import", event.id)
    return camp_grid.on_it(event)


def _wrong_url(url: str) -> str:
    if not url:
        return camp_grid.neither()
    try:
        read_url(url)
    except AddressRefusedError as error:
        return web_addresses.say_refusal(error.why)
    return ""


COMMAND = Command(
    words=("notes", "event", "import"),
    help=_("Import an event's grid from a CSV file or the web address of a sheet."),
    usage=_("[name] [web address]"),
    run=run,
    submit=submit,
    who="organiser",
    aliases=(("notes", "grid", "import"), ("notes", "event", "grid"), ("notes", "grid")),
)
