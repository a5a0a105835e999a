"""A later wave is written down: seats, what it replaces, what it leaves behind, who is told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from jobs.delivery.reaching import address_all
from jobs.meetings import meeting_times
from jobs.rounds import dates
from jobs.rounds.checking_in import ask_late
from jobs.rounds.fairness import outcomes_later
from jobs.rounds.introducing import announce
from jobs.rounds.turns import took_part_later
from storage.errors import StaleError
from storage.notices import Notice
from storage.notices.introductions import OneOfSeveralGone, Replaced
from storage.round_records import Group, Programme, Round, Table
from storage.transaction import Transaction
from storage.types import GroupId, MemberId
from storage.waiting import Wait


def seat(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    tables: Sequence[Table],
    waits: Iterable[Wait],
    now: datetime,
) -> list[Group]:
    """Write the tables down as one wave; what they replace is called off, and all are told."""
    placed = {member for table in tables for member in table.members}
    waited = [each for each in waits if each.member_id in placed]
    replaced = {each.member_id: each.group_id for each in waited if each.group_id}
    alone = _release(tx, programme, round_, replaced, now)
    number = tx.rounds.seating.add_wave(round_, tables, now)
    if tx.waiting.settle(round_.id, placed, now) != {each.member_id for each in waited}:
        raise StaleError(round_.id)
    groups = [group for group in active_groups(tx, round_) if group.wave == number]
    took_part_later(tx, programme.id, groups)
    tx.enrolments.record_later(programme.id, outcomes_later(tx, round_, groups))
    announce(tx, programme, round_, groups, [], now)
    ask_late(tx, programme, round_, now)
    _tell(tx, programme, round_, [(m, Replaced(group.id, m)) for group, m in alone], now)
    return groups


def _release(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    replaced: Mapping[MemberId, GroupId],
    now: datetime,
) -> list[tuple[Group, MemberId]]:
    """Take members out of the introductions that are replaced; return who is alone by that."""
    alone: list[tuple[Group, MemberId]] = []
    for group in active_groups(tx, round_):
        going = [m for m in group.members if replaced.get(m) == group.id]
        staying = [m for m in group.members if m not in going]
        if going and len(staying) > 1:
            for member in going:
                tx.rounds.seating.vacate(group, member)
                told = [(other, OneOfSeveralGone(group.id, other, member)) for other in staying]
                _tell(tx, programme, round_, told, now)
        elif going:
            meeting_times.call_off(tx, group, round_.network_id, now, "withdrawn", ())
            tx.rounds.seating.cancel(group.id)
            tx.deliveries.cancel_group(group.id, now)
            alone += [(group, member) for member in staying]
    return alone


def _tell(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    told: Sequence[tuple[MemberId, Notice]],
    now: datetime,
) -> None:
    items = address_all(tx, told)
    moment = dates.in_working_hours(programme, now)
    tx.notices.queue_all(round_.network_id, items, now, round_id=round_.id, not_before=moment)


def active_groups(tx: Transaction, round_: Round) -> list[Group]:
    """Return the introductions of a round that stand now."""
    return [group for group in tx.rounds.groups(round_.id) if group.state == "active"]
