"""Yes, the other account is mine: link it, or make one of two members."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.linking import Asked, ask, find_asked
from bot.stamps import stamp
from bot.wording.language import gettext as _
from bot.wording.members import linked
from bot.wording.members.linking import HERE, NEWER, THERE
from bot.wording.view import View
from jobs.members.linking import link
from jobs.members.uniting import newer_first
from storage.types import MemberId


def run(call: Call) -> Answer:
    """Do it; where two profiles meet for the first time, show both before anything changes."""
    asked = find_asked(call)
    chosen = call.args[0].casefold() if call.args else ""
    if asked.code is None and chosen not in (HERE, THERE, NEWER):
        return ask(call, asked)
    if asked.code:
        call.tx.link_codes.use(asked.code.id, call.now)
    done = link(call.tx, asked.owner, call.account, call.now, _whose_profile(asked, chosen))
    network = asked.network
    view = View(call.tx, call.now, network, call.space.id, call.names, call.policy, done.member)
    return stamp(linked.linked(view, done, call.account), network.id)


def _whose_profile(asked: Asked, chosen: str) -> MemberId:
    mine = asked.mine
    if mine is None or mine.left_at is not None or chosen == THERE:
        return asked.owner.id
    if chosen == HERE:
        return mine.id
    return newer_first(mine, asked.owner)[0].id


COMMAND = Command(
    words=("link", "yes"),
    help=_("Say that the other account is yours, so that both become one."),
    run=run,
    usage=_("[newer, here or there: whose profile is kept]"),
    example="newer",
    who="anyone",
    listed=False,
    homeless=True,
)
