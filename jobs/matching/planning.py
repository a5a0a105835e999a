"""plan(): from people, history and rules to a round. Decides everything, touches nothing."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from jobs.matching.candidates import upper_bound
from jobs.matching.cause import name_causes
from jobs.matching.cover import solve_cover
from jobs.matching.encode import build_pool
from jobs.matching.explain import (
    Acquaintance,
    Obstacle,
    index_history,
    make_group,
    obstacle_between,
)
from jobs.matching.groups import pack_groups
from jobs.matching.packing import Packing, pack_pairs
from jobs.matching.pairs import FAST, FULL, LARGE, Effort
from jobs.matching.pool import Floats, Ints, Pool
from jobs.matching.records import (
    COMMAND,
    BrokenRuleError,
    Cause,
    Fairness,
    Group,
    History,
    LeftOut,
    MatchingError,
    Person,
    Plan,
    Rules,
)
from jobs.matching.words import describe_repeat

MODES = ("auto", "full", "fast")
LARGE_BEYOND, FAST_BEYOND = 4_000, 20_000


def plan(
    people: Sequence[Person],
    history: History,
    rules: Rules,
    seed: int,
    mode: str = "auto",
    *,
    fairness: Fairness = COMMAND,
    locked: Sequence[Sequence[str]] = (),
) -> Plan:
    """The best round for these people; the same for the same people, history, rules and seed.

    Everybody is in one group or in `left_out`. Avoid lists and "different organisation" never
    bend. `mode`: "full" looks at all pairs, "fast" at a sample of columns, "auto" is full to
    20,000 members. `locked` groups are kept as they are.
    Raises MatchingError (doubled ids, unknown mode, unknown locked ids) and BrokenRuleError.
    """
    started = time.perf_counter()
    if mode not in MODES:
        raise MatchingError(f"mode must be one of {', '.join(MODES)}, not {mode!r}.")
    roster = _call_roll(people, history, seed)
    kept = _keep_locked(roster, rules, locked) if locked else []
    pool = build_pool(roster.people, roster.history, rules, fairness)
    free = _free_places(roster, kept)
    open_pool = (pool.take(free) if kept else pool).tabled()
    packing, bound, prices = _plan_free(open_pool, rules, _effort(mode, len(free)), seed)
    fresh = _name_groups(roster, free, packing, rules)
    groups = tuple(sorted([*kept, *fresh], key=lambda group: group.members))
    causes = _name_left_out(roster, pool, free, packing, rules)
    whole = [group for group in groups if group.locked]
    return Plan(
        groups=groups,
        left_out=tuple(sorted([*roster.doubles, *causes], key=lambda out: out.member)),
        relaxed=tuple(describe_repeat(group, rules) for group in groups if group.relaxed),
        score=float(sum(group.score for group in groups)),
        objective=_objective(roster, pool, groups),
        bound=bound + _objective(roster, pool, whole),
        seconds=time.perf_counter() - started,
        prices={roster.people[free[k]].id: float(p) for k, p in enumerate(prices)},
    )


@dataclass(frozen=True, slots=True)
class _Roster:
    """Each person once, in the round's seeded order, and second accounts apart."""

    people: list[Person]
    place: dict[str, int]
    history: History
    doubles: list[LeftOut]


def _call_roll(people: Sequence[Person], history: History, seed: int) -> _Roster:
    by_id: dict[str, Person] = {}
    for person in people:
        if person.id in by_id:
            raise MatchingError(f"Two members have the id {person.id}; each may appear once.")
        by_id[person.id] = person
    same = {p.id: p.same_as for p in people if p.same_as in by_id and p.same_as != p.id}
    members = sorted((p for p in people if p.id not in same), key=lambda p: p.order)
    order = np.random.default_rng([seed % 2**63, 0]).permutation(len(members))
    shuffled = [members[k] for k in order]
    why = "This is a second account of {}, who is matched once."
    return _Roster(
        people=shuffled,
        place={person.id: spot for spot, person in enumerate(shuffled)},
        history=_as_one_person(history, same) if same else history,
        doubles=[LeftOut(a, Cause.SAME_PERSON, why.format(b)) for a, b in same.items()],
    )


