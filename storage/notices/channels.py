"""What a scheme's channel reads."""

from dataclasses import dataclass

from storage.types import GroupId, MemberId, ProgrammeId, RoundId


@dataclass(frozen=True, slots=True)
class JoinCard:
    """The card that invites people of a channel to a scheme."""

    programme_id: ProgrammeId


@dataclass(frozen=True, slots=True)
class Announcement:
    """A round of a period comes; for the scheme's channel."""

    programme_id: ProgrammeId
    label: str


@dataclass(frozen=True, slots=True)
class ReminderPost:
    """A round is half-way; for the scheme's channel."""

    round_id: RoundId


@dataclass(frozen=True, slots=True)
class RoundClosed:
    """A round ended: its totals, for the scheme's channel."""

    round_id: RoundId


@dataclass(frozen=True, slots=True)
class ThingWorthSharing:
    """What a member said of a meeting, for the scheme's channel."""

    group_id: GroupId
    member_id: MemberId


ChannelNotice = JoinCard | Announcement | ReminderPost | RoundClosed | ThingWorthSharing
