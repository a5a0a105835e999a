"""The notices: facts that must be told, by ids only. Words are the voice's.

A notice is queued with its recipients in the same transaction as the result that it tells of.
A new notice is one record here and one wording; the type checker names the second.
"""

from dataclasses import dataclass, fields
from typing import Any, get_args

from storage.types import (
    AccountId,
    GroupId,
    MeetingId,
    MemberId,
    ProgrammeId,
    RoundId,
    SpaceId,
)


@dataclass(frozen=True, slots=True)
class Introduced:
    """A group of a round was introduced; told in their group chat, or to one of them."""

    group_id: GroupId
    to_member: MemberId | None = None


@dataclass(frozen=True, slots=True)
class LeftOutOfRound:
    """A member could not be placed in a round."""

    round_id: RoundId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class InThisRound:
    """Is a member in the coming round? Asked where the scheme asks each time."""

    round_id: RoundId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class PausedForSilence:
    """A member said nothing for three rounds, so they are paused."""

    programme_id: ProgrammeId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class BackAgain:
    """A member whom we could not write to used the bot again, and is in again."""

    programme_id: ProgrammeId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class ThingWorthSharing:
    """What a member said of a meeting, for the scheme's channel."""

    group_id: GroupId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class PartnerLeft:
    """A member's partner left after the introduction; nobody of the group remains."""

    group_id: GroupId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class PartnerCannot:
    """A member's partner can't meet; the others of a trio go on, one who is alone waits."""

    group_id: GroupId
    member_id: MemberId
    partner_id: MemberId


@dataclass(frozen=True, slots=True)
class Replaced:
    """Nothing was heard from a member, so their partner was introduced to somebody else."""

    group_id: GroupId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class NobodyYet:
    """A wave found nobody for a member who waits; `met_all`: nobody whom they have not met."""

    round_id: RoundId
    member_id: MemberId
    met_all: bool


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
    """Somebody left a set, took an empty seat in it, or both; for one of its other members."""

    group_id: GroupId
    member_id: MemberId
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


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Half-way or near the end: have you met?"""

    group_id: GroupId
    member_id: MemberId
    last: bool


@dataclass(frozen=True, slots=True)
class RoundClosed:
    """A round ended: its totals, for the scheme's channel."""

    round_id: RoundId


@dataclass(frozen=True, slots=True)
class RoundReady:
    """A round's plan can be previewed, asked for by hand or because it is nearly due."""

    round_id: RoundId


@dataclass(frozen=True, slots=True)
class PlanFailed:
    """A round could not be planned because of trouble on our side; it still waits."""

    round_id: RoundId


@dataclass(frozen=True, slots=True)
class RoundNotPlanned:
    """A round was due but nobody could be matched."""

    programme_id: ProgrammeId
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """An introduction as its group would see it, sent to the organiser only."""

    group_id: GroupId


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """After a round was sent: delivered, not delivered and why; for the organisers."""

    round_id: RoundId


@dataclass(frozen=True, slots=True)
class UnsureList:
    """Messages of which nobody can tell whether they arrived wait for an organiser's press."""


@dataclass(frozen=True, slots=True)
class SendingPaused:
    """A workspace refuses the bot: sending is paused until an organiser mends it."""

    space_name: str
    why: str


@dataclass(frozen=True, slots=True)
class InstallNeeded:
    """A workspace's token cannot be renewed: it must be installed again before it ends (ISO)."""

    space_id: SpaceId
    ends: str


@dataclass(frozen=True, slots=True)
class WorkspaceJoined:
    """A workspace joined a network by a code; for both sides' organisers."""

    code_id: str


@dataclass(frozen=True, slots=True)
class WorkspaceLeft:
    """A workspace is no longer part of a network; for both sides' organisers."""

    space_id: SpaceId


@dataclass(frozen=True, slots=True)
class ContactWanted:
    """A member's scheme now spans workspaces: one way of contact is asked for, once."""

    member_id: MemberId


@dataclass(frozen=True, slots=True)
class ChannelClosed:
    """Nothing can be posted in a scheme's channel any more; for its organisers."""

    programme_id: ProgrammeId


