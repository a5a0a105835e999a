"""Match us again next year."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.touching import keep
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Match the two again after a year, if both ask."""
    return keep(call, "next year")


COMMAND = Command(
    words=("unmentor", "touch", "next", "year"),
    help=_("Be matched again with somebody next year, if you both ask."),
    usage=_("[name]"),
    example="Ade Bello",
    run=run,
)
