"""Delete everything about me, now."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.message import Message
from bot.wording.language import gettext as _
from bot.wording.members import forgetting
from bot.wording.view import view_of
from jobs.members import membership
from storage.errors import LastOrganiserError


def run(call: Call) -> Answer:
    """Leave every scheme, then delete; the goodbye is in the answer only."""
    view = view_of(call)
    if call.member:
        membership.leave(call.tx, call.member, None, call.now, call.account.key.platform)
    try:
        call.tx.erasure.forget(call.account.id, call.network.id, call.now)
    except LastOrganiserError:
        raise _Stays(forgetting.last_organiser(view)) from None
    return forgetting.forgotten(view)


class _Stays(Refusal):
    """Nothing is deleted; the leaving before it is undone, too."""

    def __init__(self, message: Message) -> None:
        super().__init__(*message.blocks)


COMMAND = Command(
    words=("forget", "me", "now"),
    help=_("Delete everything that we keep about you, without asking again."),
    run=run,
    who="anyone",
    listed=False,
)
