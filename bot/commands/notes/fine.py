"""Keep what you wrote as it is, though it seems to name somebody."""

from bot.command import Call, Command
from bot.message import Answer
from bot.steps import following, taking_away
from bot.steps.names_first import take_waiting
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Keep the pressed one, or what was asked about last."""
    waiting = take_waiting(call)
    if waiting.verb == "notes outcome":
        return following.keep_outcome(call, waiting.session, waiting.text)
    if waiting.verb == "notes action":
        return following.keep_action(call, waiting.session, waiting.text, waiting.more)
    return taking_away.keep_line(call, waiting.session, waiting.text)


COMMAND = Command(
    words=("notes", "fine"),
    help=_("Keep what you wrote as it is, though it seems to name somebody."),
    run=run,
    listed=False,
)
