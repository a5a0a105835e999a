"""How often a channel reads its digest; in a direct message, one's own."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.digests import check_may_change, meant_digest
from bot.steps.digest_planning import change_rhythm, choosing_form
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Set the rhythm that was typed; without one, open the form."""
    meant = meant_digest(call)
    if meant.words:
        return change_rhythm(call, meant)
    check_may_change(call, meant)
    return choosing_form(call, meant)


COMMAND = Command(
    words=("digest", "here"),
    help=_("Say how often this channel reads new blog posts."),
    usage=_("[daily, weekly, fortnightly or off] [day] [time] [#channel]"),
    example="weekly mon 09:00",
    run=run,
    who="anyone",
)
