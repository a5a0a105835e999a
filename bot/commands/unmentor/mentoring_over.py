"""It isn't working: end a mentoring pair, kindly."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.mentoring import pick_pair
from bot.wording.language import gettext as _
from bot.wording.mentoring.mentoring import closed, ended_early
from bot.wording.view import view_of
from jobs.members.belonging import is_open, partners
from jobs.mentoring import mentoring
from jobs.mentoring.mentor_parts import mentor_of


def run(call: Call) -> Answer:
    """End it; the mentee is matched again."""
    found = pick_pair(call)
    view = view_of(call)
    if found is None:
        return closed(view)
    group, programme = found
    if call.me.id not in group.members or not is_open(call.tx, call.me, group):
        return closed(view)
    others = partners(call.tx, call.me, group)
    round_ = call.tx.rounds.get(group.round_id, call.network.id)
    was_helped = mentor_of(group) != call.me.id
    fresh = mentoring.end_early(call.tx, programme, round_, group, call.me.id, call.now)
    again = any(call.me.id in each.members for each in fresh)
    return ended_early(others, found=again, was_helped=was_helped)


COMMAND = Command(
    words=("unmentor", "mentoring", "over"),
    help=_("End a mentoring that isn't working. We'll look for somebody else."),
    run=run,
)
