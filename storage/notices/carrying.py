"""What people hear after a session: who carries it on, what came of it."""

from dataclasses import dataclass

from storage.types import EventId, MemberId, SessionId


@dataclass(frozen=True, slots=True)
class WhoCarriesOn:
    """Who will carry these conversations on? `sessions`: their ids, with a space between."""

    member_id: MemberId
    sessions: str


@dataclass(frozen=True, slots=True)
class CarryAsked:
    """A member is asked whether they carry a conversation on.

    `handover`: whoever carries it now would hand it over; else somebody thought of them.
    """

    session_id: SessionId
    member_id: MemberId
    handover: bool


@dataclass(frozen=True, slots=True)
class CarryAnswered:
    """Somebody who was asked to take a conversation over (`by`) said whether they do."""

    session_id: SessionId
    member_id: MemberId
    by: MemberId
    yes: bool


@dataclass(frozen=True, slots=True)
class CarryNudge:
    """How is it going? `number`: 1, or 2 for the last time."""

    session_id: SessionId
    member_id: MemberId
    number: int


@dataclass(frozen=True, slots=True)
class CarryList:
    """The one list of an event: what is carried on, and what is open; in its channel."""

    event_id: EventId


@dataclass(frozen=True, slots=True)
class OutcomeTold:
    """What came of a session, for somebody who was interested in it."""

    outcome_id: str
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class WriteUpAsked:
    """Has the leader written the session up somewhere? Asked once."""

    session_id: SessionId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class ActionsFound:
    """Notes seem to have actions: their writer is asked whether we keep them."""

    session_id: SessionId
    member_id: MemberId


@dataclass(frozen=True, slots=True)
class MeetAsked:
    """Somebody else who was interested asked to meet another: would this member like to?"""

    session_id: SessionId
    member_id: MemberId


CarryNotice = (
    WhoCarriesOn
    | CarryAsked
    | CarryAnswered
    | CarryNudge
    | CarryList
    | OutcomeTold
    | WriteUpAsked
    | ActionsFound
    | MeetAsked
)
