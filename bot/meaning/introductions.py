"""Which introduction a member means: the pressed one, the only open one; else a question."""

from gettext import gettext as _

from bot.command import Call
from bot.message import Answer, Button, Buttons, say
from bot.wording import check_ins
from bot.wording.language import say_all
from bot.wording.people import say_name
from bot.wording.trouble import MOST_CONTROLS
from bot.wording.view import view_of
from jobs.membership import partners
from storage.naming import fold
from storage.types import Group, GroupId


def pick_group(call: Call, line: str) -> Group | Answer:
    """Return the introduction that is meant, or an answer: a question, or that there is none.

    A pressed button's is looked up in this network only; NotFoundError. Typed, a partner's name
    may follow the command.
    """
    if call.ref:
        return call.tx.rounds.group(GroupId(call.ref), call.network.id)
    open_now = call.tx.rounds.open_groups(call.me.id)
    if call.rest:
        open_now = [group for group in open_now if _is_with(call, group, call.rest)] or open_now
    if len(open_now) == 1:
        return open_now[0]
    if not open_now:
        return check_ins.nobody_to_meet(view_of(call))
    buttons = tuple(
        Button(_full_names(call, group), line, group.id) for group in open_now[:MOST_CONTROLS]
    )
    return say(_("You have several introductions. Whom do you mean?"), Buttons(buttons))


def _full_names(call: Call, group: Group) -> str:
    return say_all(say_name(other) for other in partners(call.tx, call.me, group))


def _is_with(call: Call, group: Group, text: str) -> bool:
    wanted = fold(text).removeprefix("with ").lstrip("@")
    names = [fold(other.name) for other in partners(call.tx, call.me, group)]
    return any(name == wanted or wanted in name.split() for name in names)
