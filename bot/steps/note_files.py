"""Documents and links with notes: taken from a form, a message or typed words."""

from collections.abc import Iterator

from bot.command import Call, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.files import GivenFile, read_file
from bot.message import Message
from bot.steps import pasting
from bot.wording import web_addresses
from bot.wording.notes import note_drafts, note_files
from bot.wording.view import view_of
from jobs.delivery.files import MOST_BYTES
from jobs.feeds.guard import read_url
from jobs.feeds.trouble import AddressRefusedError
from jobs.notes.documents import EXTENSIONS
from jobs.sessions import note_file_errand
from jobs.sessions.note_file_errand import GivenNotes, Trouble
from storage.errors import NotFoundError


def take(call: Call, values: Values) -> Answer:
    """Take documents of a form or message, or the form's link, to be read; or say what is wrong."""
    files = list(_given(values))
    url = str(values.get(note_files.URL) or "").strip()
    if not files:
        wrong = _wrong_link(url) if url else note_files.neither()
        if wrong:
            return FormErrors({note_files.URL if url else note_files.FILE: wrong})
        return _take_link(call, url)
    for file in files:
        if wrong := _wrong_file(file):
            return FormErrors({note_files.FILE: wrong})
    for file in files:
        _ask(call, GivenNotes(file.name, file.id))
    return note_files.on_it()


def take_link(call: Call, link: str) -> Message:
    """Take a typed link, to be read; Refusal where it is none that we follow."""
    url = link.strip("<>").partition("|")[0]
    if wrong := _wrong_link(url):
        raise Refusal(wrong)
    return _take_link(call, url)


def show(call: Call) -> Answer:
    """Show what was understood of a document, for correction; only to whoever gave it."""
    if not call.ref:
        drafts = call.tx.note_drafts.of_account(call.account.id, call.network.id, call.now)
        return note_drafts.listed(view_of(call), drafts)
    errand = call.tx.errands.get(call.ref, call.network.id)
    if errand.asked_by != call.account.id:
        raise NotFoundError(call.ref)
    found = note_file_errand.read_text(call.tx, call.ref, call.network.id)
    return pasting.understand(call, found.text, "file", in_form=True)


def _take_link(call: Call, url: str) -> Message:
    _ask(call, GivenNotes(url=url))
    return note_files.on_it()


def _ask(call: Call, given: GivenNotes) -> None:
    note_file_errand.ask(call.tx, call.network.id, call.space.id, given, call.account.id, call.now)


def _given(values: Values) -> Iterator[GivenFile]:
    """The form's one file, or the several of a message: "file", "file1", "file2" and so on."""
    for name in values:
        if name.startswith(note_files.FILE) and (file := read_file(values, name)):
            yield file


def _wrong_file(file: GivenFile) -> str:
    if file.extension == "docm":
        return note_files.say_why(Trouble("document", "macros"))
    if file.extension not in EXTENSIONS:
        return note_files.say_why(Trouble("document", "kind"))
    return note_files.say_why(Trouble("document", "too large")) if file.size > MOST_BYTES else ""


def _wrong_link(url: str) -> str:
    """Look at the address alone; where it leads is judged when it is fetched."""
    try:
        read_url(url)
    except AddressRefusedError as error:
        return web_addresses.say_refusal(error.why)
    return ""
