"""What action learning sets and mentoring pairs are told while they last."""

from dataclasses import dataclass

from storage.types import GroupId, MeetingId, MemberId


@dataclass(frozen=True, slots=True)
class SetMeetingSoon:
    """An action learning set meets on the next working day; for one of its members."""

    meeting_id: MeetingId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class SetMeetingAfter:
    """A set was to have met; for its facilitator, who says whether it did."""

    meeting_id: MeetingId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class SetMeetingMoved:
    """A set's facilitator moved its meeting; for one of the others."""

    meeting_id: MeetingId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class SetMeetingOff:
    """A set's facilitator called a meeting off; for one of the others."""

    meeting_id: MeetingId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class SetChanged:
    """Somebody left a set, took an empty seat in it, or both; for one of its other members.

    No `member_id`: for all of them, in a chat of who is in the set now.
    """

    group_id: GroupId
    member_id: MemberId | None
    left: MemberId | None
    joined: MemberId | None


@dataclass(frozen=True, slots=True)
class SetSmall:
    """A set has two members left; for each: another set, or go on as two."""

    group_id: GroupId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class SetAlone:
    """A set ended, since one member is left; for them."""

    group_id: GroupId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class MentorCheckIn:
    """A month of mentoring is over: how is it going? For one of the two."""

    group_id: GroupId
    member_id: MemberId
    month: int


@dataclass(frozen=True, slots=True)
class MentoringOver:
    """The other of a mentoring pair ended it early, or left; nothing is said of why."""

    group_id: GroupId
    member_id: MemberId
    was_helped: bool


@dataclass(frozen=True, slots=True)
class MentoringEnded:
    """The months of mentoring are over; thanks to one of the two."""

    group_id: GroupId
    member_id: MemberId


TermNotice = (
    SetMeetingSoon
    | SetMeetingAfter
    | SetMeetingMoved
    | SetMeetingOff
    | SetChanged
    | SetSmall
    | SetAlone
    | MentorCheckIn
    | MentoringOver
    | MentoringEnded
)