@dataclass(frozen=True, slots=True)
class SomethingWrong:
    """A member reported that something was wrong with an introduction; for named organisers."""

    group_id: GroupId
    reporter: MemberId
    report_id: str


@dataclass(frozen=True, slots=True)
class PauseEnded:
    """A member's pause ran out; they are in again."""

    programme_id: ProgrammeId
    member_id: MemberId


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
class SchemeEnded:
    """A scheme that a member was in has ended."""

    programme_id: ProgrammeId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A scheme has another keeper; for them, and for whoever was it before."""

    programme_id: ProgrammeId
    keeper: AccountId
    by: AccountId


@dataclass(frozen=True, slots=True)
class Welcome:
    """A member joined: what happens next, and what else they may tell us."""

    programme_id: ProgrammeId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class ImportReport:
    """An old spreadsheet was read: what came of it; one of several messages where it is long."""

    errand_id: str
    page: int


@dataclass(frozen=True, slots=True)
class ImportFailed:
    """An old spreadsheet could not be read because of trouble on our side; nothing was recorded."""

    account_id: AccountId


@dataclass(frozen=True, slots=True)
class InvitationList:
    """Open invitations with their codes, for the organiser who sends them; ids by spaces."""

    ids: str
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class DryRunReady:
    """A scheme's next rounds were planned on paper; what came of it is the errand's result."""

    programme_id: ProgrammeId
    errand_id: str


@dataclass(frozen=True, slots=True)
class DryRunFailed:
    """A scheme's next rounds could not be planned because of trouble on our side."""

    programme_id: ProgrammeId


@dataclass(frozen=True, slots=True)
class StatsReady:
    """A picture of a scheme's totals was drawn, for the organiser who asked."""

    programme_id: ProgrammeId
    picture_id: str


@dataclass(frozen=True, slots=True)
class StatsFailed:
    """The picture of a scheme's totals could not be drawn."""

    programme_id: ProgrammeId


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer worth coming back to, asked for in a channel and told by direct message.

    `command` is the command line that is answered again for the asker at delivery.
    """

    account_id: AccountId
    command: str


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
    """Nobody offered a time in four working days; for those who do not go first."""

    group_id: GroupId
    member_id: MemberId


Notice = (
    Introduced
    | LeftOutOfRound
    | InThisRound
    | PausedForSilence
    | BackAgain
    | ThingWorthSharing
    | PartnerLeft
    | PartnerCannot
    | Replaced
    | NobodyYet
    | SetMeetingSoon
    | SetMeetingAfter
    | SetMeetingMoved
    | SetMeetingOff
    | SetChanged
    | SetSmall
    | SetAlone
    | MentorCheckIn
    | MentoringOver
    | MentoringEnded
    | CheckIn
    | RoundClosed
    | RoundReady
    | PlanFailed
    | RoundNotPlanned
    | Rehearsal
    | DeliveryReport
    | UnsureList
    | SendingPaused
    | InstallNeeded
    | WorkspaceJoined
    | WorkspaceLeft
    | ContactWanted
    | ChannelClosed
    | SomethingWrong
    | PauseEnded
    | JoinCard
    | Announcement
    | ReminderPost
    | SchemeEnded
    | HandedOver
    | Welcome
    | ImportReport
    | ImportFailed
    | InvitationList
    | DryRunReady
    | DryRunFailed
    | StatsReady
    | StatsFailed
    | Kept
    | TimesSuggested
    | TimeAgreed
    | MeetingCalledOff
    | MeetingReminder
    | YourTurnToSuggest
)

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Notice)}


def as_body(notice: Notice) -> dict[str, str | int | bool | None]:
    """Return the notice's fields for a JSON column."""
    return {f.name: getattr(notice, f.name) for f in fields(notice)}


def from_body(kind: str, body: dict[str, Any]) -> Notice:
    """Build the notice of this kind again; KeyError for a kind that this program does not know."""
    notice: Notice = KINDS[kind](**body)
    return notice
