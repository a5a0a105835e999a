"""Suggest times to whom one was introduced to."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.steps import suggesting
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Offer the times that were typed, or ask for up to three."""
    return suggesting.suggest(call, "unmentor times")


def submit(call: Call, values: Values) -> Answer:
    """Offer the times of the form."""
    return suggesting.submit(call, values)


COMMAND = Command(
    words=("unmentor", "times"),
    help=_("Suggest up to three times to meet your partner."),
    usage=_("[days and times] [by video, by phone or in person]"),
    example="Tuesday 1 December at 10am or 2pm",
    run=run,
    submit=submit,
    aliases=(("unmentor", "suggest"), ("unmentor", "suggest", "times")),
)
