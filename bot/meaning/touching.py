"""With whom a member stays in touch: the pressed, the named, the only other of a conversation."""

from bot.command import Call
from bot.form import Answer
from bot.meaning.people import account_said, find_among
from bot.wording.meetings import touch as wording
from bot.wording.view import view_of
from jobs.meetings import touch
from jobs.members.belonging import partners
from storage.errors import NotFoundError
from storage.stay_in_touch import Wish
from storage.types import GroupId, Member, MemberId


def pick_met(call: Call, line: str) -> Member | Answer | None:
    """Return who is meant, an answer where that is not clear, or None where nobody was named.

    Only people whom the member was introduced to; NotFoundError for another's reference.
    """
    if call.ref.startswith("mem_"):
        return _met(call, MemberId(call.ref))
    if call.ref:
        group = call.tx.rounds.group(GroupId(call.ref), call.network.id)
        others = partners(call.tx, call.me, group)
        if not call.tx.rounds.seating.sat_in(group, call.me.id):
            raise NotFoundError(group.id)
        return others[0] if len(others) == 1 else wording.which(others, line)
    if not call.rest:
        return None
    return _named(call, line)


def keep(call: Call, wish: Wish) -> Answer:
    """Keep the wish about whoever is meant, and say what follows."""
    other = pick_met(call, f"unmentor touch {wish}")
    if other is None:
        return wishes(call)
    if not isinstance(other, Member):
        return other
    both = touch.ask(call.tx, call.me, other, wish, call.now)
    day = touch.due_on(call.now) if both else None
    return wording.noted(view_of(call), other, wish, day)


def wishes(call: Call) -> Answer:
    """Return the list of the member's wishes that are not fulfilled yet."""
    met = call.tx.introductions.partners(call.me.id)
    mine = [
        each
        for each in call.tx.stay_in_touch.of_member(call.me.id)
        if each.wish == "never" or met.get(each.other_id, each.asked_at) <= each.asked_at
    ]
    people = call.tx.members.many([each.other_id for each in mine])
    listed = [(each, people[each.other_id], touch.due_on(each.asked_at)) for each in mine]
    return wording.wishes(view_of(call), listed)


def _named(call: Call, line: str) -> Member | Answer:
    mentioned = account_said(call, call.rest)
    member = call.tx.members.find(call.network.id, mentioned.id) if mentioned else None
    if member:
        return _met(call, member.id)
    met = list(call.tx.members.many(list(call.tx.introductions.partners(call.me.id))).values())
    certain, perhaps = find_among(call.rest, met)
    if certain:
        return certain
    return wording.which(perhaps, line) if perhaps else wording.not_met(call.rest)


def _met(call: Call, member_id: MemberId) -> Member:
    if member_id not in call.tx.introductions.partners(call.me.id):
        raise NotFoundError(member_id)
    return call.tx.members.get(member_id, call.network.id)
