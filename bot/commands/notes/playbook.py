"""Get everything that a call gathered as one playbook."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.calls import pick_call
from bot.meaning.events import pick_event
from bot.note_search import asked_for
from bot.steps.keeping import send_kept
from bot.wording.language import gettext as _
from bot.wording.members import status
from bot.wording.notes import calls, note_find
from jobs.sessions.finding import Asked, choose_alike
from jobs.sessions.playbook import Scope
from storage.calls import NoteCall


def run(call: Call) -> Answer:
    """Send the playbook by direct message, which alone can bring files."""
    asked = asked_for(call.args) or Asked()
    event = pick_event(call, asked.event) if asked.event else None
    themes = choose_alike(asked.theme, call.tx.search.themes_of(call.network.id))
    if asked.theme and not themes:
        raise Refusal(note_find.no_such_theme(asked.theme))
    scope = Scope(event, themes[0] if themes else "")
    send_kept(call, calls.playbook_line(_call_meant(call, asked), scope))
    return status.sent_to_you()


def _call_meant(call: Call, asked: Asked) -> NoteCall | None:
    """The call; none where only an event or a theme was named and there is no call at all."""
    from_notes = bool(asked.event or asked.theme) and not (asked.words or call.ref)
    if from_notes and not call.tx.calls.all(call.network.id):
        return None
    return pick_call(call, asked.words, closed_too=True)


COMMAND = Command(
    words=("notes", "playbook"),
    help=_("Get what a call gathered as one file, with tips out of notes of an event or theme."),
    usage=_('["<title>"] [event:…] [theme:…]'),
    example='"Getting legal teams to share data" theme:data',
    run=run,
    organisers_too=True,
)
