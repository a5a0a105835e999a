"""Which set, and which of its meetings, a member means."""

from bot.command import Call
from jobs.meetings.meeting_times import is_ahead
from storage.meetings import Meeting
from storage.round_records import Group, Programme, Round
from storage.types import GroupId, MeetingId, Member


def my_sets(call: Call) -> list[Group]:
    """Return the asker's running sets, newest first."""
    return [
        group
        for group in call.tx.rounds.open_groups(call.me.id)
        if scheme_of(call, group)[0].format.kind == "sets"
    ]


def pick_set(call: Call) -> Group | None:
    """Return the set that a button carries, whatever became of it, else the asker's newest."""
    if call.ref:
        return call.tx.rounds.group(GroupId(call.ref), call.network.id)
    return next(iter(my_sets(call)), None)


def pick_meeting(call: Call, *, after: bool = False) -> tuple[Group, Meeting] | None:
    """Return the meeting that a button carries; typed, the one that the asker facilitates.

    `after`: the latest that has begun; else the one that comes, or the latest not answered for.
    """
    if call.ref:
        meeting = call.tx.meetings.get(MeetingId(call.ref), call.network.id)
        return call.tx.rounds.group(meeting.group_id, call.network.id), meeting
    for group in my_sets(call):
        mine = [
            meeting
            for meeting in call.tx.meetings.of_group(group.id)
            if meeting.led_by == call.me.id and meeting.state == "agreed"
        ]
        past = [meeting for meeting in mine if not is_ahead(meeting, call.now)]
        coming = [meeting for meeting in mine if is_ahead(meeting, call.now)]
        wanted = past[-1:] if after else [*past[-1:], *coming[:1]]
        if wanted:
            return group, wanted[0]
    return None


def leader_of(call: Call, meeting: Meeting) -> Member | None:
    """Return who facilitates the meeting."""
    return call.tx.members.get(meeting.led_by, call.network.id) if meeting.led_by else None


def scheme_of(call: Call, group: Group) -> tuple[Programme, Round]:
    """Return the scheme and the round of a set."""
    round_ = call.tx.rounds.get(group.round_id, call.network.id)
    return call.tx.programmes.get(round_.programme_id, call.network.id), round_
