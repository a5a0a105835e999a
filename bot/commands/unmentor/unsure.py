"""Messages of which nobody can tell whether they arrived, and those that were not delivered."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.organisers import outbox
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    return outbox.unsure(view_of(call))


COMMAND = Command(
    words=("unmentor", "unsure"),
    help=_("See messages that may not have arrived."),
    run=run,
    who="organiser",
    aliases=(("unmentor", "undelivered"),),
)
