"""Decline a blog that a member suggested."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.suggested import pick_suggestion, settle
from bot.wording.digests import suggestions
from bot.wording.language import gettext as _
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """Decline the one that was pressed or typed."""
    picked = pick_suggestion(call)
    if picked is None:
        raise Refusal(*suggestions.none_such(view_of(call)))
    settle(call, picked, "declined")
    return suggestions.declined(picked)


COMMAND = Command(
    words=("digest", "decline"),
    help=_("Decline a blog that a member suggested; they are told."),
    usage=_("[number in the list]"),
    example="1",
    run=run,
    who="organiser",
)
