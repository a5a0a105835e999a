"""Write notes of a session, in a form."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.steps import noting
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Open the form: for the session that was named, one that is on now, or an empty one."""
    return noting.begin(call)


def submit(call: Call, values: Values) -> Answer:
    """Keep what was written; what is incomplete is kept as a draft."""
    return noting.submit(call, values, "form")


COMMAND = Command(
    words=("notes", "new"),
    help=_("Write notes of a session."),
    usage=_("[session number or title]"),
    example="12",
    run=run,
    submit=submit,
    rescue=noting.rescue,
    aliases=(("notes", "write"), ("notes", "add")),
)
