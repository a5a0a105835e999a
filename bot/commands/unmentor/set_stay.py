"""Go on as two."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.sets import pick_set
from bot.wording.language import gettext as _
from bot.wording.sets.set_changes import stays
from bot.wording.sets.sets import no_set
from bot.wording.view import view_of
from jobs.members.belonging import partners


def run(call: Call) -> Answer:
    """Confirm that the set goes on, and when it meets."""
    group = pick_set(call)
    view = view_of(call)
    if group is None or group.state != "active" or call.me.id not in group.members:
        return no_set(view)
    return stays(view, group, partners(call.tx, call.me, group))


COMMAND = Command(
    words=("unmentor", "set", "stay"),
    help=_("Go on in a set of two."),
    run=run,
    listed=False,
)
