"""End a break."""

from gettext import gettext as _

from bot.command import Call, Command
from bot.message import Answer
from bot.wording import pauses
from bot.wording.view import view_of
from jobs import membership


def run(call: Call) -> Answer:
    """Be in again in every scheme that was paused or sat out; pressed, in that one."""
    enrolled = [p for p in membership.enrolled_in(call.tx, call.me) if call.ref in ("", p.id)]
    back = [p for p in enrolled if membership.resume(call.tx, call.me, p, call.now)]
    view = view_of(call)
    return pauses.resumed(view, back) if back else pauses.not_paused(view)


COMMAND = Command(
    words=("unmentor", "resume"),
    help=_("End your break, and be introduced again."),
    run=run,
    aliases=(
        ("unmentor", "unpause"),
        ("unmentor", "unsnooze"),
        ("unmentor", "bring", "me", "back"),
    ),
)
