"""Close the network's join page."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.members import join_page
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """Close it; who joined by it stays a member."""
    was_open = call.tx.join_pages.close(call.network.id, call.now)
    if was_open:
        note_action(call, "join_page.close", call.network.id)
    return join_page.closed(view_of(call), was_open=was_open)


COMMAND = Command(
    words=("teapoint", "join", "page", "close"),
    help=_("Let nobody join by the join page any more."),
    run=run,
    who="organiser",
    aliases=(("join", "page", "close"),),
)
