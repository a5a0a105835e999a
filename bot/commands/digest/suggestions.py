"""Blogs that members suggested, and that wait for an organiser."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.digests import suggestions
from bot.wording.language import gettext as _
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """List them, the oldest first."""
    return suggestions.listed(view_of(call), call.tx.suggestions.open_of(call.network.id))


COMMAND = Command(
    words=("digest", "suggestions"),
    help=_("See which blogs members suggest, to follow or decline them."),
    run=run,
    who="organiser",
)
