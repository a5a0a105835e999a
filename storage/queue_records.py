"""What waits, what is due and what was noted: frozen records of the machinery."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from storage.types import AccountId, GroupId, MemberId, NetworkId, PlaceId, SpaceId

DeliveryState = Literal[
    "ready", "sending", "uncertain", "checking", "unsure", "sent", "dead", "cancelled"
]
Act = Literal["post", "change", "remove"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one recipient: exactly one of account, group or place is set.

    `key` is opaque and unique. `act`: what is done; a change or removal is of the message of the
    delivery `about_key`. `thread_key`: the delivery under whose message it is posted.
    """

    seq: int
    key: str
    notice_id: str
    network_id: NetworkId
    space_id: SpaceId
    state: DeliveryState
    attempts: int
    created_at: datetime
    account_id: AccountId | None = None
    group_id: GroupId | None = None
    place_id: PlaceId | None = None
    first_sent_at: datetime | None = None
    remote_ref: str | None = None
    remote_place: str | None = None
    error: str | None = None
    act: Act = "post"
    about_key: str | None = None
    thread_key: str | None = None


@dataclass(frozen=True, slots=True)
class Errand:
    """Slow work that a command asked for; `body` holds ids, or totals that may be shown."""

    id: str
    network_id: NetworkId
    kind: str
    body: Mapping[str, str]
    asked_by: AccountId | None
    attempts: int = 0
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """A rule for when: `subject` is what it is about (a programme or round id)."""

    id: str
    network_id: NetworkId
    kind: str
    subject: str
    next_due: datetime
    label: str


@dataclass(frozen=True, slots=True)
class Consent:
    """That a member chose to take part (or no longer), and which privacy notice they had read."""

    member_id: MemberId
    kind: Literal["joined", "withdrawn", "renewed"]
    notice_version: str
    at: datetime
    via: str = ""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What an organiser did: ids only, never message bodies."""

    at: datetime
    actor: AccountId
    action: str
    object_id: str
    detail: Mapping[str, str] = field(default_factory=dict)
