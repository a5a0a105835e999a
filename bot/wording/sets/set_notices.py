"""What members of action learning sets are told, as things are when they read it."""

from typing import assert_never

from bot.message import Message
from bot.wording.language import say_moment
from bot.wording.look import Look
from bot.wording.schemes.schemes import next_moment
from bot.wording.sets import set_changes, sets
from bot.wording.view import View, view_for
from jobs.members.belonging import partners
from jobs.sets.set_seats import LARGEST, best_place
from storage.meetings import Meeting
from storage.notices.terms import (
    SetAlone,
    SetChanged,
    SetMeetingAfter,
    SetMeetingMoved,
    SetMeetingOff,
    SetMeetingSoon,
    SetSmall,
)
from storage.round_records import Group, Programme
from storage.types import Member, MemberId

OfMeeting = SetMeetingSoon | SetMeetingAfter | SetMeetingMoved | SetMeetingOff
OfSet = SetChanged | SetSmall | SetAlone


def word(look: Look, notice: OfMeeting | OfSet) -> Message | None:
    """Word a notice about a set or one of its meetings; None where it is not so any more."""
    if notice.member_id is None:
        return _in_chat(view_for(look), notice)
    reader = look.tx.members.get(notice.member_id, look.network.id)
    if reader.left_at is not None:
        return None
    view = view_for(look, reader)
    if isinstance(notice, SetChanged | SetSmall | SetAlone):
        return _of_set(view, notice, reader)
    meeting = look.tx.meetings.get(notice.meeting_id, look.network.id)
    group = look.tx.rounds.group(meeting.group_id, look.network.id)
    if reader.id not in group.members or group.state != "active":
        return None
    return _of_meeting(view, notice, meeting, group, reader)


def _in_chat(view: View, notice: SetChanged) -> Message | None:
    """The set's new chat: who is in it, as things are when it is opened."""
    group = view.tx.rounds.group(notice.group_id, view.network.id)
    if group.state != "active" or len(group.members) < 2:
        return None
    joined = notice.joined if notice.joined in group.members else None
    return set_changes.new_chat(view, group, _member(view, notice.left), _member(view, joined))


def _of_meeting(
    view: View, notice: OfMeeting, meeting: Meeting, group: Group, reader: Member
) -> Message | None:
    match notice:
        case SetMeetingOff():
            return sets.told_off(view, meeting, group)
        case _ if meeting.state != "agreed":
            return None
        case SetMeetingSoon():
            return sets.soon(view, meeting, group, reader, _leader(view, meeting) or reader)
        case SetMeetingAfter():
            return sets.question(view, meeting)
        case SetMeetingMoved():
            return sets.told_when(view, meeting, meeting.starts_at)
        case _:
            assert_never(notice)


def _of_set(view: View, notice: OfSet, reader: Member) -> Message | None:
    if isinstance(notice, SetAlone):
        return _alone(view, notice, reader)
    group = view.tx.rounds.group(notice.group_id, view.network.id)
    if reader.id not in group.members or group.state != "active":
        return None
    if isinstance(notice, SetChanged):
        return set_changes.changed(group, _member(view, notice.left), _member(view, notice.joined))
    others = partners(view.tx, reader, group)
    if len(others) != 1:
        return None
    return set_changes.small(group, others[0], has_room=_has_room(view, group, reader))


def _alone(view: View, notice: SetAlone, reader: Member) -> Message | None:
    group = view.tx.rounds.group(notice.group_id, view.network.id)
    if _sits(view, group, reader):
        return None
    programme = _programme(view, group)
    moment = next_moment(view, programme)
    later = say_moment(moment, view.zone) if moment else ""
    return set_changes.alone(group, later, has_room=_has_room(view, group, reader))


def _sits(view: View, group: Group, reader: Member) -> bool:
    return any(g.round_id == group.round_id for g in view.tx.rounds.open_groups(reader.id))


def _has_room(view: View, group: Group, reader: Member) -> bool:
    round_ = view.tx.rounds.get(group.round_id, view.network.id)
    programme = _programme(view, group)
    place = best_place(view.tx, programme, round_, reader.id, room=LARGEST, now=view.now, but=group)
    return round_.state == "open" and place is not None


def _programme(view: View, group: Group) -> Programme:
    round_ = view.tx.rounds.get(group.round_id, view.network.id)
    return view.tx.programmes.get(round_.programme_id, view.network.id)


def _leader(view: View, meeting: Meeting) -> Member | None:
    return _member(view, meeting.led_by)


def _member(view: View, member_id: MemberId | None) -> Member | None:
    return view.tx.members.get(member_id, view.network.id) if member_id else None
