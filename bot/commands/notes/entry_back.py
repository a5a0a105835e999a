"""Take an example or tip back."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.calls import pick_entry
from bot.wording.language import gettext as _
from bot.wording.notes import calls


def run(call: Call) -> Answer:
    """Delete the member's own entry: the pressed one, or their newest."""
    call.tx.calls.take_back(pick_entry(call).id, call.me.id)
    return calls.taken_back()


COMMAND = Command(
    words=("notes", "entry", "back"),
    help=_("Take back an example or tip that you added to a call."),
    run=run,
    listed=False,
)
