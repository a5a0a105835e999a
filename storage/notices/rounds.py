"""What organisers are told of a round, and of what became of its messages."""

from dataclasses import dataclass

from storage.types import GroupId, MemberId, ProgrammeId, RoundId


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
class SomethingWrong:
    """A member reported that something was wrong with an introduction; for named organisers."""

    group_id: GroupId
    reporter: MemberId
    report_id: str


RoundNotice = (
    RoundReady
    | PlanFailed
    | RoundNotPlanned
    | Rehearsal
    | DeliveryReport
    | UnsureList
    | SomethingWrong
)
