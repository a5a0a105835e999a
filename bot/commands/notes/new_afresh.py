"""Write notes of a session in an empty form, although there is a draft."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps import noting
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Open the form without offering what is unfinished, which stays a draft."""
    return noting.begin(call, afresh=True)


COMMAND = Command(
    words=("notes", "new", "afresh"),
    help=_("Write notes of a session without going on with your draft, which stays."),
    usage=_("[session number or title]"),
    example="12",
    run=run,
    listed=False,
)
