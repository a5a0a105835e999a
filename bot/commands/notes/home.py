"""See what you can do with session notes, and what is on now."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.conversations import over
from bot.meaning.sessions import on_now, todays
from bot.steps import note_drafting
from bot.wording.language import gettext as _
from bot.wording.notes import note_home
from bot.wording.trouble import unknown_words
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """Show help and the current state."""
    if call.args:
        raise Refusal(*unknown_words(f"notes {call.rest}", call.table.all, call.names))
    state = note_home.State(
        on_now(todays(call), call.now),
        note_drafting.mine(call),
        _open(call),
        tuple(one for one in call.table.all if one.listed and one.words[0] == "notes"),
    )
    return note_home.shown(view_of(call), state)


def _open(call: Call) -> int:
    """How many conversations nobody carries on."""
    sessions = over(call, None)
    how = call.tx.carrying.of_sessions(sessions)
    return sum(how[one.id].state == "open" for one in sessions)


COMMAND = Command(
    words=("notes",),
    help=_("See what is on now, your drafts, and what you can do with session notes."),
    run=run,
    organisers_too=True,
    aliases=(("notes", "help"),),
)
