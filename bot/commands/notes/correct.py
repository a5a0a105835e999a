"""Correct what was understood of pasted notes."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.steps import noting, pasting
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Open the form of one of the pasted sessions."""
    return pasting.correct(call)


def submit(call: Call, values: Values) -> Answer:
    """Keep the correction: one session alone is saved, of several the list is shown again."""
    return pasting.submit(call, values, "paste")


COMMAND = Command(
    words=("notes", "correct"),
    help=_("Correct one of the sessions that you pasted, before you save them."),
    usage=_("[number in the list]"),
    example="2",
    run=run,
    submit=submit,
    rescue=noting.rescue,
)
