"""Don't match us again."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.touching import keep
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Never match the two again; the other is not told."""
    return keep(call, "never")


COMMAND = Command(
    words=("unmentor", "touch", "never"),
    help=_("Never be matched again with somebody you've met. We don't tell them."),
    usage=_("[name]"),
    example="Ade Bello",
    run=run,
)
