"""Brute force agrees with the plan up to ten people, pairs and the odd trio (jobs/matching)."""

import random
from collections.abc import Callable
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from bench.population import make_population
from jobs.matching import COMMAND, History, Obstacle, Person, Plan, Rules, plan
from jobs.matching.blossom import Pairs, match_within
from jobs.matching.encode import build_pool, priorities
from jobs.matching.explain import index_history, obstacle_between, reasons_for
from jobs.matching.pool import Pool
from jobs.matching.trio import trio_weight

Worth = tuple[int, int, int, int, int, float]
NOBODY: Worth = (0, 0, 0, 0, 0, 0.0)


def invented(chance: random.Random, n: int, *, hard: bool) -> tuple[list[Person], History]:
    """n people; `hard` networks are too narrow to place everybody easily."""
    towns = [str(k) for k in range(chance.choice((1, 2, 3)) if hard else 9)]
    people = [
        Person(
            id=f"m{k}",
            organisation=chance.choice(["", *towns]),
            sector=chance.choice("ab"),
            region=chance.choice(["", "x", "y"]),
            profession=chance.choice("123"),
            interests=tuple(chance.sample("stuvw", chance.randint(0, 4))),
            last_score=chance.choice((None, 0, 20, 30)),
        )
        for k in range(n)
    ]
    pairs = [(f"m{a}", f"m{b}") for a, b in combinations(range(n), 2)]
    often = chance.choice((0.3, 0.6)) if hard else 0.15
    met = tuple((a, b, chance.randint(1, 8)) for a, b in pairs if chance.random() < often)
    avoid = tuple(pair for pair in pairs if chance.random() < (0.2 if hard else 0.05))
    return people, History(met, avoid)


def best_worth(people: list[Person], history: History, rules: Rules) -> Worth:
    """The best of all: most placed, none out twice, fewest and oldest repeats, fewest trios."""
    worth = group_worth(people, history, rules)

    @cache
    def best(free: tuple[int, ...]) -> Worth:
        if not free:
            return NOBODY
        first, rest = free[0], free[1:]
        found = [best(rest)]
        for size in (1, 2):
            for others in combinations(rest, size):
                group = worth((first, *others))
                if group is not None:
                    after = best(tuple(k for k in rest if k not in others))
                    found.append(add(group, after))
        return max(found)

    return best(tuple(range(len(people))))


def add(a: Worth, b: Worth) -> Worth:
    """Both together."""
    return a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4], a[5] + b[5]


def group_worth(
    people: list[Person], history: History, rules: Rules
) -> Callable[[tuple[int, ...]], Worth | None]:
    """What a group is worth, or None where it may not be."""
    known = index_history(history)
    unit, favour = priorities(people, COMMAND)

    @cache
    def pair(a: int, b: int) -> tuple[int, int] | None:
        obstacle = obstacle_between(people[a], people[b], known, rules)
        if obstacle not in {None, Obstacle.MET}:
            return None
        reasons = reasons_for(people[a], people[b], known, rules)
        return reasons.score * (unit + int(favour[a]) + int(favour[b])), reasons.rounds_ago or 0

    def whole(group: tuple[int, ...]) -> Worth | None:
        pairs = [found for a, b in combinations(group, 2) if (found := pair(a, b))]
        if len(pairs) < len(group) * (len(group) - 1) // 2:
            return None
        again = [ago for _, ago in pairs if ago]
        sat_out = sum(people[k].last_score == 0 for k in group)
        value = sum(weight for weight, _ in pairs) / (len(group) - 1)
        return len(group), sat_out, -len(again), sum(again), -(len(group) == 3), value

    return whole


def worth_of(made: Plan, people: list[Person]) -> Worth:
    """What a plan is worth, in the same terms."""
    placed = {member for group in made.groups for member in group.members}
    again = [p.rounds_ago for g in made.groups for p in g.reasons if p.rounds_ago]
    trios = sum(len(group.members) == 3 for group in made.groups)
    sat_out = sum(person.last_score == 0 for person in people if person.id in placed)
    return len(placed), sat_out, -len(again), sum(again), -trios, made.objective


@pytest.mark.parametrize("hard", [False, True], ids=["wide network", "narrow network"])
@pytest.mark.parametrize("n", [2, 3, 4, 5, 6, 7, 8, 9])
def test_no_plan_is_better(n: int, hard: bool) -> None:
    chance = random.Random(n)
    for seed in range(60 if n < 8 else 25):
        people, history = invented(chance, n, hard=hard)
        made = plan(people, history, Rules(), seed)
        assert worth_of(made, people) == pytest.approx(best_worth(people, history, Rules()))


@pytest.mark.parametrize("seed", [1, 2])
def test_no_other_trio_makes_an_odd_round_better(seed: int) -> None:
    population = make_population(21, seed)
    pool = build_pool(population.people, population.history, Rules(), COMMAND)
    edges, everybody = pool.all_edges(), np.arange(21)
    best = 0.0
    for trio in combinations(range(21), 3):
        if all(pool.legal(a)[b] for a, b in combinations(trio, 2)):
            rest = match_within(edges, np.setdiff1d(everybody, trio))
            best = max(best, trio_weight(pool, trio) + weight_of(pool, rest))
    assert plan(population.people, population.history, Rules(), 1).objective == best


@pytest.mark.parametrize("n", [64, 66, 120, 200])
def test_larger_rounds_are_the_best_of_all_pairs(n: int) -> None:
    population = make_population(n, 1)
    pool = build_pool(population.people, population.history, Rules(), COMMAND)
    best = match_within(pool.all_edges(), np.arange(n))
    assert plan(population.people, population.history, Rules(), 1).objective == weight_of(
        pool, best
    )


def weight_of(pool: Pool, pairs: Pairs) -> int:
    """The weight of these pairs."""
    i, j = np.array(pairs, np.int64).T
    return int(pool.pair_weights(i, j).sum())


def test_no_plan_of_ten_is_better() -> None:
    chance = random.Random(10)
    for seed in range(10):
        people, history = invented(chance, 10, hard=bool(seed % 2))
        made = plan(people, history, Rules(), seed)
        assert worth_of(made, people) == pytest.approx(best_worth(people, history, Rules()))
