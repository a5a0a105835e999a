"""What the people of a group are told of the time that they meet."""

from dataclasses import dataclass

from storage.types import GroupId, MeetingId, MemberId


@dataclass(frozen=True, slots=True)
class TimesSuggested:
    """Somebody of a group offers times to meet; for one of the others."""

    meeting_id: MeetingId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class TimeAgreed:
    """A time was agreed, or another one than before; for each of the group, with diary links."""

    meeting_id: MeetingId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class MeetingCalledOff:
    """A meeting, or what was on offer, is off. `why`: asked, withdrawn, left, pause or cannot."""

    meeting_id: MeetingId
    member_id: MemberId
    why: str


@dataclass(frozen=True, slots=True)
class MeetingReminder:
    """The meeting is today; for one of the group, on that morning."""

    meeting_id: MeetingId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class YourTurnToSuggest:
    """Nobody offered a time in four working days, or pressed one; for those who might suggest."""

    group_id: GroupId
    member_id: MemberId


MeetingNotice = TimesSuggested | TimeAgreed | MeetingCalledOff | MeetingReminder | YourTurnToSuggest
