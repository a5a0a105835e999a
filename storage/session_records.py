"""What a session is: frozen records, and the few words that its columns hold."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.types import AccountId, EventId, MemberId, NetworkId, SessionId

Consent = Literal["ordinary", "none", "chatham", "named"]
SessionState = Literal["pitched", "planned", "dropped"]
Role = Literal["leader", "note-taker"]
Interest = Literal["interested", "coming", "meet"]
Mark = Literal["announced", "missed", "asked"]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as written down; a member only after that member said yes (`maybe_id`: asked).

    `asked_at`: when somebody was asked whether it is them, whatever they answered.
    """

    name: str
    member_id: MemberId | None = None
    maybe_id: MemberId | None = None
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What a session is: everything that a grid or a form says of it."""

    title: str
    number: str = ""
    room: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    capacity: int | None = None
    themes: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    note_takers: tuple[str, ...] = ()
    notes_url: str = ""
    consent: Consent = "ordinary"
    state: SessionState = "planned"


@dataclass(frozen=True, slots=True)
class EventSession:
    """A session as it is kept; `leaders` and `note_takers` in the order written."""

    id: SessionId
    network_id: NetworkId
    event_id: EventId | None
    code: str
    plan: SessionPlan
    made_at: datetime
    leaders: tuple[Named, ...] = ()
    note_takers: tuple[Named, ...] = ()
    announced_at: datetime | None = None
    missed_at: datetime | None = None
    asked_at: datetime | None = None
    made_by: AccountId | None = None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.plan.title
