"""Action learning sets: they meet in their rhythm, facilitators take turns, empty seats are filled.

Plain functions on one transaction; whoever must hear of it is left a notice.

| schedule kind | subject | then |
|---|---|---|
| meeting_soon | meeting | its set is reminded, a working day before |
| meeting_after | meeting | its facilitator is asked whether it took place |
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

from jobs.delivery.reaching import read_addresses
from jobs.rounds import dates, terms
from storage.meetings import Meeting
from storage.notices import Notice
from storage.notices.terms import SetMeetingAfter, SetMeetingMoved, SetMeetingOff, SetMeetingSoon
from storage.queue_records import Schedule
from storage.round_records import Group, Programme, Round
from storage.rounds import Dates
from storage.transaction import Transaction
from storage.types import MeetingId, Member, MemberId, NetworkId

Said = Literal["new", "same", "early", "closed", "other"]


class PastMeetingError(Exception):
    """A meeting cannot be moved to a moment that has passed."""


def take_turns(
    members: Sequence[MemberId], led: Mapping[MemberId, int], meetings: int, seed: int
) -> list[MemberId]:
    """Return who facilitates each meeting: in turn, who did so least first, else by lot. Pure."""

    def order(member: MemberId) -> tuple[int, str]:
        lot = hashlib.sha256(f"{seed}:{member}".encode()).hexdigest()
        return led.get(member, 0), lot

    turns = sorted(members, key=order)
    return [turns[number % len(turns)] for number in range(meetings)]


def begin(
    tx: Transaction, programme: Programme, round_: Round, groups: Iterable[Group], now: datetime
) -> None:
    """Give every set of a round its meetings, with a facilitator each, and watch over them."""
    moments = dates.milestones(programme, max(now, round_.introduce_at))
    for group in groups:
        led = tx.meetings.led(group.members)
        leaders = take_turns(group.members, led, len(moments), round_.seed)
        for number, (moment, leader) in enumerate(zip(moments, leaders, strict=True), start=1):
            meeting = tx.meetings.prepare(group.id, number, programme.minutes, leader)
            _watch(tx, programme, tx.meetings.fix(meeting, moment, now), now)


def ahead(tx: Transaction, group: Group, now: datetime) -> list[Meeting]:
    """Return the set's meetings that are still to come, soonest first."""
    found = [
        meeting
        for meeting in tx.meetings.of_group(group.id)
        if meeting.state == "agreed" and meeting.starts_at and meeting.starts_at > now
    ]
    return sorted(found, key=lambda meeting: meeting.starts_at or now)


# Around a meeting


