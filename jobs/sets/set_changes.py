"""Sets whose people change: empty seats are filled, small sets find others, nobody is dropped."""

from dataclasses import replace
from datetime import datetime

from jobs.rounds.busy import seated_now
from jobs.sets.set_chats import tell_changed
from jobs.sets.set_seats import LARGEST, best_place, best_successor
from jobs.sets.sets import ahead, take_turns, tell, unwatch
from storage.notices.terms import SetAlone, SetSmall
from storage.round_records import Group, Programme, Round
from storage.transaction import Transaction
from storage.types import MemberId, NetworkId


def lose(
    tx: Transaction,
    programme: Programme,
    group: Group,
    member_id: MemberId,
    now: datetime,
) -> None:
    """Somebody leaves a set: whoever waits and fits best takes the seat, else the set goes on.

    Two who remain are offered seats in other sets; one who remains is alone, and told so.
    """
    left = _vacate(tx, group, member_id)
    newcomer = _successor(tx, programme, left, member_id, now)
    if newcomer:
        _take_seat(tx, programme, left, newcomer, member_id, now)
        return
    _hand_over(tx, left, member_id, now)
    _go_on(tx, programme, left, member_id, now)


def stand_down(tx: Transaction, group: Group, member_id: MemberId, now: datetime) -> Group:
    """Take a seat that is somebody's second one, and what they were to facilitate; nobody is told.

    Return the set as it is then; `become_one` comes next.
    """
    rest = _vacate(tx, group, member_id)
    _hand_over(tx, rest, member_id, now)
    return rest


def become_one(
    tx: Transaction, programme: Programme, group: Group, kept: MemberId, now: datetime
) -> None:
    """Two of a set were one person: the seat is filled, or the set goes on; all are told."""
    newcomer = _successor(tx, programme, group, kept, now)
    if newcomer:
        _take_seat(tx, programme, group, newcomer, None, now)
    else:
        _go_on(tx, programme, group, kept, now)


def arrive(
    tx: Transaction, programme: Programme, member_id: MemberId, now: datetime
) -> Group | None:
    """A new member takes an empty seat of a running set, where they fit one; all are told."""
    if programme.format.kind != "sets":
        return None
    for round_ in tx.rounds.under_way(programme.id):
        place = best_place(
            tx, programme, round_, member_id, room=programme.rules.group_size, now=now
        )
        if place and member_id not in seated_now(tx, programme):
            _take_seat(tx, programme, place, member_id, None, now)
            return place
    return None


def change_sets(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    old: Group,
    member_id: MemberId,
    now: datetime,
) -> Group | None:
    """Somebody of a set that became too small joins another; None where none has room for them."""
    place = best_place(tx, programme, round_, member_id, room=LARGEST, now=now, but=old)
    if place is None:
        return None
    if member_id in old.members:
        rest = stand_down(tx, old, member_id, now)
        if len(rest.members) < 2:
            _dissolve(tx, round_.network_id, rest, now)
    _take_seat(tx, programme, place, member_id, None, now)
    return place


def _vacate(tx: Transaction, group: Group, member_id: MemberId) -> Group:
    tx.rounds.seating.vacate(group, member_id)
    return replace(group, seats=tuple(s for s in group.seats if s.member_id != member_id))


def _successor(
    tx: Transaction, programme: Programme, group: Group, leaver: MemberId, now: datetime
) -> MemberId | None:
    if not ahead(tx, group, now):
        return None
    return best_successor(tx, programme, group, leaver=leaver, now=now)


def _go_on(
    tx: Transaction, programme: Programme, group: Group, leaver: MemberId, now: datetime
) -> None:
    """Nobody takes the seat: the set ends, is offered others, or is told that it goes on."""
    if len(group.members) < 2:
        _dissolve(tx, programme.network_id, group, now)
    elif len(group.members) == 2:
        small = {m: SetSmall(group.id, m) for m in group.members}
        tell(tx, programme.network_id, group, small, now, occasion=leaver)
    else:
        tell_changed(tx, programme, group, leaver, None, now)


def _take_seat(
    tx: Transaction,
    programme: Programme,
    group: Group,
    newcomer: MemberId,
    leaver: MemberId | None,
    now: datetime,
) -> None:
    tx.rounds.seating.seat(group, newcomer)
    whole = tx.rounds.group(group.id, programme.network_id)
    if leaver:
        _hand_over(tx, whole, leaver, now, newcomer)
    tell_changed(tx, programme, whole, leaver, newcomer, now)


def _hand_over(
    tx: Transaction,
    group: Group,
    leaver: MemberId,
    now: datetime,
    newcomer: MemberId | None = None,
) -> None:
    """Whoever facilitates least takes each meeting that the leaver was to facilitate.

    The next one is a newcomer's first: it goes to somebody who has been in the set before.
    """
    for number, meeting in enumerate(ahead(tx, group, now)):
        able = [member for member in group.members if number > 0 or member != newcomer]
        if meeting.led_by == leaver and able:
            (leader,) = take_turns(able, tx.meetings.led(able), 1, seed=0)
            tx.meetings.hand_over(meeting, leader)


def _dissolve(tx: Transaction, network_id: NetworkId, group: Group, now: datetime) -> None:
    """A set of one ends; whoever remains is told, and can join another set."""
    for meeting in ahead(tx, group, now):
        tx.meetings.cancel(meeting)
        unwatch(tx, network_id, meeting)
    for member in group.members:
        tx.rounds.seating.vacate(group, member)
    tx.rounds.seating.cancel(group.id)
    tx.deliveries.cancel_group(group.id, now)
    tell(tx, network_id, group, {m: SetAlone(group.id, m) for m in group.members}, now)
