"""What is kept of schemes, their rounds and who sits with whom: frozen records."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from storage.types import AccountId, GroupId, MemberId, NetworkId, PlaceId, ProgrammeId, RoundId

Strength = Literal["off", "mild", "strong"]
MeetAnswer = Literal["met", "not yet", "cannot"]
RoundState = Literal["proposed", "open", "closed", "cancelled"]
GroupState = Literal["proposed", "active", "cancelled"]
SchemeKind = Literal["pairs", "mentors", "sets"]
EnrolmentState = Literal["in", "paused", "left"]
PausedWhy = Literal["silent", "blocked"]


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
