"""What is said by itself about meetings: on the day, and where nobody suggests or presses."""

from collections.abc import Sequence
from datetime import UTC, datetime

from jobs.delivery.reaching import address_all, read_addresses
from jobs.meetings import patience
from jobs.meetings.meeting_times import current, is_ahead, mornings_of, set_reminder
from jobs.rounds import dates
from storage.notices.meetings import MeetingReminder, YourTurnToSuggest
from storage.queue_records import Schedule
from storage.round_records import Group, Programme, Round
from storage.transaction import Transaction
from storage.types import GroupId, MeetingId, MemberId, RoundId


def remind(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Remind those of a meeting that stands whose morning of that day it is, by their own clock."""
    meeting = tx.meetings.get(MeetingId(schedule.subject), schedule.network_id)
    group = tx.rounds.group(meeting.group_id, schedule.network_id)
    if group.state != "active" or not is_ahead(meeting, now):
        return
    since = datetime.fromisoformat(schedule.label).replace(tzinfo=UTC)
    mornings = mornings_of(tx, group, meeting, schedule.network_id)
    notices = [
        (m, MeetingReminder(meeting.id, m)) for m, at in mornings.items() if since <= at <= now
    ]
    tx.notices.queue_all(
        schedule.network_id,
        address_all(tx, notices),
        now,
        round_id=group.round_id,
        expires_at=meeting.starts_at,
        occasion=schedule.label,
    )
    set_reminder(tx, group, meeting, schedule.network_id, now)


def watch(tx: Transaction, programme: Programme, round_: Round, now: datetime) -> None:
    """See to it that a round's introductions are looked at once nobody suggested in time."""
    patience.look_by(tx, round_.network_id, round_.id, patience.ends(programme, now))


def invite_others(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Invite those to suggest times who did not yet, where nobody did or pressed for long.

    Where nobody suggested in four working days, those who do not go first; where nobody pressed
    a time in four working days, those to whom it was offered. Each is invited once. Whoever
    suggested is told, too, once their times have passed.
    """
    round_ = tx.rounds.get(RoundId(schedule.subject), schedule.network_id)
    programme = tx.programmes.get(round_.programme_id, schedule.network_id)
    if round_.state != "open" or programme.format.kind == "sets":
        return
    silent = tx.meetings.without_times(round_.id)
    offered = tx.meetings.unpressed(round_.id)
    for group in _due(tx, programme, round_, silent, now):
        _invite(tx, programme, round_, group, _others(group), now)
    passed = [(group, _last_slot(tx, group)) for group, _since in offered]
    for group in _due(tx, programme, round_, offered, now):
        meeting = current(tx, group)
        by = meeting.suggested_by if meeting else None
        over = dict(passed)[group.id] <= now
        told = [member for member in group.members if over or member != by]
        _invite(tx, programme, round_, group, told, now, occasion=str(dict(offered)[group.id]))
    later = [patience.ends(programme, since) for _, since in (*silent, *offered)]
    later += [dates.in_working_hours(programme, last) for _, last in passed]
    for due in sorted(due for due in later if due > now)[:1]:
        patience.look_by(tx, round_.network_id, round_.id, due)


def invite_again(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Invite all of a group to suggest times whose meeting was called off, if none came since."""
    meeting = tx.meetings.get(MeetingId(schedule.subject), schedule.network_id)
    group = tx.rounds.group(meeting.group_id, schedule.network_id)
    round_ = tx.rounds.get(group.round_id, schedule.network_id)
    programme = tx.programmes.get(round_.programme_id, schedule.network_id)
    open_still = round_.state == "open" and group.state == "active" and not _is_answered(group)
    if open_still and meeting.state == "cancelled":
        _invite(tx, programme, round_, group, group.members, now, occasion=schedule.label)


def _last_slot(tx: Transaction, group_id: GroupId) -> datetime:
    """When the last of the times on offer is."""
    (meeting,) = tx.meetings.of_group(group_id)[-1:]
    return max(meeting.slots)


def _due(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    waiting: Sequence[tuple[GroupId, datetime]],
    now: datetime,
) -> list[Group]:
    """The groups that were waited for long enough, and have not answered that it is settled."""
    due = [group for group, since in waiting if patience.ends(programme, since) <= now]
    groups = [tx.rounds.group(group, round_.network_id) for group in due]
    return [group for group in groups if not _is_answered(group)]


def _invite(
    tx: Transaction,
    programme: Programme,
    round_: Round,
    group: Group,
    members: Sequence[MemberId],
    now: datetime,
    occasion: str = "",
) -> None:
    book = read_addresses(tx, members)
    items = [i for m in members for i in book.tell(m, YourTurnToSuggest(group.id, m))]
    not_before = dates.in_working_hours(programme, now)
    tx.notices.queue_all(
        round_.network_id,
        items,
        now,
        round_id=round_.id,
        not_before=not_before,
        occasion=occasion,
    )


def _others(group: Group) -> list[MemberId]:
    """Who does not go first; everybody where that was never settled."""
    return [seat.member_id for seat in group.seats if not seat.leads]


def _is_answered(group: Group) -> bool:
    return any(seat.answer in ("met", "cannot") for seat in group.seats)
