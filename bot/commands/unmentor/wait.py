"""I'll wait: keep a partner from whom nothing was heard yet."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.introductions import pick_group
from bot.wording.language import gettext as _
from bot.wording.rounds import check_ins, waves
from bot.wording.view import view_of
from jobs.members import belonging
from jobs.waves import rematching
from storage.round_records import Group


def run(call: Call) -> Answer:
    """Keep the introduction that is meant, and look for nobody else."""
    group = pick_group(call, "unmentor wait")
    if not isinstance(group, Group):
        return group
    view = view_of(call)
    if not belonging.is_open(call.tx, call.me, group):
        round_ = call.tx.rounds.get(group.round_id, call.network.id)
        return check_ins.closed(view, round_)
    if not rematching.keep_partner(call.tx, call.me, group, call.now):
        return waves.keeps_nothing(view)
    return waves.keeps(belonging.partners(call.tx, call.me, group))


COMMAND = Command(
    words=("unmentor", "wait"),
    help=_("Wait for your partner, and be introduced to nobody else in this round."),
    usage=_("[name]"),
    example="Ade",
    run=run,
    aliases=(
        ("unmentor", "keep", "waiting"),
        ("unmentor", "i'll", "wait"),
        ("unmentor", "i'll", "wait", "for"),
        ("unmentor", "i", "will", "wait"),
    ),
)
