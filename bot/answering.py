"""The three answers to "have you met?", typed or pressed."""

from bot.command import Call
from bot.meaning.introductions import pick_group
from bot.message import Answer
from bot.wording import check_ins
from bot.wording.view import view_of
from jobs import membership
from storage.types import Group, MeetAnswer


def answer(call: Call, line: str, said: MeetAnswer) -> Answer:
    """Record the answer for the introduction that is meant, and confirm it in words."""
    group = pick_group(call, line)
    if not isinstance(group, Group):
        return group
    view = view_of(call)
    done = membership.answer_met(call.tx, call.me, group, said, call.now)
    if done == "closed":
        round_ = call.tx.rounds.get(group.round_id, call.network.id)
        return check_ins.closed(view, round_)
    others = membership.partners(call.tx, call.me, group)
    return check_ins.thanks(view, said, others, is_new=done == "new")
