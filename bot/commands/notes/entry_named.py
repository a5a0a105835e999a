"""Let your example or tip stand with your name."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.calls import pick_entry
from bot.wording.language import gettext as _
from bot.wording.notes import calls


def run(call: Call) -> Answer:
    """Change the member's own entry: the pressed one, or their newest."""
    entry = call.tx.calls.name(pick_entry(call).id, call.me.id, named=True)
    return calls.added(call.tx.calls.get(entry.call_id, call.network.id), entry, asked=True)


COMMAND = Command(
    words=("notes", "entry", "named"),
    help=_("Let your example or tip stand with your name."),
    run=run,
    listed=False,
)
