"""The days on which the network posts nothing by itself."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.organisers import quiet_periods
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """Say which there are, and what they do."""
    return quiet_periods.listed(view_of(call), call.tx.quiet_periods.of_network(call.network.id))


COMMAND = Command(
    words=("quiet", "periods"),
    help=_("See the days on which nothing is posted by itself, such as before elections."),
    run=run,
    who="organiser",
    aliases=(("quiet", "period"),),
)