def remind(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """A working day before: the set reads when it meets, and who facilitates."""
    found = _current(tx, schedule)
    if found is None:
        return
    group, meeting = found
    if meeting.starts_at and meeting.starts_at > now:
        tell(
            tx,
            schedule.network_id,
            group,
            {m: SetMeetingSoon(meeting.id, m) for m in group.members},
            now,
            occasion=schedule.label,
            expires_at=meeting.starts_at,
        )


def ask(tx: Transaction, schedule: Schedule, now: datetime) -> None:
    """Afterwards: its facilitator is asked whether the set met."""
    found = _current(tx, schedule)
    if found is None:
        return
    group, meeting = found
    leader = meeting.led_by if meeting.led_by in group.members else group.members[0]
    told = {leader: SetMeetingAfter(meeting.id, leader)}
    tell(tx, schedule.network_id, group, told, now, occasion=schedule.label)


def held(tx: Transaction, member: Member, meeting: Meeting, now: datetime) -> Said:
    """A meeting took place: noted once for the set, as its members' answer in the round."""
    group = tx.rounds.group(meeting.group_id, member.network_id)
    refused = _refused(tx, member, group, meeting, now, after=True)
    if refused:
        return refused
    tx.meetings.hold(meeting)
    for each in group.members:
        tx.rounds.answer(group, each, "met", now)
    return "new"


def missed(tx: Transaction, member: Member, meeting: Meeting, now: datetime) -> Said:
    """A meeting did not take place, or will not; where it is still to come, the set is told."""
    group = tx.rounds.group(meeting.group_id, member.network_id)
    refused = _refused(tx, member, group, meeting, now)
    if refused:
        return refused
    tx.meetings.cancel(meeting)
    unwatch(tx, member.network_id, meeting)
    if meeting.starts_at and meeting.starts_at > now:
        others = [each for each in group.members if each != member.id]
        told = {each: SetMeetingOff(meeting.id, each) for each in others}
        tell(tx, member.network_id, group, told, now, occasion=f"{meeting.sequence + 1}")
    return "new"


def move(
    tx: Transaction,
    programme: Programme,
    member: Member,
    meeting: Meeting,
    moment: datetime,
    now: datetime,
) -> Said:
    """The facilitator moves a meeting; the set is told. PastMeetingError.

    A round that would end before it lasts longer by as much as is needed.
    """
    if moment <= now:
        raise PastMeetingError(meeting.id)
    group = tx.rounds.group(meeting.group_id, member.network_id)
    refused = _refused(tx, member, group, meeting, now)
    if refused:
        return refused
    if meeting.starts_at == moment:
        return "same"
    moved = tx.meetings.fix(meeting, moment, now)
    _watch(tx, programme, moved, now)
    _last_until(tx, programme, group, moment)
    others = [each for each in group.members if each != member.id]
    told = {each: SetMeetingMoved(meeting.id, each) for each in others}
    tell(tx, member.network_id, group, told, now, occasion=str(moved.sequence))
    return "new"


def _refused(
    tx: Transaction,
    member: Member,
    group: Group,
    meeting: Meeting,
    now: datetime,
    *,
    after: bool = False,
) -> Said | None:
    """Why an answer about a meeting is not taken: over, not theirs, given already, too early."""
    round_ = tx.rounds.get(group.round_id, member.network_id)
    if round_.state != "open" or group.state != "active" or member.id not in group.members:
        return "closed"
    if meeting.state != "agreed":
        return "same"
    if meeting.led_by != member.id and meeting.led_by in group.members:
        return "other"
    too_early = after and meeting.starts_at is not None and meeting.starts_at > now
    return "early" if too_early else None


def _last_until(tx: Transaction, programme: Programme, group: Group, moment: datetime) -> None:
    round_ = tx.rounds.get(group.round_id, programme.network_id)
    end = terms.end_after(programme.timing, dates.calendar_of(programme.timing), moment)
    if end > round_.close_at:
        steps = Dates(round_.introduce_at, round_.check_in_at, round_.remind_at, end)
        tx.rounds.move(round_, steps)
        tx.schedules.set(round_.network_id, "close", round_.id, round_.label, end)


def _watch(tx: Transaction, programme: Programme, meeting: Meeting, now: datetime) -> None:
    """See to it that a meeting is reminded of and asked about; each moment is its own period."""
    if meeting.starts_at is None:
        return
    label = f"{meeting.starts_at:%Y-%m-%dT%H:%M}/{meeting.sequence}"
    calendar = dates.calendar_of(programme.timing)
    soon = terms.day_before(programme.timing, calendar, meeting.starts_at)
    over = meeting.starts_at + timedelta(minutes=meeting.minutes)
    network = programme.network_id
    later = soon if soon > now else None
    tx.schedules.set(network, "meeting_soon", meeting.id, label, later)
    due = dates.in_working_hours(programme, over)
    tx.schedules.set(network, "meeting_after", meeting.id, label, due)


def unwatch(tx: Transaction, network_id: NetworkId, meeting: Meeting) -> None:
    for kind in ("meeting_soon", "meeting_after"):
        tx.schedules.set(network_id, kind, meeting.id, "", None)


def _current(tx: Transaction, schedule: Schedule) -> tuple[Group, Meeting] | None:
    """The set and meeting of a schedule, while both still stand."""
    meeting = tx.meetings.get(MeetingId(schedule.subject), schedule.network_id)
    group = tx.rounds.group(meeting.group_id, schedule.network_id)
    round_ = tx.rounds.get(group.round_id, schedule.network_id)
    stands = group.state == "active" and round_.state == "open" and group.members
    return (group, meeting) if stands and meeting.state == "agreed" else None


# Empty seats


def tell(
    tx: Transaction,
    network_id: NetworkId,
    group: Group,
    told: Mapping[MemberId, Notice],
    now: datetime,
    occasion: str = "",
    expires_at: datetime | None = None,
) -> None:
    """Queue a notice for each of these members, in the scheme's working hours."""
    round_ = tx.rounds.get(group.round_id, network_id)
    programme = tx.programmes.get(round_.programme_id, network_id)
    book = read_addresses(tx, list(told))
    items = [item for member, notice in told.items() for item in book.tell(member, notice)]
    tx.notices.queue_all(
        network_id,
        items,
        now,
        round_id=group.round_id,
        not_before=dates.in_working_hours(programme, now),
        expires_at=expires_at,
        occasion=occasion,
    )
