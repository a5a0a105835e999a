"""What members are told of their part in a scheme and in the network."""

from dataclasses import dataclass

from storage.types import AccountId, MemberId, ProgrammeId, RoundId


@dataclass(frozen=True, slots=True)
class Welcome:
    """A member joined: what happens next, and what else they may tell us."""

    programme_id: ProgrammeId
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
class PauseEnded:
    """A member's pause ran out; they are in again."""

    programme_id: ProgrammeId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class SchemeEnded:
    """A scheme that a member was in has ended."""

    programme_id: ProgrammeId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer worth coming back to, asked for in a channel and told by direct message.

    `command` is the command line that is answered again for the asker at delivery.
    """

    account_id: AccountId
    command: str


MemberNotice = (
    Welcome | InThisRound | PausedForSilence | BackAgain | PauseEnded | SchemeEnded | Kept
)
