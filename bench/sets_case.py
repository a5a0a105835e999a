"""One measured case of sets, in a process of its own: `bench.sets_case WHAT N SIZE SEED`.

WHAT is ours (the plan) or peers (the best of fifty seeded runs of greedy and pair-split, written
here on its own, each until no two groups gain from being split anew). Prints one line of JSON.
"""

import json
import sys
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from statistics import median

import numpy as np

from bench.matching_case import Result, timed, warm_up
from bench.population import Population, make_population
from jobs.matching import COMMAND, Plan, Rules, plan
from jobs.matching.encode import build_pool
from jobs.matching.pool import Floats, Ints

PEERS = 50
REPEATS = 3


def main() -> None:
    """Measure the case that the command line names."""
    what, numbers = sys.argv[1], [int(part) for part in sys.argv[2:5]]
    n, size, seed = numbers
    population = make_population(n, seed)
    found = ours(population, size) if what == "ours" else peers(population, size)
    print(json.dumps({"what": what, "n": n, "size": size, "seed": seed, **found}))


def ours(population: Population, size: int) -> Result:
    """Our plan: its CPU seconds, its objective, who is left out and which rules it broke."""
    warm_up()
    rules = Rules(group_size=size)
    made = plan(population.people, population.history, rules, 1)
    times = [
        timed(lambda: plan(population.people, population.history, rules, 1))[0]
        for _ in range(REPEATS)
    ]
    sizes = [len(group.members) for group in made.groups]
    return {
        "cpu": median(times),
        "objective": made.objective,
        "left_out": len(made.left_out),
        "broken_rules": broken_rules(population, made),
        "smallest": min(sizes),
        "largest": max(sizes),
    }


def broken_rules(population: Population, made: Plan) -> int:
    """Pairs in one group who must not meet: colleagues, recent partners, those to avoid."""
    place = {person.id: spot for spot, person in enumerate(population.people)}
    found = 0
    for group in made.groups:
        for a, b in combinations(sorted(place[m] for m in group.members), 2):
            colleagues = population.organisation[a] == population.organisation[b]
            found += int(colleagues or (a, b) in population.barred)
    return found


def peers(population: Population, size: int) -> Result:
    """The best of fifty; below zero where none of them keeps every rule."""
    weight = peer_weights(population)
    cpu, best = timed(
        lambda: max(pair_split(weight, size, np.random.default_rng(s)) for s in range(PEERS))
    )
    return {"cpu": cpu, "objective": best}


def peer_weights(population: Population) -> Floats:
    """The weights of all pairs; one that must not meet costs more than any plan is worth."""
    pool = build_pool(population.people, population.history, Rules(), COMMAND)
    pool = replace(pool, table=None)
    weight = pool.weights(slice(None)).astype(np.float64)
    legal = weight >= 0
    weight[~legal] = -weight[legal].sum()
    np.fill_diagonal(weight, 0)
    return weight


def pair_split(weight: Floats, size: int, rng: np.random.Generator) -> float:
    """Greedy groups, then two at a time split in the best of all ways, until none gains."""
    groups = greedy(weight, size, rng)
    gained = True
    while gained:
        gained = False
        for a, b in rng.permutation(list(combinations(range(len(groups)), 2))).tolist():
            joined = np.concatenate([groups[a], groups[b]])
            first, second = best_split(weight, joined, len(groups[a]))
            if value(weight, first) + value(weight, second) > 1e-6 + value(
                weight, groups[a]
            ) + value(weight, groups[b]):
                groups[a], groups[b], gained = first, second, True
    return sum(value(weight, group) for group in groups)


def greedy(weight: Floats, size: int, rng: np.random.Generator) -> list[Ints]:
    """One group after the other, from a random member on, each time who fits it best."""
    n = len(weight)
    count = max(1, round(n / size))
    sizes = [n // count + (k < n % count) for k in range(count)]
    free = list(rng.permutation(n))
    groups = []
    for wanted in sizes:
        group = [free.pop(0)]
        while len(group) < wanted:
            worth = [weight[other, group].sum() for other in free]
            group.append(free.pop(int(np.argmax(worth))))
        groups.append(np.array(group, np.int64))
    return groups


def best_split(weight: Floats, joined: Ints, first: int) -> tuple[Ints, Ints]:
    """The best way to part these members into one group of `first` and one of the rest."""
    ours, theirs = splits(first, len(joined) - first)
    local = weight[np.ix_(joined, joined)]
    worth = inner(local, ours) + inner(local, theirs)
    best = int(worth.argmax())
    return joined[ours[best]], joined[theirs[best]]


def inner(local: Floats, parts: Ints) -> Floats:
    """For each part the sum of its pairs' weights / (size - 1)."""
    pairs = local[parts[:, :, None], parts[:, None, :]].sum(axis=(1, 2)) / 2
    found: Floats = pairs / max(1, parts.shape[1] - 1)
    return found


def value(weight: Floats, group: Ints) -> float:
    """The sum of a group's pairs' weights / (size - 1)."""
    return float(inner(weight, group[None])[0])


@lru_cache(maxsize=16)
def splits(first: int, second: int) -> tuple[Ints, Ints]:
    """Every way to part first + second places in two."""
    places = set(range(first + second))
    ours = list(combinations(range(first + second), first))
    theirs = [tuple(sorted(places - set(part))) for part in ours]
    return np.array(ours, np.int64), np.array(theirs, np.int64)


if __name__ == "__main__":
    main()
