"""What organisers did, the last twenty."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.organisers import audit_log
from bot.wording.view import view_of

LAST = 20


def run(call: Call) -> Answer:
    entries = call.tx.audit.entries(call.network.id, LAST)
    return audit_log.log(view_of(call), entries)


COMMAND = Command(
    words=("unmentor", "log"),
    help=_("See what organisers did."),
    run=run,
    who="organiser",
)
