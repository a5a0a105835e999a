"""Why these two, and why not those: reasons as data, for the caller to word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from jobs.matching.encode import fold, priorities
from jobs.matching.records import (
    COMMAND,
    Fairness,
    Group,
    History,
    MatchingError,
    PairReasons,
    Person,
    Plan,
    Rules,
)


class Obstacle(Enum):
    """Why two people were not put together."""

    SAME_PERSON = "same_person"
    AVOIDED = "avoided"
    COLLEAGUES = "colleagues"
    MET = "met"
    TOGETHER = "together"
    COSTS = "costs"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The obstacle between two people (FIXED: one of them was in a locked group).

    `rounds_ago` goes with MET; `points` with COSTS: what the whole network would lose if they
    were paired, as the dual prices estimate it (0: another plan is just as good).
    """

    a: str
    b: str
    obstacle: Obstacle
    rounds_ago: int | None = None
    points: float | None = None


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """The history by pair: most recent meeting, and who must never meet."""

    met: Mapping[tuple[str, str], int]
    avoid: frozenset[tuple[str, str]]

    def rounds_ago(self, a: str, b: str) -> int | None:
        """How many rounds ago they met, None where never."""
        return self.met.get(_pair(a, b))

    def avoided(self, a: str, b: str) -> bool:
        """Whether they must never meet."""
        return _pair(a, b) in self.avoid


def index_history(history: History) -> Acquaintance:
    """The history as look-ups; of two meetings of one pair the most recent counts."""
    met: dict[tuple[str, str], int] = {}
    for a, b, ago in history.met:
        pair = _pair(a, b)
        met[pair] = min(ago, met.get(pair, ago))
    return Acquaintance(met, frozenset(_pair(a, b) for a, b in history.avoid))


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def are_colleagues(a: Person, b: Person, rules: Rules) -> bool:
    """Whether the rule "different organisation" parts them; a blank one is nobody's colleague."""
    name = fold(a.organisation)
    return rules.different_organisation and bool(name) and name == fold(b.organisation)


def obstacle_between(a: Person, b: Person, known: Acquaintance, rules: Rules) -> Obstacle | None:
    """The rule that forbids this pair, the hardest first, or None."""
    if a.id == b.id or a.id == b.same_as or b.id == a.same_as:
        return Obstacle.SAME_PERSON
    if known.avoided(a.id, b.id):
        return Obstacle.AVOIDED
    if are_colleagues(a, b, rules):
        return Obstacle.COLLEAGUES
    ago = known.rounds_ago(a.id, b.id)
    return Obstacle.MET if ago is not None and ago <= rules.no_repeat_within else None


def reasons_for(a: Person, b: Person, known: Acquaintance, rules: Rules) -> PairReasons:
    """What two people have in common and what sets them apart, with the points it earns."""
    shared = shared_interests(a, b)
    professions = _both(a.profession, b.profession)
    sectors = _both(a.sector, b.sector)
    regions = _both(a.region, b.region)
    points = {
        "interests": rules.shared_interests * min(len(shared), rules.shared_interests_cap),
        "profession": rules.different_profession * _differ(professions),
        "sector": rules.different_sector * _differ(sectors),
        "region": 0 if regions is None else _region_points(regions, rules),
    }
    ago = known.rounds_ago(a.id, b.id)
    return PairReasons(
        a=a.id,
        b=b.id,
        score=rules.base + sum(points.values()),
        shared_interests=shared,
        professions=professions,
        sectors=sectors,
        regions=regions,
        different_profession=points["profession"] > 0,
        different_sector=points["sector"] > 0,
        same_region=not _differ(regions) if points["region"] else None,
        rounds_ago=ago if ago is not None and ago <= rules.no_repeat_within else None,
    )


def shared_interests(a: Person, b: Person) -> tuple[str, ...]:
    """Interests of both, as the first wrote them, sorted."""
    theirs = {fold(interest) for interest in b.interests}
    mine = {fold(interest): interest.strip() for interest in a.interests}
    return tuple(sorted(text for folded, text in mine.items() if folded and folded in theirs))


def make_group(
    members: Sequence[Person], known: Acquaintance, rules: Rules, *, locked: bool = False
) -> Group:
    """A group with its score and the reasons of each of its pairs."""
    pairs = tuple(reasons_for(a, b, known, rules) for a, b in combinations(members, 2))
    score = sum(pair.score for pair in pairs) / max(1, len(members) - 1)
    return Group(tuple(person.id for person in members), score, pairs, locked)


def why_not(
    a: str,
    b: str,
    plan: Plan,
    people: Sequence[Person],
    history: History,
    rules: Rules,
    fairness: Fairness = COMMAND,
) -> WhyNot:
    """Why a and b are not in one group of this plan: a rule, or the points it would cost.

    Raises MatchingError where one of the two is not among the people.
    """
    by_id = {person.id: person for person in people}
    for member in (a, b):
        if member not in by_id:
            raise MatchingError(f"There is no member with the id {member}.")
    known = index_history(history)
    if a != b and any({a, b} <= set(group.members) for group in plan.groups):
        return WhyNot(a, b, Obstacle.TOGETHER)
    if obstacle := obstacle_between(by_id[a], by_id[b], known, rules):
        ago = known.rounds_ago(a, b) if obstacle is Obstacle.MET else None
        return WhyNot(a, b, obstacle, rounds_ago=ago)
    if a not in plan.prices or b not in plan.prices:
        return WhyNot(a, b, Obstacle.FIXED)
    unit, priority = priorities(people, fairness)
    favour = {person.id: int(p) for person, p in zip(people, priority, strict=True)}
    weight = reasons_for(by_id[a], by_id[b], known, rules).score * (unit + favour[a] + favour[b])
    return WhyNot(a, b, Obstacle.COSTS, points=max(0.0, _price_gap(plan, a, b, weight)) / unit)


def _price_gap(plan: Plan, a: str, b: str, weight: int) -> float:
    return plan.prices[a] + plan.prices[b] - weight


def _both(a: str, b: str) -> tuple[str, str] | None:
    return (a.strip(), b.strip()) if a.strip() and b.strip() else None


def _region_points(regions: tuple[str, str], rules: Rules) -> int:
    return rules.different_region if _differ(regions) else rules.same_region


def _differ(values: tuple[str, str] | None) -> bool:
    return values is not None and fold(values[0]) != fold(values[1])
