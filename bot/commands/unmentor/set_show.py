"""Your set: who is in it, when it meets, who facilitates."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.sets import pick_set
from bot.wording.language import gettext as _
from bot.wording.sets import sets
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """Show the set that is meant."""
    group = pick_set(call)
    view = view_of(call)
    if group is None or group.state != "active" or call.me.id not in group.members:
        return sets.no_set(view)
    return sets.my_set(view, group, call.me)


COMMAND = Command(
    words=("unmentor", "set"),
    help=_("See who is in your action learning set, and when it meets."),
    run=run,
    aliases=(("unmentor", "my", "set"),),
)
