"""How mentoring is going: missed."""

from gettext import gettext as _

from bot.command import Call, Command
from bot.meaning.mentoring import pick_pair
from bot.message import Answer
from bot.wording import mentoring
from bot.wording.view import view_of
from jobs import membership


def run(call: Call) -> Answer:
    """Note the answer."""
    found = pick_pair(call)
    if (
        found is None
        or membership.answer_met(call.tx, call.me, found[0], "not yet", call.now) == "closed"
    ):
        return mentoring.closed(view_of(call))
    return mentoring.missed(membership.partners(call.tx, call.me, found[0]))


COMMAND = Command(
    words=("unmentor", "mentoring", "missed"),
    help=_("Say that you haven't met for mentoring yet."),
    run=run,
)
