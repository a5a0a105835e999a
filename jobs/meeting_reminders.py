"""What is said by itself about meetings: on the morning of the day, and where nobody suggests."""

from datetime import datetime, time

from jobs import dates
from jobs.meeting_times import is_ahead
from jobs.reaching import read_addresses
from jobs.workdays import add_working_days, to_utc
from storage.notices import MeetingReminder, YourTurnToSuggest
from storage.store import Transaction
from storage.types import Group, MeetingId, MemberId, Programme, Round, RoundId, Schedule

PATIENCE_DAYS = 4
"""Working days without a suggestion after which the others are invited to make one."""


def remind(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Remind everybody of today's meeting, if it still stands."""
    meeting = tx.meetings.get(MeetingId(schedule.subject), schedule.network_id)
    group = tx.rounds.group(meeting.group_id, schedule.network_id)
    if group.state != "active" or not is_ahead(meeting, now):
        return
    book = read_addresses(tx, group.members)
    items = [
        item
        for member in group.members
        for item in book.tell(member, MeetingReminder(meeting.id, member))
    ]
    tx.notices.queue_all(
        schedule.network_id,
        items,
        now,
        round_id=group.round_id,
        expires_at=meeting.starts_at,
        occasion=schedule.label,
    )


def watch(tx: Transaction, programme: Programme, round_: Round, now: datetime) -> None:
    """See to it that a round's introductions are looked at once nobody suggested in time."""
    if not tx.schedules.find("suggest", round_.id):
        due = _patience_ends(programme, now)
        tx.schedules.set(round_.network_id, "suggest", round_.id, f"{due:%Y-%m-%dT%H:%M}", due)


def invite_others(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Invite those who do not go first to suggest times, where nobody did in four working days."""
    round_ = tx.rounds.get(RoundId(schedule.subject), schedule.network_id)
    programme = tx.programmes.get(round_.programme_id, schedule.network_id)
    if round_.state != "open" or programme.format.kind == "sets":
        return
    waiting = [
        (group, _patience_ends(programme, when))
        for group, when in tx.meetings.without_times(round_.id)
    ]
    due = [group for group, ends in waiting if ends <= now]
    groups = [tx.rounds.group(group, schedule.network_id) for group in due]
    _invite(tx, programme, round_, [group for group in groups if not _is_answered(group)], now)
    later = min((ends for _, ends in waiting if ends > now), default=None)
    if later:
        label = f"{later:%Y-%m-%dT%H:%M}"
        tx.schedules.set(round_.network_id, "suggest", round_.id, label, later)


def _invite(
    tx: Transaction, programme: Programme, round_: Round, groups: list[Group], now: datetime
) -> None:
    invited = [(group, member) for group in groups for member in _others(group)]
    book = read_addresses(tx, [member for _, member in invited])
    items = [
        item
        for group, member in invited
        for item in book.tell(member, YourTurnToSuggest(group.id, member))
    ]
    not_before = dates.in_working_hours(programme, now)
    tx.notices.queue_all(round_.network_id, items, now, round_id=round_.id, not_before=not_before)


def _others(group: Group) -> list[MemberId]:
    """Who does not go first; everybody where that was never settled."""
    return [seat.member_id for seat in group.seats if not seat.leads]


def _is_answered(group: Group) -> bool:
    return any(seat.answer in ("met", "cannot") for seat in group.seats)


def _patience_ends(programme: Programme, introduced_at: datetime) -> datetime:
    timing = programme.timing
    first = dates.local_day(introduced_at, programme)
    day = add_working_days(first, PATIENCE_DAYS, dates.calendar_of(timing))
    return to_utc(day, time.fromisoformat(timing.at), timing.zone)
