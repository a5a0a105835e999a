"""See the open calls for examples and tips."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.notes import calls
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """List the open calls."""
    found = call.tx.calls.open_ones(call.network.id)
    return calls.listed(view_of(call), found, call.tx.calls.counts([one.id for one in found]))


COMMAND = Command(
    words=("notes", "calls"),
    help=_("See the open calls for examples and tips."),
    run=run,
    organisers_too=True,
)
