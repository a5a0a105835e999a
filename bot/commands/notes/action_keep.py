"""Keep the actions that were found in a session's notes."""

from dataclasses import replace

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.sessions import pick_session
from bot.message import Button
from bot.wording.carrying_on import outcomes
from bot.wording.language import gettext as _
from bot.wording.notes import consent
from jobs.carrying_on.session_actions import found_actions, keep_found
from jobs.sessions.name_warnings import names_in
from storage.session_records import EventSession

FINE = "fine"
"""Typed at the end: whoever keeps them has seen that a name is in them."""


def run(call: Call) -> Answer:
    """Keep them, now that somebody confirmed them; where they name somebody and should not, ask."""
    fine = tuple(word.casefold() for word in call.args[-1:]) == (FINE,)
    call = replace(call, args=call.args[:-1]) if fine else call
    session = pick_session(call, "notes action keep")
    if not isinstance(session, EventSession):
        return session
    note = call.tx.notes.find(session)
    found = found_actions(call.tx, session, note, call.now.date())
    seen = names_in(call.tx, session, "\n".join(one.text for one in found))
    if seen and not fine:
        sure = Button(consent.fine_word(), f"notes action keep {FINE}", session.id)
        return consent.ask_to_keep(seen, consent.change(session), sure)
    return outcomes.actions_kept(session, keep_found(call.tx, session, note, call.now))


COMMAND = Command(
    words=("notes", "action", "keep"),
    help=_("Keep the actions that were found in a session's notes."),
    run=run,
    organisers_too=True,
    listed=False,
)
