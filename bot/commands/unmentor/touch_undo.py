"""Take back what you asked about staying in touch."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.touching import pick_met, wishes
from bot.wording.language import gettext as _
from bot.wording.meetings import touch
from storage.types import Member


def run(call: Call) -> Answer:
    """Take the wish about whoever is meant back."""
    other = pick_met(call, "unmentor touch undo")
    if other is None:
        return wishes(call)
    if not isinstance(other, Member):
        return other
    return touch.undone(other, was=call.tx.stay_in_touch.undo(call.me.id, other.id))


COMMAND = Command(
    words=("unmentor", "touch", "undo"),
    help=_("Take back what you asked about staying in touch."),
    usage=_("[name]"),
    example="Ade Bello",
    run=run,
)
