"""The records of a network: frozen, standard library only.

Identifiers are opaque strings. Times are aware and in UTC. Names follow DESIGN.md:
engineers read *programme*, people read *scheme*.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
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
Strength = Literal["off", "mild", "strong"]
MeetAnswer = Literal["met", "not yet", "cannot"]
RoundState = Literal["proposed", "open", "closed", "cancelled"]
GroupState = Literal["proposed", "active", "cancelled"]
SchemeKind = Literal["pairs", "mentors", "sets"]
EnrolmentState = Literal["in", "paused", "left"]
PausedWhy = Literal["silent", "blocked"]
DeliveryState = Literal[
    "ready", "sending", "uncertain", "checking", "unsure", "sent", "dead", "cancelled"
]
Act = Literal["post", "change", "remove"]


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
    """A person in a network. `organisation` is its name now (merges are followed), or blank."""

    id: MemberId
    network_id: NetworkId
    profile: Profile
    organisation: str
    joined_at: datetime
    left_at: datetime | None = None

    @property
    def name(self) -> str:
        return self.profile.name


@dataclass(frozen=True, slots=True)
class Rules:
    """A scheme's rules: the first three never bend but for `no_repeat_within`, listed when so."""

    different_organisation: bool = True
    no_repeat_within: int = 6
    group_size: int = 2
    shared_interests: Strength = "strong"
    different_profession: Strength = "strong"
    different_sector: Strength = "strong"
    same_region: Strength = "strong"
    different_region: Strength = "off"


@dataclass(frozen=True, slots=True)
class Quiet:
    """Days, both included, on which nothing is posted by itself."""

    first: date
    last: date
    why: str


@dataclass(frozen=True, slots=True)
class Timing:
    """When a scheme's rounds begin; read by `jobs.calendar`, which says what each field means."""

    kind: Literal["weeks", "months"] = "months"
    every: int = 1
    weekday: int = 1
    nth: int = 1
    at: str = "10:00"
    zone: str = "Europe/London"
    starts: date = date(2026, 1, 1)
    nation: str = "england-and-wales"
    quiet: tuple[Quiet, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """What kind of scheme it is, and what is said around its rounds.

    `asks`: members are asked "in this month?" before each round, else they are in by default.
    `meetings`: of an action learning set, or months that mentoring lasts, `weeks_between` apart.
    `posts`: whether the channel is told of a coming round and reminded half-way; a blank
    `announcement` or `reminder` is the plain default. `shares`: things worth sharing are posted
    where their authors said so.
    """

    kind: SchemeKind = "pairs"
    asks: bool = False
    meetings: int = 1
    weeks_between: int = 4
    posts: bool = True
    announcement: str = ""
    reminder: str = ""
    shares: bool = True


@dataclass(frozen=True, slots=True)
class Programme:
    """Rules, rhythm and format. `approve`: an organiser sends each round by hand.

    `keeper_id`: the organiser who looks after it; None: all of the network's do.
    """

    id: ProgrammeId
    network_id: NetworkId
    name: str
    place_id: PlaceId
    rules: Rules
    timing: Timing
    approve: bool
    minutes: int
    version: int
    ended_at: datetime | None = None
    format: Format = Format()
    keeper_id: AccountId | None = None


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A member's part in a programme, with what fairness over rounds needs.

    `every`: takes part in every n-th round; `rest`: rounds still to sit out until then. `silent`:
    rounds in a row without a word. `paused_why`: "silent" or "blocked" where they did not pause
    themself. `offers`, `wishes` and `capacity` (how many at once) are for mentoring.
    `quiet_because`: why they were silent for three rounds, if they chose to say.
    """

    programme_id: ProgrammeId
    member_id: MemberId
    state: EnrolmentState
    joined_at: datetime
    paused_until: date | None = None
    skip_next: bool = False
    last_score: float | None = None
    debt: float = 0.0
    sat_out: bool = False
    every: int = 1
    rest: int = 0
    silent: int = 0
    paused_why: str | None = None
    offers: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    capacity: int = 1
    quiet_because: str | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One run of a programme. `label` is its nominal period ("2026-12"), unique there."""

    id: RoundId
    programme_id: ProgrammeId
    network_id: NetworkId
    label: str
    state: RoundState
    seed: int
    version: int
    introduce_at: datetime
    check_in_at: datetime
    remind_at: datetime
    close_at: datetime
    percent: float | None = None
    relaxed: tuple[str, ...] = ()
    sent_at: datetime | None = None
    rehearsed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """One member's place in a group, and what they said of it.

    `leads`: goes first. `mentors`: helps the other of a mentoring pair.
    """

    member_id: MemberId
    answer: MeetAnswer | None = None
    answered_at: datetime | None = None
    leads: bool = False
    mentors: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A group to be: who sits in it, how good it is, and whether an organiser fixed it.

    `mentor`: which of the two helps the other; the only one who may sit in several of a wave.
    """

    members: tuple[MemberId, ...]
    score: float
    relaxed: bool = False
    locked: bool = False
    mentor: MemberId | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Members introduced to each other. `relaxed`: a pair met within the rule's rounds."""

    id: GroupId
    round_id: RoundId
    wave: int
    state: GroupState
    seats: tuple[Seat, ...]
    score: float
    relaxed: bool = False
    locked: bool = False

    @property
    def members(self) -> tuple[MemberId, ...]:
        return tuple(seat.member_id for seat in self.seats)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A member whom a round could not place, and why in a sentence."""

    round_id: RoundId
    member_id: MemberId
    why: str


@dataclass(frozen=True, slots=True)
class Introduction:
    """A pair of members and how many of the programme's rounds ago they were last introduced."""

    a: MemberId
    b: MemberId
    rounds_ago: int


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
