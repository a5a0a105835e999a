"""An event's notes as files: what is sent, and why there may be nothing to send."""

import re

from bot.message import File, Message, Small, rich, say
from bot.wording.language import gettext as _
from bot.wording.language import ngettext
from bot.wording.view import View
from jobs.sessions.note_export import as_csv, as_json, as_markdown, collect
from storage.events import Event
from storage.types import EventId

EXPORT = "notes export"
_NO_NAME = re.compile(r"[^\w .-]+")


def line_of(event: Event) -> str:
    """Return the command line that is kept while the files are on their way."""
    return f"{EXPORT} {event.id}"


def files(view: View, event_id: str) -> Message:
    """The notes of an event in three files, each for its own use."""
    event = view.tx.events.get(EventId(event_id), view.network.id)
    archive = collect(view.tx, event, view.names.removal)
    if not archive.sessions:
        return nothing(view, event)
    count = len(archive.sessions)
    told = ngettext(
        "Here are the notes of {count} session of {event}, as files for an archive.",
        "Here are the notes of {count} sessions of {event}, as files for an archive.",
        count,
    )
    name = _NO_NAME.sub(" ", event.name).strip(" .")[:60] or "event"
    return Message(
        (
            *say(told.format(count=count, event=event.name)).blocks,
            File(f"{name}.md", as_markdown(archive).encode(), _("to read, as Markdown.")),
            File(f"{name}.csv", as_csv(archive), _("as a table, to open in a spreadsheet.")),
            File(f"{name}.json", as_json(archive).encode(), _("for programs, as JSON.")),
            Small((_what_is_in_it(),)),
        )
    )


def nothing(view: View, event: Event) -> Message:
    """None of the event's notes is posted."""
    return say(
        _("None of the notes of {event} is posted yet, so there is nothing to export.").format(
            event=event.name
        ),
        rich(
            _("To see what there is, type {line}."),
            line=view.code(f"notes find event:{event.name}"),
        ),
    )


def _what_is_in_it() -> str:
    return _(
        "Only posted notes are in them, without names where the Chatham House Rule was agreed. "
        "Each says how anyone named can ask for removal: keep that line when you pass them on."
    )


def on_their_way(event: Event) -> Message:
    """Asked for where files come to: they come in a message of their own."""
    return say(_("The files with the notes of {event} are on their way.").format(event=event.name))
