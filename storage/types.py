"""The records of a network: frozen, standard library only.

Identifiers are opaque strings. Times are aware and in UTC. Names follow DESIGN.md:
engineers read *programme*, people read *scheme*.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType

NetworkId = NewType("NetworkId", str)
SpaceId = NewType("SpaceId", str)
PlaceId = NewType("PlaceId", str)
AccountId = NewType("AccountId", str)
MemberId = NewType("MemberId", str)
OrganisationId = NewType("OrganisationId", str)
ProgrammeId = NewType("ProgrammeId", str)
RoundId = NewType("RoundId", str)
GroupId = NewType("GroupId", str)
MeetingId = NewType("MeetingId", str)
EventId = NewType("EventId", str)
SessionId = NewType("SessionId", str)

PlaceKind = Literal["channel", "direct", "group"]


@dataclass(frozen=True, slots=True)
class AccountKey:
    """Who a person is on a platform: ids are issued by an authority (a workspace or tenant)."""

    platform: str
    authority: str
    user: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.authority}:{self.user}"


@dataclass(frozen=True, slots=True)
class Account:
    id: AccountId
    key: AccountKey
    space_id: SpaceId
    name: str
    guest: bool = False
    gone: bool = False
    blocked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """A community across organisations; nothing of one shows in another."""

    id: NetworkId
    name: str
    sensitive: bool
    zone: str


@dataclass(frozen=True, slots=True)
class Space:
    """A workspace, tenant or team where the bot is installed. `paused_why` stops all sending.

    `parent_id`: the organisation-wide installation whose token is used here. `url`: where its
    messages are found on the web, if that is known.
    """

    id: SpaceId
    platform: str
    authority: str
    external_id: str
    name: str
    paused_why: str | None = None
    parent_id: SpaceId | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: a channel, a direct message or a group chat of a space."""

    id: PlaceId
    space_id: SpaceId
    external_id: str
    kind: PlaceKind
    name: str
    network_id: NetworkId | None = None
    closed_why: str | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    id: OrganisationId
    network_id: NetworkId
    name: str
    sector: str
    region: str


@dataclass(frozen=True, slots=True)
class Contact:
    """What a partner may see; empty means not shared."""

    email: str = ""
    phone: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a member says of themself; everything but the name may be blank.

    `days` are those they work on, 0 for Monday; none: Monday to Friday. `zone` is an IANA name;
    blank: the network's.
    """

    name: str
    organisation_id: OrganisationId | None
    sector: str = ""
    profession: str = ""
    region: str = ""
    interests: tuple[str, ...] = ()
    topics: str = ""
    contact: Contact = Contact()
    ease: str = ""
    days: tuple[int, ...] = ()
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a network. `organisation` is its name now (merges are followed), or blank.

    `verified_at`: since when a work address proves it; None: it is as they say.
    """

    id: MemberId
    network_id: NetworkId
    profile: Profile
    organisation: str
    joined_at: datetime
    left_at: datetime | None = None
    verified_at: datetime | None = None

    @property
    def name(self) -> str:
        return self.profile.name
