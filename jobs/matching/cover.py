"""The fractional optimum: an assignment on the bipartite double cover, and its dual prices.

Every member stands on both sides. An optimal assignment is a set of cycles: two of length one
half each side make a pair, an even cycle splits into pairs, an odd cycle leaves one over, a loop
is a member who stays alone (at so high a price that it happens only where it must). The solver
returns no duals; they are the fixpoint of longest paths over the optimal assignment.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from jobs.matching.pool import Bools, Edges, Floats, Ints

MAX_PASSES = 100_000


@dataclass(frozen=True, slots=True)
class Cover:
    """An optimal cover: each member's partner in it, dual prices, and half its total weight."""

    partner: Ints
    prices: Floats
    value: float

    @property
    def alone(self) -> Bools:
        """Who stays alone in it."""
        return np.equal(self.partner, np.arange(len(self.partner)))


def solve_cover(edges: Edges, alone: Floats, prices: Floats) -> Cover:
    """The best fractional matching; staying alone costs `alone`; `prices` only speed it up."""
    n = len(alone)
    everybody = np.arange(n)
    if n == 0:
        return Cover(everybody, alone, 0.0)
    a = np.concatenate([edges.i, edges.j, everybody])
    b = np.concatenate([edges.j, edges.i, everybody])
    weight = np.concatenate([edges.w, edges.w, -2 * alone]).astype(np.float64)
    cost = prices[a] + prices[b] - weight
    cost -= cost.min() - 1  # the solver takes an explicit zero for a missing edge
    graph = csr_array((cost, (a, b)), shape=(n, n))
    _, found = min_weight_full_bipartite_matching(graph)
    return _with_duals(np.asarray(found, np.int64), a, b, weight)


def _with_duals(partner: Ints, a: Ints, b: Ints, weight: Floats) -> Cover:
    """Prices y = (u + v) / 2 from an optimal assignment c.

    v is the least v >= 0 with v_b >= w_ab - w_a,c(a) + v_c(a), and u_a = w_a,c(a) - v_c(a).
    """
    n = len(partner)
    taken = np.empty(n)
    chosen = b == partner[a]
    taken[a[chosen]] = weight[chosen]
    order = np.argsort(b, kind="stable")
    a, b, weight = a[order], b[order], weight[order]
    gain, source = weight - taken[a], partner[a]
    first = np.searchsorted(b, np.arange(n))
    v = np.zeros(n)
    for _ in range(MAX_PASSES):
        better = np.maximum(v, np.maximum.reduceat(gain + v[source], first))
        if np.array_equal(better, v):
            break
        v = better
    prices = (taken - v[partner] + v) / 2
    return Cover(partner, prices, float(taken.sum() / 2))


def split_cycles(cover: Cover, along: Floats) -> tuple[list[tuple[int, int]], list[int]]:
    """Pairs, and who is left over: loops, and one of each odd cycle; `along[i]` weighs i's arc."""
    partner = cover.partner
    two = (partner[partner] == np.arange(len(partner))) & ~cover.alone
    first = np.flatnonzero(two & (np.arange(len(partner)) < partner))
    pairs = list(zip(first.tolist(), partner[first].tolist(), strict=True))
    left = np.flatnonzero(cover.alone).tolist()
    for cycle in _long_cycles(partner, two | cover.alone):
        more, over = _split(cycle, along[cycle])
        pairs += more
        left += over
    return pairs, left


def _long_cycles(partner: Ints, done: Bools) -> list[list[int]]:
    seen, step, cycles = done.tolist(), partner.tolist(), []
    for start in np.flatnonzero(~done).tolist():
        cycle = []
        while not seen[start]:
            seen[start] = True
            cycle.append(start)
            start = step[start]
        if cycle:
            cycles.append(cycle)
    return cycles


def _split(cycle: list[int], along: Floats) -> tuple[list[tuple[int, int]], list[int]]:
    """The better alternation of an even cycle; of an odd one, the best way to leave one out."""
    size = len(cycle)
    if size % 2 == 0:
        start = 0 if along[0::2].sum() >= along[1::2].sum() else 1
    else:
        start = (
            max(
                range(size),
                key=lambda o: sum(along[(o + 1 + 2 * t) % size] for t in range(size // 2)),
            )
            + 1
        )
    steps = [(start + 2 * t) % size for t in range(size // 2)]
    pairs = [(cycle[s], cycle[(s + 1) % size]) for s in steps]
    return pairs, [] if size % 2 == 0 else [cycle[start - 1]]
