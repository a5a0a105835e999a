"""When a group meets: times are suggested, one is chosen, moved, or called off.

Plain functions on one transaction; whoever must hear of it is left a notice. Of several who
choose at once the first wins, and the others are told what was agreed.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Literal

from jobs.calendars.workdays import find_zone, to_utc
from jobs.delivery.reaching import address_all
from jobs.meetings import patience, slots
from jobs.meetings.work_weeks import weeks_of
from jobs.rounds import dates
from storage.meetings import Meeting, Offer
from storage.notices import Notice
from storage.notices.meetings import MeetingCalledOff, TimeAgreed, TimesSuggested
from storage.round_records import Group, Programme
from storage.transaction import Transaction
from storage.types import Member, MemberId, NetworkId

Chosen = Literal["agreed", "settled", "own", "withdrawn", "past", "none"]
Why = Literal["asked", "withdrawn", "left", "pause", "cannot"]

REMINDED_AT = time(8, 30)
_SHORTLY_BEFORE = timedelta(minutes=30)


class ClosedError(Exception):
    """The introduction is over, so no time can be suggested for it."""


class PastSlotError(Exception):
    """A time that has passed cannot be suggested."""

    def __init__(self, slot: datetime) -> None:
        super().__init__(slot.isoformat())
        self.slot = slot


def current(tx: Transaction, group: Group) -> Meeting | None:
    """Return the group's meeting that is talked about now: its latest."""
    meetings = tx.meetings.of_group(group.id)
    return meetings[-1] if meetings else None


def is_ahead(meeting: Meeting | None, now: datetime) -> bool:
    """Return whether a time is agreed that has not passed."""
    return (
        meeting is not None
        and meeting.state == "agreed"
        and meeting.starts_at is not None
        and meeting.starts_at > now
    )


def can_suggest(
    tx: Transaction, group: Group, meeting: Meeting | None, network_id: NetworkId, now: datetime
) -> bool:
    """Return whether times can be suggested: its round is open, or an agreed time may be moved."""
    open_now = tx.rounds.get(group.round_id, network_id).state == "open"
    return group.state == "active" and (open_now or is_ahead(meeting, now))


def offered(
    tx: Transaction, programme: Programme, group: Group, now: datetime
) -> tuple[datetime, ...]:
    """Return up to three times that suit everybody's working day, none on offer already."""
    meeting = current(tx, group)
    taken = (*meeting.slots, meeting.starts_at) if meeting else ()
    timing = programme.timing
    return slots.offer(
        now,
        weeks_of(tx, group.members, timing.zone),
        dates.calendar_of(timing),
        programme.minutes,
        _seed(group),
        frozenset(slot for slot in taken if slot),
    )


def suggest(
    tx: Transaction,
    member: Member,
    group: Group,
    programme: Programme,
    offer: Offer,
    now: datetime,
) -> Meeting:
    """Offer times to the others of a group, who are told; ClosedError, PastSlotError.

    They replace whatever was on offer. A time that was agreed before stays until one is chosen,
    with its way and place. Where none is pressed for long, the others are invited to suggest.
    """
    meeting = current(tx, group)
    if not can_suggest(tx, group, meeting, member.network_id, now):
        raise ClosedError(group.id)
    past = [slot for slot in offer.slots if slot <= now]
    if past:
        raise PastSlotError(past[0])
    meeting = meeting or tx.meetings.prepare(group.id, 1, programme.minutes, _leader(group))
    meeting = tx.meetings.suggest(meeting, offer, now)
    patience.look_by(tx, member.network_id, group.round_id, patience.ends(programme, now))
    others = [other for other in group.members if other != member.id]
    notices = ((other, TimesSuggested(meeting.id, other)) for other in others)
    _tell(tx, group, member.network_id, notices, now, occasion=now.isoformat())
    return meeting


def choose(tx: Transaction, member: Member, group: Group, slot: datetime, now: datetime) -> Chosen:
    """Agree to a time that is on offer; all are told, and reminded on the day.

    "settled": somebody agreed to a time already; "own": who suggested does not choose;
    "withdrawn": other times are on offer now; "past"; "none": nothing is on offer.
    """
    meeting = current(tx, group)
    if meeting is None or not meeting.slots:
        return "settled" if is_ahead(meeting, now) else "none"
    if meeting.suggested_by == member.id:
        return "own"
    if slot not in meeting.slots:
        return "withdrawn"
    if slot <= now:
        return "past"
    if not tx.meetings.agree(meeting, slot, now):
        return "settled" if is_ahead(current(tx, group), now) else "withdrawn"
    _tell_agreed(tx, group, member.network_id, now)
    return "agreed"


