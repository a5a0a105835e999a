"""The notices: facts that must be told, by ids only. Words are the voice's.

A notice is queued with its recipients in the same transaction as the result that it tells of.
A new notice is one record in the file of its family and one wording; the type checker names the
second.

introductions.py · taking_part.py · meetings.py · terms.py · channels.py · rounds.py ·
workspaces.py · answers.py · notes.py · carrying.py · consent.py · digests.py · following.py ·
linking.py · mail.py · organisations.py
"""

from dataclasses import fields
from typing import Any, get_args

from storage.notices.answers import (
    AskedNotice,
    DryRunFailed,
    DryRunReady,
    ImportFailed,
    ImportReport,
    InvitationList,
    StatsFailed,
    StatsReady,
)
from storage.notices.camps import (
    CampNotice,
    GridFailed,
    GridReport,
    GridShrank,
    GridTrouble,
    NotWrittenUp,
    Pitched,
    PitchWithdrawn,
    SessionMoved,
    SlotBegins,
)
from storage.notices.carrying import (
    ActionsFound,
    CarryAnswered,
    CarryAsked,
    CarryList,
    CarryNotice,
    CarryNudge,
    MeetAsked,
    OutcomeTold,
    WhoCarriesOn,
    WriteUpAsked,
)
from storage.notices.channels import (
    Announcement,
    ChannelNotice,
    JoinCard,
    ReminderPost,
    RoundClosed,
    ThingWorthSharing,
)
from storage.notices.consent import ConsentNotice, NameAsked, RemovalAsked
from storage.notices.digests import (
    DigestChannelClosed,
    DigestEdition,
    DigestNotice,
    FeedBack,
    FeedFailing,
    FeedGone,
    FeedNotice,
    WritingReminder,
)
from storage.notices.following import (
    BlogLooked,
    BlogLookFailed,
    BlogRestored,
    BlogsImported,
    BlogsImporting,
    BlogSuggested,
    FollowingNotice,
    OwnBlogLooked,
    SuggestionAnswered,
)
from storage.notices.introductions import (
    CheckIn,
    Introduced,
    IntroductionNotice,
    LeftOutOfRound,
    NobodyYet,
    PartnerAsks,
    PartnerCannot,
    PartnerLeft,
    PartnerUnreachable,
    Replaced,
)
from storage.notices.linking import AccountLinked, LinkNotice, SamePersonAsked
from storage.notices.mail import (
    ConfirmAddress,
    JoinPageFlooded,
    MailNotice,
    MailRefused,
    SignInLink,
)
from storage.notices.meetings import (
    MeetingCalledOff,
    MeetingNotice,
    MeetingReminder,
    TimeAgreed,
    TimesSuggested,
    YourTurnToSuggest,
)
from storage.notices.notes import (
    NoteNotice,
    NoteNotPosted,
    NotePart,
    NotePost,
    NotesRead,
    NotesUnread,
    RoomCode,
)
from storage.notices.organisations import (
    OrganisationNotice,
    OrganisationsImported,
    OrganisationsNotImported,
    WhichOrganisation,
)
from storage.notices.rounds import (
    DeliveryReport,
    PlanFailed,
    Rehearsal,
    RoundNotice,
    RoundNotPlanned,
    RoundReady,
    SomethingWrong,
    UnsureList,
)
from storage.notices.taking_part import (
    BackAgain,
    InThisRound,
    Kept,
    MemberNotice,
    PausedForSilence,
    PauseEnded,
    SchemeEnded,
    Welcome,
)
from storage.notices.terms import (
    MentorCheckIn,
    MentoringEnded,
    MentoringOver,
    SetAlone,
    SetChanged,
    SetMeetingAfter,
    SetMeetingMoved,
    SetMeetingOff,
    SetMeetingSoon,
    SetSmall,
    TermNotice,
)
from storage.notices.workspaces import (
    ChannelClosed,
    ContactWanted,
    HandedOver,
    InstallNeeded,
    SendingPaused,
    WorkspaceJoined,
    WorkspaceLeft,
    WorkspaceNotice,
)

