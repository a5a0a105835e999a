"""Everything we keep about you, by direct message."""

from bot.command import Call, Command
from bot.form import Answer
from bot.steps.keeping import send_kept
from bot.wording import kept
from bot.wording.language import gettext as _
from bot.wording.members import data
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """Send it in parts short enough for every platform."""
    parts = data.parts(view_of(call), call.account.id, call.now)
    for number in range(1, len(parts) + 1):
        send_kept(call, kept.my_data(number, call.now))
    return data.on_its_way(len(parts))


COMMAND = Command(
    words=("my", "data"),
    help=_("Get everything that we keep about you, as a message."),
    run=run,
    who="anyone",
    aliases=(("mydata",), ("export",)),
)
