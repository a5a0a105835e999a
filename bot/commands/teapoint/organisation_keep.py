"""Your organisation stays as you told us."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.members import organisation


def run(call: Call) -> Answer:
    return organisation.kept(call.me)


COMMAND = Command(
    words=("organisation", "keep"),
    help=_("Keep where you work as you told us."),
    run=run,
    listed=False,
)
