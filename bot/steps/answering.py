"""The answers to "have you met?" and "how is mentoring going?", typed or pressed."""

from collections.abc import Callable, Sequence

from bot.command import Call
from bot.form import Answer
from bot.meaning.introductions import pick_group, programme_of
from bot.meaning.mentoring import pick_pair
from bot.message import Message
from bot.wording.meetings import sharing
from bot.wording.mentoring import mentoring
from bot.wording.rounds import check_ins, waves
from bot.wording.sets import set_dates
from bot.wording.view import view_of
from jobs.members import belonging, membership
from jobs.waves import rematching
from storage.round_records import Group, MeetAnswer
from storage.types import Member


def answer(call: Call, line: str, said: MeetAnswer) -> Answer:
    """Record the answer for the introduction that is meant, and confirm it in words."""
    group = pick_group(call, line)
    if not isinstance(group, Group):
        return group
    view, programme = view_of(call), programme_of(call, group)
    if programme.format.kind == "sets" and call.me.id in group.members:
        return set_dates.has_dates(view, group, call.me)
    others = belonging.partners(call.tx, call.me, group)
    done = membership.answer_met(call.tx, call.me, group, said, call.now)
    if done == "closed":
        round_ = call.tx.rounds.get(group.round_id, call.network.id)
        return check_ins.closed(view, round_)
    followed = rematching.follow(call.tx, call.me, group, said, call.now)
    if followed.told:
        off, looked_for = followed.called_off, followed.looked_for
        return waves.cannot(view, programme, others, off=off, looked_for=looked_for)
    thanks = check_ins.thanks(view, said, others, is_new=done == "new")
    if said == "met":
        return sharing.with_question(view, thanks, programme, group)
    if followed.wait is None:
        return thanks
    return Message((*thanks.blocks[:1], *waves.silent_blocks(view, programme, followed.wait)))


def answer_mentoring(
    call: Call, said: MeetAnswer, confirm: Callable[[Sequence[Member]], Message]
) -> Answer:
    """Record how mentoring is going for the pair that is meant, and confirm it in words."""
    found = pick_pair(call)
    if found is None:
        return mentoring.closed(view_of(call))
    group, _programme = found
    if membership.answer_met(call.tx, call.me, group, said, call.now) == "closed":
        return mentoring.closed(view_of(call))
    return confirm(belonging.partners(call.tx, call.me, group))
