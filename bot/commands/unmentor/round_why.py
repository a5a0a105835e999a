"""Why two people are, or are not, together in the round that waits."""

from collections.abc import Sequence

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.named_members import find_members
from bot.meaning.organised import find_planned_round, up_to_date
from bot.message import say
from bot.wording.language import gettext as _
from bot.wording.people import short_names
from bot.wording.rounds import round_changes
from bot.wording.rounds.match_reasons import describe_pair
from bot.wording.rounds.round_preview import group_line
from bot.wording.view import view_of
from jobs.rounds.changes import ImpossibleChangeError, Wish, weigh_change
from storage.round_records import Group, Programme, Round
from storage.types import Member


def run(call: Call) -> Answer:
    programme, round_ = find_planned_round(call, "unmentor round why")
    a, b = find_members(call, 2)
    current = up_to_date(call, programme, round_)
    groups = call.tx.rounds.groups(current.id)
    if a.id == b.id:  # one person was named, in two words
        return _why_group(call, groups, a)
    if any({a.id, b.id} <= set(group.members) for group in groups):
        reasons = describe_pair(a, b, short_names((a, b)))
        return round_changes.why_together(view_of(call), (a.id, b.id), reasons)
    return _why_not(call, programme, current, a, b)


def _why_group(call: Call, groups: Sequence[Group], member: Member) -> Answer:
    view = view_of(call)
    for group in groups:
        if member.id in group.members:
            return say(group_line(group, call.tx.members.many(group.members)))
    return round_changes.why_not_rule(view, ImpossibleChangeError("left out", member.id))


def _why_not(call: Call, programme: Programme, round_: Round, a: Member, b: Member) -> Answer:
    view = view_of(call)
    try:
        change = weigh_change(call.tx, programme, round_, Wish("pair", a.id, b.id), call.now)
    except ImpossibleChangeError as error:
        return round_changes.why_not_rule(view, error)
    return round_changes.why_not(view, change)


COMMAND = Command(
    words=("unmentor", "round", "why"),
    help=_("Ask why two people are or are not matched."),
    run=run,
    usage="@name @name",
    who="organiser",
)