Notice = (
    IntroductionNotice
    | MemberNotice
    | MeetingNotice
    | TermNotice
    | ChannelNotice
    | RoundNotice
    | WorkspaceNotice
    | AskedNotice
    | NoteNotice
    | CampNotice
    | CarryNotice
    | ConsentNotice
    | DigestNotice
    | FollowingNotice
    | LinkNotice
    | MailNotice
    | OrganisationNotice
)

__all__ = [
    "KINDS",
    "AccountLinked",
    "ActionsFound",
    "Announcement",
    "AskedNotice",
    "BackAgain",
    "BlogLookFailed",
    "BlogLooked",
    "BlogRestored",
    "BlogSuggested",
    "BlogsImported",
    "BlogsImporting",
    "CampNotice",
    "CarryAnswered",
    "CarryAsked",
    "CarryList",
    "CarryNotice",
    "CarryNudge",
    "ChannelClosed",
    "ChannelNotice",
    "CheckIn",
    "ConfirmAddress",
    "ConsentNotice",
    "ContactWanted",
    "DeliveryReport",
    "DigestChannelClosed",
    "DigestEdition",
    "DigestNotice",
    "DryRunFailed",
    "DryRunReady",
    "FeedBack",
    "FeedFailing",
    "FeedGone",
    "FeedNotice",
    "FollowingNotice",
    "GridFailed",
    "GridReport",
    "GridShrank",
    "GridTrouble",
    "HandedOver",
    "ImportFailed",
    "ImportReport",
    "InThisRound",
    "InstallNeeded",
    "Introduced",
    "IntroductionNotice",
    "InvitationList",
    "JoinCard",
    "JoinPageFlooded",
    "Kept",
    "LeftOutOfRound",
    "LinkNotice",
    "MailNotice",
    "MailRefused",
    "MeetAsked",
    "MeetingCalledOff",
    "MeetingNotice",
    "MeetingReminder",
    "MemberNotice",
    "MentorCheckIn",
    "MentoringEnded",
    "MentoringOver",
    "NameAsked",
    "NobodyYet",
    "NotWrittenUp",
    "NoteNotPosted",
    "NoteNotice",
    "NotePart",
    "NotePost",
    "NotesRead",
    "NotesUnread",
    "Notice",
    "OrganisationNotice",
    "OrganisationsImported",
    "OrganisationsNotImported",
    "OutcomeTold",
    "OwnBlogLooked",
    "PartnerAsks",
    "PartnerCannot",
    "PartnerLeft",
    "PartnerUnreachable",
    "PauseEnded",
    "PausedForSilence",
    "PitchWithdrawn",
    "Pitched",
    "PlanFailed",
    "Rehearsal",
    "ReminderPost",
    "RemovalAsked",
    "Replaced",
    "RoomCode",
    "RoundClosed",
    "RoundNotPlanned",
    "RoundNotice",
    "RoundReady",
    "SamePersonAsked",
    "SchemeEnded",
    "SendingPaused",
    "SessionMoved",
    "SetAlone",
    "SetChanged",
    "SetMeetingAfter",
    "SetMeetingMoved",
    "SetMeetingOff",
    "SetMeetingSoon",
    "SetSmall",
    "SignInLink",
    "SlotBegins",
    "SomethingWrong",
    "StatsFailed",
    "StatsReady",
    "SuggestionAnswered",
    "TermNotice",
    "ThingWorthSharing",
    "TimeAgreed",
    "TimesSuggested",
    "UnsureList",
    "Welcome",
    "WhichOrganisation",
    "WhoCarriesOn",
    "WorkspaceJoined",
    "WorkspaceLeft",
    "WorkspaceNotice",
    "WriteUpAsked",
    "WritingReminder",
    "YourTurnToSuggest",
    "as_body",
    "from_body",
]

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Notice)}


def as_body(notice: Notice) -> dict[str, str | int | bool | None]:
    """Return the notice's fields for a JSON column."""
    return {f.name: getattr(notice, f.name) for f in fields(notice)}


def from_body(kind: str, body: dict[str, Any]) -> Notice:
    """Build the notice of this kind again; KeyError for a kind that this program does not know."""
    notice: Notice = KINDS[kind](**body)
    return notice
