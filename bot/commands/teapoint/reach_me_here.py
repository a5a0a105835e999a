"""Of several accounts of mine, tell me things on this one."""

from bot.command import Call, Command
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.members import linked
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    call.tx.accounts.reach_by(call.me.id, call.account.id, call.now)
    count = len(call.tx.members.accounts(call.me.id))
    return linked.told_here(view_of(call), call.account, count)


COMMAND = Command(
    words=("reach", "me", "here"),
    help=_("Be told things on this account, where you have several."),
    run=run,
)
