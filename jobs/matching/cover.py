"""The fractional optimum: an assignment on the bipartite double cover, and its dual prices.

Every member stands on both sides. An optimal assignment is a set of cycles: two of length one
half each side make a pair, an even cycle splits into pairs, an odd cycle leaves one over, a loop
is a member who stays alone (at so high a price that it happens only where it must). The solver
returns no duals; they are the fixpoint of longest paths over the optimal assignment.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
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
    if n == 0:
        return Cover(np.arange(0), alone, 0.0)
    arcs = _both_ways(edges, alone)
    head = np.repeat(np.arange(n, dtype=np.int32), np.diff(arcs.indptr))
    cost = prices[head] + prices[arcs.indices] - arcs.data
    cost -= cost.min() - 1  # the solver takes an explicit zero for a missing edge
    graph = csr_array((cost, arcs.indices, arcs.indptr), shape=(n, n))
    del cost
    _, found = min_weight_full_bipartite_matching(graph)
    del graph
    return _with_duals(np.asarray(found, np.int64), arcs, head)


def _both_ways(edges: Edges, alone: Floats) -> csr_array:
    """Weights of both directions of every edge, and of staying alone on the diagonal."""
    n = len(alone)
    everybody = np.arange(n, dtype=np.int32)
    i, j = edges.i.astype(np.int32), edges.j.astype(np.int32)
    places = (np.concatenate([i, j, everybody]), np.concatenate([j, i, everybody]))
    weight = np.concatenate([edges.w, edges.w, -2 * alone]).astype(np.float64)
    return csr_array((weight, places), shape=(n, n))


def _with_duals(partner: Ints, arcs: csr_array, head: NDArray[np.int32]) -> Cover:
    """Prices y = (u + v) / 2 from an optimal assignment c.

    v is the least v >= 0 with v_b >= w_ab - w_a,c(a) + v_c(a), and u_a = w_a,c(a) - v_c(a).
    The arcs are the same both ways, so the row of b also lists the arcs that end in b.
    """
    tail, first = arcs.indices, arcs.indptr[:-1]
    chosen = tail == partner[head]
    taken = np.empty(len(partner))
    taken[head[chosen]] = arcs.data[chosen]
    gain, source = arcs.data - taken[tail], partner[tail].astype(np.int32)
    v = np.zeros(len(partner))
    for _ in range(MAX_PASSES):
        better = np.maximum(v, np.maximum.reduceat(gain + v[source], first))
        if np.array_equal(better, v):
            break
        v = better
    return Cover(partner, (taken - v[partner] + v) / 2, float(taken.sum() / 2))


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
