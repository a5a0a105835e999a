"""What goes into a plan and what comes out: frozen records, standard library only.

MatchingError                what the caller gave cannot be planned; its text is one plain sentence
├── BrokenRuleError          a locked group holds two people who must never meet
└── files.FileError          a file could not be read as people, meetings or rules (see files.py)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

MAX_GROUP_SIZE = 6
MAX_PAIR_SCORE = 10_000  # keeps every weight a whole number that float32 holds exactly


class MatchingError(ValueError):
    """What was given cannot be planned; the text says what to do, in one sentence."""


class BrokenRuleError(MatchingError):
    """A locked group holds two people who must never meet."""


@dataclass(frozen=True, slots=True)
class Person:
    """One member as matching sees them; a blank text is unknown: it neither matches nor differs.

    `last_score` is the score of their group last round (0: left out; None: unknown), `debt` in
    0..2 is what earlier rounds owe them, `same_as` is the id of the member they are, if this is
    a second account of one person. Before lots are drawn, people are put in the order of `rank`,
    then of id: where ids are drawn afresh in each database, the rank keeps the lots the same.
    """

    id: str
    organisation: str = ""
    sector: str = ""
    region: str = ""
    profession: str = ""
    interests: tuple[str, ...] = ()
    last_score: float | None = None
    debt: float = 0.0
    sat_out: bool = False
    same_as: str = ""
    rank: str = ""

    @property
    def order(self) -> tuple[str, str]:
        """Return what people are put in order by, so that ties do not fall by ids alone."""
        return self.rank, self.id


@dataclass(frozen=True, slots=True)
class Rules:
    """What must hold, and the whole points that a pair earns for what it has.

    Raises MatchingError where a value is out of range.
    """

    different_organisation: bool = True
    no_repeat_within: int = 6
    group_size: int = 2
    base: int = 10
    shared_interests: int = 12
    shared_interests_cap: int = 4
    different_profession: int = 16
    different_sector: int = 14
    same_region: int = 10
    different_region: int = 0

    def __post_init__(self) -> None:
        if not 2 <= self.group_size <= MAX_GROUP_SIZE:
            raise MatchingError(f"group_size must be 2 to {MAX_GROUP_SIZE}, not {self.group_size}.")
        for name in ("no_repeat_within", "shared_interests_cap", *POINTS):
            if getattr(self, name) < 0:
                raise MatchingError(f"{name} must be 0 or more, not {getattr(self, name)}.")
        if self.best_score > MAX_PAIR_SCORE:
            raise MatchingError(
                f"The points of [prefer] add up to {self.best_score:,}; "
                f"please keep them to {MAX_PAIR_SCORE:,} or fewer."
            )

    @property
    def best_score(self) -> int:
        """The most points that one pair can earn."""
        return (
            self.base
            + self.shared_interests * self.shared_interests_cap
            + self.different_profession
            + self.different_sector
            + max(self.same_region, self.different_region)
        )


POINTS = (
    "base",
    "shared_interests",
    "different_profession",
    "different_sector",
    "same_region",
    "different_region",
)


@dataclass(frozen=True, slots=True)
class History:
    """Who met whom and how many rounds ago (1: last round), and who must never meet."""

    met: tuple[tuple[str, str, int], ...] = ()
    avoid: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fairness:
    """How past luck weighs: a pair counts score x (unit + p_a + p_b).

    p = weak (for the weakest fifth by last score) + debt x debt owed, in whole units.
    """

    unit: int = 4
    weak: int = 1
    debt: int = 0


COMMAND = Fairness()
"""The command line's: score x (4 + p_a + p_b); plain score where nobody has a last score."""

OVER_ROUNDS = Fairness(unit=20, weak=10, debt=20)
"""The product's: score x (1 + m_a + m_b) in twentieths, m = 0.5 x (weak last time) + debt."""


@dataclass(frozen=True, slots=True)
class PairReasons:
    """Why two people were put together, as data; the caller words it.

    `professions`, `sectors` and `regions` are (a's, b's) where both are known, else None.
    `different_profession`, `different_sector` and `same_region` (True, False) are set where they
    earned points.
    `rounds_ago` is set only where they met before within the rule and the rule had to bend.
    """

    a: str
    b: str
    score: int
    shared_interests: tuple[str, ...] = ()
    professions: tuple[str, str] | None = None
    sectors: tuple[str, str] | None = None
    regions: tuple[str, str] | None = None
    different_profession: bool = False
    different_sector: bool = False
    same_region: bool | None = None
    rounds_ago: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """People introduced to each other; score = sum of the pairs' scores / (size - 1)."""

    members: tuple[str, ...]
    score: float
    reasons: tuple[PairReasons, ...]
    locked: bool = False

    @property
    def relaxed(self) -> bool:
        """Whether "nobody you met in the last k rounds" had to bend for this group."""
        return any(pair.rounds_ago is not None for pair in self.reasons)


class Cause(Enum):
    """Why somebody is in no group."""

    SAME_PERSON = "same_person"
    ALONE = "alone"
    ORGANISATION = "organisation"
    NOBODY_LEGAL = "nobody_legal"
    CROWDED = "crowded"
    ODD = "odd"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A member in no group: the kind of cause, and the cause in one plain sentence."""

    member: str
    cause: Cause
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A round: who meets whom, who does not and why, and how good it is.

    `bound` is a proven upper bound of `objective` over all plans under the same rules (with the
    repeats that had to be re-admitted); `prices` are the members' dual prices behind it, which
    answer "why not?". `seconds` is the wall time of planning.
    """

    groups: tuple[Group, ...]
    left_out: tuple[LeftOut, ...]
    relaxed: tuple[str, ...]
    score: float
    objective: float
    bound: float
    seconds: float
    prices: Mapping[str, float] = field(default_factory=dict)

    @property
    def percent_of_bound(self) -> float:
        """100 x objective / bound, and 100 where the bound is 0."""
        return 100.0 * self.objective / self.bound if self.bound else 100.0
