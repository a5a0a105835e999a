"""Price, solve, repair, certify: the best pairs of a pool.

1 price candidates (candidates.py); 2 solve the fractional optimum and let more pairs price in
(cover.py); 3 split its cycles and re-match exactly what odd cycles leave over (blossom.py).
Up to EXACT members the pairs are the dense optimum: any better plan could use only pairs whose
slack is below the gap that remains, and those are all solved exactly.
"""

from dataclasses import dataclass

import numpy as np

from jobs.matching.blossom import Pairs, match_exactly, missing, rematch_around
from jobs.matching.candidates import best_edges, hub_prices, random_edges, slack_edges
from jobs.matching.cover import Cover, solve_cover, split_cycles
from jobs.matching.pool import Edges, Floats, Ints, Pool

ALL_EDGES = 64  # members up to which every pair is a candidate
EXACT = 512  # members up to which the dense optimum is proven
PER_MEMBER = 4  # edges per member that the first exact solve looks at
WHOLE = 2000  # members up to which the repair may re-match everybody


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to look: best k each, pricing rounds, more per round, columns per tile (0: all)."""

    k: int = 16
    rounds: int = 2
    more: int = 8
    columns: int = 0


FULL = Effort()
LARGE = Effort(k=12, rounds=1, more=12)
FAST = Effort(rounds=1, columns=10_240)


@dataclass(frozen=True, slots=True)
class Fractional:
    """The fractional optimum over the candidates: a bound of them, with prices."""

    edges: Edges
    cover: Cover
    alone: Floats

    @property
    def value(self) -> float:
        """The weight of the cover, less what staying alone costs."""
        return self.cover.value


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs of a pool and who is left over."""

    pairs: Pairs
    left: list[int]

    def value(self, pool: Pool) -> int:
        """The weight of the pairs."""
        i, j = np.array(self.pairs, np.int64).reshape(-1, 2).T
        return int(pool.pair_weights(i, j).sum())


def solve_fractional(pool: Pool, effort: Effort, seed: int) -> Fractional:
    """Candidates and the fractional optimum on them; exact on all pairs up to EXACT members."""
    rng = np.random.default_rng([seed, pool.n, 1])
    alone = price_of_staying_alone(pool)
    if pool.n <= ALL_EDGES:
        edges = pool.all_edges()
        return Fractional(edges, solve_cover(edges, alone, np.zeros(pool.n)), alone)
    prices = hub_prices(pool, rng)
    keys = best_edges(pool, prices, effort.k, rng, effort.columns)
    edges = pool.edges_from(np.concatenate([keys, random_edges(pool, 2, rng)]))
    return let_more_price_in(pool, edges, prices, alone, effort, rng)


def let_more_price_in(
    pool: Pool,
    edges: Edges,
    prices: Floats,
    alone: Floats,
    effort: Effort,
    rng: np.random.Generator,
) -> Fractional:
    """Solve, add pairs worth more than their two prices, solve again."""
    cover = solve_cover(edges, alone, prices)
    rounds = 0
    while rounds < effort.rounds or pool.n <= EXACT or (cover.alone.any() and rounds < 12):
        extra = best_edges(pool, cover.prices, effort.more, rng, effort.columns, only_gain=True)
        known = edges.i * pool.n + edges.j
        extra = extra[~np.isin(extra, known)]
        if not len(extra):
            break
        edges = pool.edges_from(np.concatenate([known, extra]))
        cover = solve_cover(edges, alone, cover.prices)
        rounds += 1
    return Fractional(edges, cover, alone)


def price_of_staying_alone(pool: Pool) -> Floats:
    """So high that it beats any path of exchanges; higher still for who sat out last time."""
    best = pool.best_weight
    alone = np.full(pool.n, 2.0 * best * min(pool.n + 1, 4096))
    alone[pool.sat_out] *= 1.5
    return alone


def match_pairs(pool: Pool, fractional: Fractional) -> Matching:
    """Whole pairs from the fractional optimum."""
    along = pool.pair_weights(np.arange(pool.n), fractional.cover.partner).astype(np.float64)
    pairs, left = split_cycles(fractional.cover, along)
    loops = int(fractional.cover.alone.sum())
    if len(left) == loops:
        return Matching(sorted(pairs), sorted(left))
    if pool.n <= WHOLE:
        return _match_whole(pool, fractional)
    return _match_locally(pool, fractional, pairs, left)


def _match_whole(pool: Pool, fractional: Fractional) -> Matching:
    """Exact on all pairs whose slack could matter: guess a slack, solve, widen it to the gap."""
    slack = _first_slack(fractional)
    while True:
        edges = _within_slack(pool, fractional, slack)
        pairs = match_exactly(pool.n, edges.i, edges.j, _favour_sat_out(pool, edges))
        found = Matching(pairs, missing(pool.n, pairs))
        gap = fractional.value - found.value(pool) + float(fractional.alone[found.left].sum())
        if gap <= slack + 0.75 or slack == np.inf:
            return found
        slack = gap if gap < fractional.alone.min() else np.inf


def _first_slack(fractional: Fractional) -> float:
    """The slack within which the likeliest edges lie."""
    edges, prices = fractional.edges, fractional.cover.prices
    slack = prices[edges.i] + prices[edges.j] - edges.w
    rank = PER_MEMBER * len(prices)
    return float(np.partition(slack, rank)[rank]) if rank < len(slack) else np.inf


def _within_slack(pool: Pool, fractional: Fractional, slack: float) -> Edges:
    edges, prices = fractional.edges, fractional.cover.prices
    if pool.n > EXACT:
        return edges.where(prices[edges.i] + prices[edges.j] - edges.w <= slack)
    if slack == np.inf:
        return pool.all_edges()
    return pool.edges_from(slack_edges(pool, prices, slack))


def _favour_sat_out(pool: Pool, edges: Edges) -> Ints | list[int]:
    """Weights in which whoever sat out last time outweighs everything but the number of pairs."""
    if not pool.sat_out.any():
        return edges.w
    bonus = pool.n * pool.best_weight
    count = pool.sat_out[edges.i].astype(np.int64) + pool.sat_out[edges.j]
    return edges.w + bonus * count


def _match_locally(pool: Pool, fractional: Fractional, pairs: Pairs, left: list[int]) -> Matching:
    """Repair around what odd cycles leave over, a wider region at a time."""
    loops = set(np.flatnonzero(fractional.cover.alone).tolist())
    odd = [member for member in left if member not in loops]
    for limit in (1600, 3200, 6400):
        pairs, left = rematch_around(
            pool.n, pairs, odd, fractional.edges, fractional.cover.prices, limit
        )
        odd = [member for member in left if member not in loops]
        if len(odd) <= pool.n % 2:
            break
    return Matching(sorted(pairs), left)
