"""The few words around buttons and forms that belong to no command."""

from collections.abc import Iterable
from dataclasses import replace

from bot.command import Names
from bot.form import Form
from bot.message import Button, Buttons, Message, Paragraph, paragraph, say
from bot.wording import cards
from bot.wording.language import gettext as _


def cancel() -> str:
    """Close a form without sending it."""
    return _("Cancel")


def close() -> str:
    """Close something that was only read."""
    return _("Close")


def name() -> str:
    """The title over an answer to a press."""
    return _("Teapoint")


def done() -> str:
    """The title over the answer to a form."""
    return _("Done")


def not_done() -> str:
    """The title over an answer that says that nothing was changed."""
    return _("Nothing has changed")


def waiting() -> str:
    """The title while the answer to a form is not there yet."""
    return _("One moment")


def span(first: str, last: str) -> str:
    """From where to where one part of a long list runs."""
    return _("{first} to {last}").format(first=first, last=last)


def open_form(form: Form, command: str, ref: str = "") -> Message:
    """A form cannot be shown at once here: one button opens it."""
    button = Button(_("Open the form"), command, ref, "primary", spoken=form.title)
    return Message(
        (
            paragraph(_("Fill in a short form to go on: {title}."), title=form.title),
            Buttons((button,)),
        )
    )


def form_expired(form: Form, command: str, ref: str = "") -> Message:
    """The form could not be shown in time: nothing is lost, and a button tries again."""
    button = Button(_("Open the form"), command, ref, "primary", spoken=form.title)
    return Message(
        (
            paragraph(
                _("The form “{title}” took too long to open, so it was not shown."),
                title=form.title,
            ),
            Paragraph((_("Nothing is lost. Press the button to try again."),)),
            Buttons((button,)),
        )
    )


def out_of_date(names: Names) -> Message:
    """A button of an older version, or one that another program made."""
    return say(
        _("This button is out of date, so nothing has changed."),
        _("To see what you can do now, type {help}.").format(help=names.typed("help")),
    )


def look_again(errors: Iterable[str]) -> Message:
    """Some answers of a form need another look; each sentence says which and why."""
    return replace(say(cards.look_again(), *errors), failed=True)


def no_files(names: Names) -> Message:
    """A file was sent to the bot, which has no use for it."""
    return say(
        _("We can't read files of this kind here, so we left yours alone."),
        _("Session notes can be a text file, Markdown or Word's .docx."),
        _("A list of blogs ends in .opml."),
        _("To see what you can do here, type {help}.").format(help=names.typed("help")),
    )


def not_installed() -> str:
    """Slack sent something of a workspace whose installation we do not know."""
    return _("Teapoint is not set up in this workspace any more. Ask whoever runs it to add it.")
