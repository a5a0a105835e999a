"""Notes that come in a document or at a link: what is asked for, and what came of it."""

from bot.form import FileInput, Form, TextInput
from bot.message import Bullets, Button, Buttons, Message, Paragraph, say
from bot.wording.language import gettext as _
from bot.wording.language import ngettext
from bot.wording.view import View
from bot.wording.web_addresses import named_error, say_trouble
from jobs.delivery.files import MOST_BYTES
from jobs.notes.documents import EXTENSIONS
from jobs.sessions.note_file_errand import NotesText, Trouble

FILE, URL = "file", "url"
_MOST_TITLES = 10


def file_form() -> Form:
    """A document, or the link of a public one."""
    return Form(
        title=_("Notes from a document"),
        command="notes file",
        submit=_("Read it"),
        intro=(Paragraph((_("You see what we understood before anything is saved."),)),),
        inputs=(
            FileInput(
                FILE,
                _("Document"),
                EXTENSIONS,
                hint=_("A text file, Markdown or Word's .docx, up to 2 MB."),
                optional=True,
            ),
            TextInput(
                URL,
                _("Or a link"),
                hint=_("Of a Google Doc that anyone with the link can view, or of a text file."),
                optional=True,
                limit=2_000,
            ),
        ),
    )


def neither() -> str:
    """The form was sent empty."""
    return _("Choose a document, or give a link.")


def on_it() -> Message:
    """A document is being read."""
    return say(
        _("We have it, and are reading it."),
        _("You'll get a message with what we understood. Nothing is saved or posted yet."),
    )


def told(view: View, errand_id: str, found: NotesText) -> Message:
    """What came of it, with the button by which it is looked at."""
    if found.trouble:
        return say(
            _("We could not read “{name}”.").format(name=found.name[:150]),
            say_why(found.trouble),
            Paragraph(
                (_("You can also paste the notes: type "), view.code("notes paste"), "."),
            ),
        )
    titles = tuple((title or _("a session without a title"),) for title in found.titles)
    count = len(titles)
    first = ngettext(
        "We have read “{name}”: {count} session.",
        "We have read “{name}”: {count} sessions.",
        count,
    )
    if not count:
        first = _("We have read “{name}”. We can't tell which part is what, so look at it first.")
    return say(
        first.format(name=found.name[:150], count=count),
        *((Bullets(titles[:_MOST_TITLES]),) if titles else ()),
        _("Nothing is saved yet."),
        Buttons((Button(_("See what we understood"), "notes understood", errand_id, "primary"),)),
    )


def failed(view: View) -> Message:
    """Trouble on our side."""
    return say(
        _("We couldn't read your document just now. Nothing is lost."),
        Paragraph(
            (_("Give it to us again in some minutes, or type "), view.code("notes paste"), ".")
        ),
    )


def say_why(trouble: Trouble) -> str:
    """Why a document could not be read, and what to do now."""
    error = named_error(trouble.kind, trouble.why)
    if error:
        return say_trouble(error)
    if trouble.kind in ("document", "file"):
        return _of_document(trouble.why)
    if trouble.kind == "status":
        words = _("The website answered with {code} instead of a document. Check the address.")
        return words.format(code=trouble.why)
    if trouble.kind == "closed":
        return _(
            "The document is not public. In Google Docs, choose Share, then “Anyone with the "
            "link”, “Viewer”."
        )
    return _("At that address is a web page and no document. Copy its text and paste it here.")


def _of_document(why: str) -> str:
    size = MOST_BYTES // 1_000_000
    return {
        "kind": _("We read text files, Markdown and Word's .docx. Save it as one of these first."),
        "too large": _("It is larger than {count} MB, or longer than we can take.").format(
            count=size
        ),
        "unpacks too large": _(
            "It would unpack to far more than notes need, so we did not open it."
        ),
        "macros": _(
            "It holds macros, so we did not open it. In Word, save it as “Word document (.docx)”."
        ),
        "locked": _("It is locked with a password. Save a copy without one."),
        "damaged": _("It seems to be damaged. Open it where you wrote it, and save it again."),
        "empty": _("There is no text in it."),
        "gone": _("It was deleted before we could read it."),
        "not allowed": _(
            "We may not read files here. Ask whoever runs Teapoint, or paste the notes."
        ),
    }.get(why, _("It could not be read."))
