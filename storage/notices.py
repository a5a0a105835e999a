"""The notices: facts that must be told, by ids only. Words are the voice's.

A notice is queued with its recipients in the same transaction as the result that it tells of.
A new notice is one record here and one wording; the type checker names the second.
"""

from dataclasses import dataclass, fields
from typing import Any, get_args

from storage.types import AccountId, GroupId, MemberId, ProgrammeId, RoundId


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
class PartnerLeft:
    """A member's partner left after the introduction; nobody of the group remains."""

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
class Welcome:
    """A member joined: what happens next, and what else they may tell us."""

    programme_id: ProgrammeId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer worth coming back to, asked for in a channel and told by direct message.

    `command` is the command line that is answered again for the asker at delivery.
    """

    account_id: AccountId
    command: str


Notice = (
    Introduced
    | LeftOutOfRound
    | PartnerLeft
    | CheckIn
    | RoundClosed
    | RoundReady
    | PlanFailed
    | RoundNotPlanned
    | Rehearsal
    | DeliveryReport
    | UnsureList
    | SendingPaused
    | ChannelClosed
    | SomethingWrong
    | PauseEnded
    | JoinCard
    | Welcome
    | Kept
)

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Notice)}


def as_body(notice: Notice) -> dict[str, str | bool | None]:
    """Return the notice's fields for a JSON column."""
    return {f.name: getattr(notice, f.name) for f in fields(notice)}


def from_body(kind: str, body: dict[str, Any]) -> Notice:
    """Build the notice of this kind again; KeyError for a kind that this program does not know."""
    notice: Notice = KINDS[kind](**body)
    return notice
