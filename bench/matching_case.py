"""One measured case in a process of its own: `python -m bench.matching_case WHAT N SEED`.

WHAT is full, fast (our plan), dense (the optimum of all pairs, by rustworkx), networkx or random.
Prints one line of JSON. Process CPU time, so that a busy machine matters less; `bench.matching`
starts it with one BLAS thread.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import TypeVar

import numpy as np

from bench.population import Population, make_population, random_legal_pairs
from jobs.matching import COMMAND, Plan, Rules, plan
from jobs.matching.blossom import match_exactly
from jobs.matching.candidates import upper_bound
from jobs.matching.encode import build_pool
from jobs.matching.pool import Edges, Pool

T = TypeVar("T")
Result = dict[str, float | int | str]
REPEATS = {200: 9, 500: 7, 1000: 5}


def main() -> None:
    """Measure the case that the command line names."""
    what, n, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    population = make_population(n, seed)
    measure = {"dense": dense, "networkx": networkx_dense, "random": random_shuffle}.get(what)
    found = measure(population) if measure else ours(population, what)
    print(json.dumps({"what": what, "n": n, "seed": seed, **found}))


def ours(population: Population, mode: str) -> Result:
    """Our plan: CPU of plan() without its certificate, quality, and the memory of the process."""
    n = len(population.people)
    before = resident()
    warm_up()
    times: list[float] = []
    for _ in range(REPEATS.get(n, 1)):
        cpu, made = timed(lambda: plan(population.people, population.history, Rules(), 1, mode))
        times.append(cpu)
    peak = resident()
    return {
        "cpu": median(times) - certificate_time(population, made),
        "cpu_with_certificate": median(times),
        "objective": made.objective,
        "bound": made.bound,
        "percent_of_bound": made.percent_of_bound,
        "left_out": len(made.left_out),
        "broken_rules": broken_rules(population, made),
        "rss_mb": peak,
        "rss_before_mb": before,
    }


def certificate_time(population: Population, made: Plan) -> float:
    """CPU seconds of the dense bound alone; none where the optimum itself is proven."""
    if made.bound == made.objective:
        return 0.0
    pool = as_pool(population)
    prices = np.array([made.prices[person.id] for person in population.people])
    return timed(lambda: upper_bound(pool, prices))[0]


def dense(population: Population) -> Result:
    """The best of all pairs."""
    pool = as_pool(population)
    edges = pool.all_edges()
    cpu, pairs = timed(lambda: match_exactly(pool.n, edges.i, edges.j, edges.w))
    return {"cpu": cpu, "objective": total(pool, pairs)}


def networkx_dense(population: Population) -> Result:
    """The best of all pairs as most Python programs would find it."""
    import networkx as nx  # only this peer needs it

    pool = as_pool(population)
    edges: Edges = pool.all_edges()
    graph = nx.Graph()
    graph.add_weighted_edges_from(
        zip(edges.i.tolist(), edges.j.tolist(), edges.w.tolist(), strict=True)
    )
    cpu, pairs = timed(lambda: nx.max_weight_matching(graph, maxcardinality=True))
    return {"cpu": cpu, "objective": total(pool, list(pairs))}


def random_shuffle(population: Population) -> Result:
    """What most bots do: shuffle and take the next allowed partner, with 20 tries."""
    rng = np.random.default_rng(7)
    cpu, (pairs, left) = timed(
        lambda: random_legal_pairs(population.organisation, population.barred, rng)
    )
    return {"cpu": cpu, "objective": total(as_pool(population), pairs), "left_out": len(left)}


def broken_rules(population: Population, made: Plan) -> int:
    """Pairs that share an organisation, met within the rule, or are on the avoid list."""
    place = {person.id: k for k, person in enumerate(population.people)}
    broken = 0
    for group in made.groups:
        for reasons in group.reasons:
            a, b = sorted((place[reasons.a], place[reasons.b]))
            broken += (a, b) in population.barred
            broken += bool(population.organisation[a] == population.organisation[b])
    return broken


def as_pool(population: Population) -> Pool:
    """The population as arrays, in its own order."""
    return build_pool(population.people, population.history, Rules(), COMMAND)


def total(pool: Pool, pairs: list[tuple[int, int]]) -> int:
    """The objective of these pairs."""
    i, j = np.array(pairs, np.int64).T
    return int(pool.pair_weights(i, j).sum())


def warm_up() -> None:
    """Load what is loaded on first use, so that imports are not measured."""
    few = make_population(70, 99)
    plan(few.people, few.history, Rules(), 1)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Process CPU seconds and the result."""
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def resident() -> int:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
