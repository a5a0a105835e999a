"""Take an account away from what is mine; two members who were made one are two again."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.members import linked
from bot.wording.view import view_of
from jobs.members.linking import OnlyAccountError, unlink
from storage.errors import NotFoundError
from storage.types import Account


def run(call: Call) -> Answer:
    """With a number or a press: take it away. Without: show which accounts there are."""
    view, mine = view_of(call), call.tx.members.accounts(call.me.id)
    if not call.rest and not call.ref:
        return linked.accounts(view, mine, call.account)
    account = _meant(call, mine)
    try:
        back = unlink(call.tx, call.me, account.id, call.now)
    except OnlyAccountError:
        return linked.only_account(view)
    return linked.unlinked(view, account, back)


def _meant(call: Call, mine: list[Account]) -> Account:
    if call.ref:
        pressed = next((one for one in mine if one.id == call.ref), None)
        if pressed is None:
            raise NotFoundError(call.ref)
        return pressed
    number = int(call.rest) if call.rest.isdecimal() else 0
    if not 0 < number <= len(mine):
        raise Refusal(*linked.no_such_account(view_of(call), call.rest))
    return mine[number - 1]


COMMAND = Command(
    words=("unlink",),
    help=_("See which accounts are yours, and take one away."),
    run=run,
    usage=_("[number]"),
    example="2",
)
