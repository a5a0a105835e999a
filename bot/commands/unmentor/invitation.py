"""Join with the code of an invitation."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.invited import answer_code
from bot.wording.language import gettext as _
from bot.wording.organisers import invitations
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """Open the join form, filled in from the invitation."""
    return answer_code(call, call.rest) if call.rest else invitations.which_code(view_of(call))


COMMAND = Command(
    words=("unmentor", "invitation"),
    help=_("Join with the code that you were sent."),
    run=run,
    usage=_("code"),
    example="7K3F-92MD-XW4H",
    who="anyone",
    aliases=(("unmentor", "code"),),
)
