"""Join another set, when yours has become too small."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.sets import pick_set, scheme_of
from bot.wording.language import gettext as _
from bot.wording.sets.set_changes import has_joined, in_larger_set, no_room
from bot.wording.sets.sets import no_set, refused
from bot.wording.view import view_of
from jobs.members.belonging import partners
from jobs.rounds.busy import seated_now
from jobs.sets import set_changes

SMALL = 2


def run(call: Call) -> Answer:
    """Take the seat that fits best in another set of the round."""
    old = pick_set(call)
    view = view_of(call)
    if old is None or not call.tx.rounds.seating.sat_in(old, call.me.id):
        return no_set(view)
    programme, round_ = scheme_of(call, old)
    if round_.state != "open" or programme.format.kind != "sets":
        return refused("closed", None)
    sits_here = call.me.id in old.members and old.state == "active"
    if sits_here and len(old.members) > SMALL:
        return in_larger_set(view)
    if not sits_here and call.me.id in seated_now(call.tx, programme):
        return in_larger_set(view)
    place = set_changes.change_sets(call.tx, programme, round_, old, call.me.id, call.now)
    if place is None:
        return no_room(view)
    group = call.tx.rounds.group(place.id, call.network.id)
    return has_joined(view, group, partners(call.tx, call.me, group))


COMMAND = Command(
    words=("unmentor", "set", "join"),
    help=_("Join another set, when yours has two members left or has ended."),
    run=run,
)
