"""Say from which session your takeaway is."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps import taking_away
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Tie the pressed line, or one's newest, to a session."""
    return taking_away.tie(call)


COMMAND = Command(
    words=("notes", "takeaway", "from"),
    help=_("Say from which session your newest takeaway is."),
    usage=_("[session number or title]"),
    example="12",
    run=run,
)
