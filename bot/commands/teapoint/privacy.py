"""How we use what you tell us."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.members import privacy
from bot.wording.members.status import must_agree_again
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """Show the privacy notice, and ask a member again where it changed."""
    ask = call.member is not None and must_agree_again(view_of(call), call.member)
    return privacy.show(call.policy, call.names, ask=ask)


COMMAND = Command(
    words=("privacy",),
    help=_("Read how we use what you tell us."),
    run=run,
    who="anyone",
)
