"""No, the other account is not mine, or is to stay apart."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.linking import find_asked
from bot.wording.language import gettext as _
from bot.wording.members import linking


def run(call: Call) -> Answer:
    """Forget the code, or remember for good that the two are not one person's."""
    asked = find_asked(call)
    if asked.code:
        call.tx.link_codes.drop(asked.code.id)
    else:
        call.tx.doubles.decline(asked.network.id, call.account.id, asked.other.id, call.now)
    return linking.left_apart(by_code=asked.code is not None)


COMMAND = Command(
    words=("link", "no"),
    help=_("Say that the other account isn't yours, or leave the two apart."),
    run=run,
    who="anyone",
    listed=False,
    homeless=True,
)
