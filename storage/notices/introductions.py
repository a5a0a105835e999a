"""What partners are told of an introduction, from the first word to another partner."""

from dataclasses import dataclass

from storage.types import GroupId, MemberId, RoundId


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
class OneOfSeveralGone:
    """Somebody left an introduction of three or more; the others go on."""

    group_id: GroupId
    member_id: MemberId
    gone_id: MemberId


@dataclass(frozen=True, slots=True)
class PartnerCannot:
    """A member's partner can't meet; the others of a trio go on, one who is alone waits."""

    group_id: GroupId
    member_id: MemberId
    partner_id: MemberId


@dataclass(frozen=True, slots=True)
class PartnerUnreachable:
    """Our messages cannot reach a member's partner any more; the two may still meet."""

    group_id: GroupId
    member_id: MemberId
    partner_id: MemberId


@dataclass(frozen=True, slots=True)
class Replaced:
    """Nothing was heard from a member, so their partner was introduced to somebody else."""

    group_id: GroupId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class PartnerAsks:
    """Nothing was heard from a member, so their partner would soon be introduced to another."""

    group_id: GroupId
    member_id: MemberId
    partner_id: MemberId


@dataclass(frozen=True, slots=True)
class NobodyYet:
    """A wave found nobody for a member who waits; `met_all`: nobody whom they have not met."""

    round_id: RoundId
    member_id: MemberId
    met_all: bool


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Half-way or near the end: have you met?"""

    group_id: GroupId
    member_id: MemberId
    last: bool


IntroductionNotice = (
    Introduced
    | LeftOutOfRound
    | PartnerLeft
    | OneOfSeveralGone
    | PartnerCannot
    | PartnerUnreachable
    | PartnerAsks
    | Replaced
    | NobodyYet
    | CheckIn
)
