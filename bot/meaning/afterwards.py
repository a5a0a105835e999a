"""Which conversation a member speaks of afterwards: the pressed, the one they met in, the last."""

from bot.command import Call
from bot.form import Answer
from bot.meaning.introductions import pick_group
from storage.round_records import Group
from storage.types import GroupId


def pick_met(call: Call, line: str) -> Group | Answer:
    """Return the conversation that is meant, or an answer: a question, or that there is none.

    NotFoundError where a pressed one is not of this network.
    """
    if call.ref:
        return call.tx.rounds.group(GroupId(call.ref), call.network.id)
    met = [group for group in call.tx.rounds.open_groups(call.me.id) if _met(call, group)]
    if len(met) == 1:
        return met[0]
    said = call.tx.feedback.latest(call.me.id)
    if not met and said:
        return call.tx.rounds.group(said.group_id, call.network.id)
    return pick_group(call, line)


def _met(call: Call, group: Group) -> bool:
    return any(seat.member_id == call.me.id and seat.answer == "met" for seat in group.seats)
