"""Suggest other times than those on offer, or than the one agreed."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.steps import suggesting
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Offer the times that were typed, or ask for others than before."""
    return suggesting.suggest(call, "unmentor times others")


def submit(call: Call, values: Values) -> Answer:
    """Offer the times of the form."""
    return suggesting.submit(call, values)


COMMAND = Command(
    words=("unmentor", "times", "others"),
    help=_("Suggest other times to meet; one that is agreed stays until another is chosen."),
    usage=_("[days and times]"),
    example="Thursday 3 December at 11am",
    run=run,
    submit=submit,
    aliases=(("unmentor", "times", "other"), ("unmentor", "other", "times")),
)