def call_off(
    tx: Transaction,
    group: Group,
    network_id: NetworkId,
    now: datetime,
    why: Why,
    told: Iterable[MemberId],
) -> Meeting | None:
    """Call off the meeting that is ahead, or take back what is on offer, and tell these members.

    Returns the meeting as it was; None where there was nothing to call off. Where one of them
    asked for it and no new times come, they are invited to suggest some.
    """
    meeting = current(tx, group)
    if meeting is None or not (meeting.slots or is_ahead(meeting, now)):
        return None
    was_agreed = tx.meetings.cancel(meeting)
    tx.schedules.set(network_id, "meeting", meeting.id, "", None)
    reason = why if was_agreed else "withdrawn"
    notices = ((each, MeetingCalledOff(meeting.id, each, reason)) for each in told)
    if why == "asked":
        _look_again(tx, group, network_id, meeting, now)
    if was_agreed or why == "asked":
        _tell(tx, group, network_id, notices, now, occasion=str(meeting.sequence + 1))
    return meeting


def _look_again(
    tx: Transaction, group: Group, network_id: NetworkId, meeting: Meeting, now: datetime
) -> None:
    """See to it that a meeting that was called off is looked at after four working days."""
    round_ = tx.rounds.get(group.round_id, network_id)
    due = patience.ends(tx.programmes.get(round_.programme_id, network_id), now)
    if due < round_.close_at:
        label = f"{due:%Y-%m-%d} {meeting.sequence + 1}"
        tx.schedules.set(network_id, "times_again", meeting.id, label, due)


def call_off_in_break(
    tx: Transaction, member: Member, programme: Programme, until: datetime | None, now: datetime
) -> None:
    """Call off the member's meetings of a scheme that fall in a break; all of each are told.

    A set's meetings are of all its members, so they stand.
    """
    if programme.format.kind == "sets":
        return
    for group in tx.rounds.open_groups(member.id):
        meeting = current(tx, group)
        mine = tx.rounds.get(group.round_id, member.network_id).programme_id == programme.id
        if not mine or meeting is None or not is_ahead(meeting, now):
            continue
        if until is None or (meeting.starts_at and meeting.starts_at < until):
            call_off(tx, group, member.network_id, now, "pause", group.members)


def remind_at(starts_at: datetime, zone: str) -> datetime:
    """Return when somebody of a zone is reminded: at 8:30am of the day, or shortly before."""
    day = starts_at.astimezone(find_zone(zone)).date()
    return min(to_utc(day, REMINDED_AT, zone), starts_at - _SHORTLY_BEFORE)


def set_reminder(
    tx: Transaction, group: Group, meeting: Meeting, network_id: NetworkId, after: datetime
) -> None:
    """Have the next of the group reminded whose morning, by their own clock, comes after a moment.

    Whoever agrees on the morning itself remembers.
    """
    mornings = mornings_of(tx, group, meeting, network_id).values()
    due = min((morning for morning in mornings if morning > after), default=None)
    label = f"{due:%Y-%m-%dT%H:%M}" if due else ""
    tx.schedules.set(network_id, "meeting", meeting.id, label, due)


def mornings_of(
    tx: Transaction, group: Group, meeting: Meeting, network_id: NetworkId
) -> dict[MemberId, datetime]:
    """Return when each of the group is reminded of the agreed time, by the clock they go by."""
    if meeting.starts_at is None:
        return {}
    round_ = tx.rounds.get(group.round_id, network_id)
    zone = tx.programmes.get(round_.programme_id, network_id).timing.zone
    found = tx.members.many(group.members)
    return {m: remind_at(meeting.starts_at, found[m].profile.zone or zone) for m in found}


def _tell_agreed(tx: Transaction, group: Group, network_id: NetworkId, now: datetime) -> None:
    meeting = current(tx, group)
    if meeting is None or meeting.starts_at is None:
        return
    notices = ((each, TimeAgreed(meeting.id, each)) for each in group.members)
    _tell(tx, group, network_id, notices, now, occasion=str(meeting.sequence))
    set_reminder(tx, group, meeting, network_id, now)


def _tell(
    tx: Transaction,
    group: Group,
    network_id: NetworkId,
    notices: Iterable[tuple[MemberId, Notice]],
    now: datetime,
    occasion: str,
) -> None:
    items = address_all(tx, notices)
    tx.notices.queue_all(network_id, items, now, round_id=group.round_id, occasion=occasion)


def _leader(group: Group) -> MemberId | None:
    return next((seat.member_id for seat in group.seats if seat.leads), None)


def _seed(group: Group) -> int:
    return hashlib.sha256(group.id.encode()).digest()[0]
