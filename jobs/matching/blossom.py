"""Exact general matching (Edmonds' blossom algorithm, as rustworkx has it) on part of a pool."""

import numpy as np
import rustworkx as rx

from jobs.matching.pool import Bools, Edges, Floats, Ints

Pairs = list[tuple[int, int]]

REGION = 1600  # the most members that one local repair re-matches
SLACKS = (0.001, 0.004, 0.01, 0.02, 0.04, 0.08, float("inf"))
HOPS = 6


def match_exactly(n: int, i: Ints, j: Ints, w: list[int] | Ints) -> Pairs:
    """As many pairs as possible, and of those matchings the heaviest; pairs sorted."""
    graph: rx.PyGraph[int | None, int] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(n))
    weights = w if isinstance(w, list) else w.tolist()
    graph.extend_from_weighted_edge_list(list(zip(i.tolist(), j.tolist(), weights, strict=True)))
    found = rx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return sorted((min(a, b), max(a, b)) for a, b in found)


def match_within(edges: Edges, nodes: Ints, w: list[int] | None = None) -> Pairs:
    """match_exactly on the edges that lie within these nodes (sorted)."""
    a, b = np.searchsorted(nodes, edges.i), np.searchsorted(nodes, edges.j)
    a, b = np.minimum(a, len(nodes) - 1), np.minimum(b, len(nodes) - 1)
    inside = (nodes[a] == edges.i) & (nodes[b] == edges.j)
    weights = edges.w[inside] if w is None else [w[k] for k in np.flatnonzero(inside)]
    found = match_exactly(len(nodes), a[inside], b[inside], weights)
    return [(int(nodes[x]), int(nodes[y])) for x, y in found]


def rematch_around(
    n: int, pairs: Pairs, left: list[int], edges: Edges, prices: Floats, limit: int = REGION
) -> tuple[Pairs, list[int]]:
    """Pairs again, with those left over matched exactly in their neighbourhood of small slack."""
    mate = np.full(n, -1)
    for a, b in pairs:
        mate[a], mate[b] = b, a
    inside = _region(mate, left, edges, prices, limit)
    fresh = match_within(edges, np.flatnonzero(inside))
    kept = [pair for pair in pairs if not inside[pair[0]]]
    return kept + fresh, missing(n, kept + fresh)


def _region(mate: Ints, left: list[int], edges: Edges, prices: Floats, limit: int) -> Bools:
    """Members near those left over: grown over edges of small slack, always with whole pairs."""
    inside = np.zeros(len(mate), np.bool_)
    inside[left] = True
    slack = prices[edges.i] + prices[edges.j] - edges.w
    scale = float(edges.w.max(initial=1))
    for share in SLACKS:
        near = edges.where(slack <= share * scale + 0.5)
        for _ in range(HOPS):
            if not _grow(inside, near, mate, limit):
                break
        if inside.sum() >= limit - 1:
            break
    return inside


def _grow(inside: Bools, near: Edges, mate: Ints, limit: int) -> bool:
    fresh = np.unique(np.concatenate([near.j[inside[near.i]], near.i[inside[near.j]]]))
    fresh = fresh[~inside[fresh]]
    fresh = fresh[: max(0, (limit - int(inside.sum())) // 2)]
    inside[fresh] = True
    partner = mate[fresh]
    inside[partner[partner >= 0]] = True
    return len(fresh) > 0


def missing(n: int, pairs: Pairs) -> list[int]:
    """Who of n is in no pair."""
    covered = np.zeros(n, np.bool_)
    covered[[member for pair in pairs for member in pair]] = True
    return [int(v) for v in np.flatnonzero(~covered)]
