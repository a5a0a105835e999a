"""What is told of where a network lives and who keeps its schemes."""

from dataclasses import dataclass

from storage.types import AccountId, MemberId, ProgrammeId, SpaceId


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A scheme has another keeper; for them, and for whoever was it before."""

    programme_id: ProgrammeId
    keeper: AccountId
    by: AccountId


@dataclass(frozen=True, slots=True)
class ChannelClosed:
    """Nothing can be posted in a scheme's channel any more; for its organisers."""

    programme_id: ProgrammeId


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


WorkspaceNotice = (
    HandedOver
    | ChannelClosed
    | SendingPaused
    | InstallNeeded
    | WorkspaceJoined
    | WorkspaceLeft
    | ContactWanted
)