def _as_one_person(history: History, same: dict[str, str]) -> History:
    """The history with every second account read as its person."""
    return History(
        tuple((same.get(a, a), same.get(b, b), ago) for a, b, ago in history.met),
        tuple((same.get(a, a), same.get(b, b)) for a, b in history.avoid),
    )


def _keep_locked(roster: _Roster, rules: Rules, locked: Sequence[Sequence[str]]) -> list[Group]:
    known = index_history(roster.history)
    taken: set[str] = set()
    groups = []
    for ids in locked:
        for member in ids:
            if member not in roster.place or member in taken:
                raise MatchingError(f"{member} is locked into a group but is not free to be in it.")
            taken.add(member)
        members = [roster.people[roster.place[member]] for member in sorted(ids)]
        _refuse_broken(members, known, rules)
        groups.append(make_group(members, known, rules, locked=True))
    return groups


def _refuse_broken(members: Sequence[Person], known: Acquaintance, rules: Rules) -> None:
    if len(members) < 2:
        raise MatchingError("A locked group needs at least two members.")
    for a, b in combinations(members, 2):
        obstacle = obstacle_between(a, b, known, rules)
        if obstacle not in {None, Obstacle.MET}:
            raise BrokenRuleError(f"{a.id} and {b.id} must not meet: {obstacle.value}.")


def _free_places(roster: _Roster, kept: Sequence[Group]) -> Ints:
    locked = {member for group in kept for member in group.members}
    free = [spot for spot, person in enumerate(roster.people) if person.id not in locked]
    return np.array(free, np.int64)


def _effort(mode: str, n: int) -> Effort:
    if mode == "fast" or (mode == "auto" and n > FAST_BEYOND):
        return FAST
    return LARGE if LARGE_BEYOND < n <= FAST_BEYOND else FULL


def _plan_free(
    pool: Pool, rules: Rules, effort: Effort, seed: int
) -> tuple[Packing, float, Floats]:
    seed %= 2**63
    pack = pack_pairs if rules.group_size == 2 else pack_groups
    packing = pack(pool, rules.group_size, effort, seed)
    return packing, *certify(pool, packing)


def certify(pool: Pool, packing: Packing) -> tuple[float, Floats]:
    """An upper bound of the objective under the rules as they had to bend, and its prices."""
    everyone = not packing.left
    prices = packing.fractional.cover.prices
    opened = pool.closing(packing.within)
    if packing.proven:
        return packing.weigh(pool), prices
    if packing.fractional.cover.alone.any() or not everyone or packing.within < pool.closed_within:
        known = packing.fractional.edges.i * pool.n + packing.fractional.edges.j
        met = opened.met[0] * pool.n + opened.met[1]
        edges = opened.edges_from(np.concatenate([known, met]))
        prices = np.maximum(solve_cover(edges, np.zeros(pool.n), np.zeros(pool.n)).prices, 0)
        everyone = False
    smallest = min((len(group) for group in packing.groups), default=2)
    return upper_bound(opened, prices, smallest - 1, everyone), prices


def _name_groups(roster: _Roster, free: Ints, packing: Packing, rules: Rules) -> list[Group]:
    known = index_history(roster.history)
    out = []
    for group in packing.groups:
        members = sorted((roster.people[free[k]] for k in group), key=lambda p: p.id)
        out.append(make_group(members, known, rules))
    return out


def _name_left_out(
    roster: _Roster, pool: Pool, free: Ints, packing: Packing, rules: Rules
) -> list[LeftOut]:
    people = [roster.people[k] for k in free]
    opened = pool.take(free).closing(packing.within) if packing.left else pool
    taken = len(free) < len(roster.people)
    return name_causes(people, opened, packing.groups, packing.left, rules, others_taken=taken)


def _objective(roster: _Roster, pool: Pool, groups: Sequence[Group]) -> float:
    """Sum over groups of their pairs' weights / (size - 1)."""
    total = 0.0
    for group in groups:
        factor = {m: float(pool.priority[roster.place[m]]) for m in group.members}
        weights = sum(p.score * (pool.unit + factor[p.a] + factor[p.b]) for p in group.reasons)
        total += weights / max(1, len(group.members) - 1)
    return total
