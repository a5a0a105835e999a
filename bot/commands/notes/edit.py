"""Change the notes of a session."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.sessions import pick_session
from bot.steps import noting
from bot.wording.language import gettext as _
from storage.session_records import EventSession


def run(call: Call) -> Answer:
    """Open the notes as they are now, in a form."""
    session = pick_session(call, "notes edit")
    return noting.change(call, session) if isinstance(session, EventSession) else session


def submit(call: Call, values: Values) -> Answer:
    """Keep the change, unless somebody else changed the same notes meanwhile."""
    return noting.submit(call, values, "edit")


COMMAND = Command(
    words=("notes", "edit"),
    help=_("Change the notes of a session."),
    usage=_("[session number or title]"),
    example="12",
    run=run,
    organisers_too=True,
    submit=submit,
    rescue=noting.rescue,
    aliases=(("notes", "change"),),
)
