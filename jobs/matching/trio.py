"""Odd numbers: the one group of three is priced, not picked.

A trio is worth half the sum of its three pairs (each member's mean), so a triangle of the
half-integral optimum *is* a trio and the same bound holds. Trios are tried in order of their
total slack; once the best plan is as good as the prices allow for the next trio, it is proven.
"""

from dataclasses import dataclass, replace
from math import floor

import numpy as np

from jobs.matching.candidates import slack_edges
from jobs.matching.pairs import (
    EXACT,
    FULL,
    WHOLE,
    Effort,
    Fractional,
    Matching,
    let_more_price_in,
    match_pairs,
)
from jobs.matching.pool import Edges, Floats, Ints, Pool

Trio = tuple[int, int, int]

BATCH_ELEMENTS = 1 << 21
BEST_OF_BATCH = 64
TRIES = ((64, 2000), (EXACT, 40), (WHOLE, 2))  # members up to which so many trios are solved
TRIES_BEYOND = 1
LIST_ALL = 40  # members up to which every trio is listed
FAILURES = 12  # trios that leave somebody over, before the fallback takes over


@dataclass(frozen=True, slots=True)
class WithTrio:
    """Pairs and one trio that place everybody; `proven` where no legal plan is better."""

    trio: Trio
    pairs: Matching
    value: float
    proven: bool


def match_odd(pool: Pool, fractional: Fractional, seed: int) -> WithTrio | None:
    """The best pairs and one trio of an odd pool; None where no trio leaves a perfect rest."""
    ceiling = fractional.value
    best: WithTrio | None = None
    tries = next((t for size, t in TRIES if pool.n <= size), TRIES_BEYOND)
    failures = 0
    ranked, complete = rank_trios(pool, fractional)
    for slack, trio in ranked:
        if best and (best.value >= ceiling - slack / 2 or tries <= 0):
            return replace(best, proven=_proven(pool, best, ceiling, min(slack, complete)))
        if failures > FAILURES and pool.n > EXACT:
            break
        solved = _solve_rest(pool, fractional, trio, seed, best.value if best else -np.inf)
        tries -= solved is not None
        failures += solved is None and best is None
        if solved and (best is None or solved.value > best.value):
            best = solved
    return best and replace(best, proven=_proven(pool, best, ceiling, complete))


def rank_trios(pool: Pool, fractional: Fractional) -> tuple[list[tuple[float, Trio]], float]:
    """Legal trios by total slack, and the slack below which the list is complete.

    The lightest edge of a trio has at most a third of its slack, so walking the edges of least
    slack and adding every third member finds the best trios without pricing all n^3.
    """
    prices, whole = fractional.cover.prices, pool.n <= LIST_ALL
    edges, slack, limit = _likely_edges(pool, fractional)
    order = np.argsort(slack, kind="stable")
    complete = np.inf if whole else 3 * limit
    found: dict[Trio, float] = {}
    height = max(1, BATCH_ELEMENTS // pool.n)
    for lo in range(0, len(order), height):
        some = order[lo : lo + height]
        best, cut = _best_thirds(pool, prices, edges.where(some), slack[some], whole)
        found |= best
        complete = min(complete, cut)
    ranked = sorted((value, trio) for trio, value in found.items())
    return ranked, complete


def _likely_edges(pool: Pool, fractional: Fractional) -> tuple[Edges, Floats, float]:
    """Every pair up to a slack, their slacks, and that slack; all pairs of a small pool."""
    edges, prices = fractional.edges, fractional.cover.prices
    slack = prices[edges.i] + prices[edges.j] - edges.w
    rank = 4 * min(pool.n, EXACT)
    if pool.n <= LIST_ALL or rank >= len(slack):
        return edges, slack, float(slack.max(initial=0))
    limit = float(np.partition(slack, rank)[rank])
    if pool.n <= EXACT:
        edges = pool.edges_from(slack_edges(pool, prices, limit))
        return edges, prices[edges.i] + prices[edges.j] - edges.w, limit
    near = slack <= limit
    return edges.where(near), slack[near], limit


def _best_thirds(
    pool: Pool, prices: Floats, edges: Edges, slack: Floats, whole: bool
) -> tuple[dict[Trio, float], float]:
    """The trios of least slack on these edges, and the slack from which some are missing."""
    total = _slack_rows(pool, prices, edges.i) + _slack_rows(pool, prices, edges.j)
    total += slack[:, None]
    flat = total.ravel()
    keep = flat.size if whole else min(flat.size, BEST_OF_BATCH * max(1, len(slack) // 16))
    best = np.argpartition(flat, keep - 1)[:keep] if keep < flat.size else np.arange(flat.size)
    cut = float(flat[best].max(initial=-np.inf)) if keep < flat.size else np.inf
    best = best[np.isfinite(flat[best])]
    at, third = np.divmod(best, pool.n)
    members = np.sort(np.stack([edges.i[at], edges.j[at], third]), axis=0).T
    values = flat[best].tolist()
    return {(a, b, c): v for (a, b, c), v in zip(members.tolist(), values, strict=True)}, cut


def _slack_rows(pool: Pool, prices: Floats, rows: Ints) -> Floats:
    weight = pool.weights(rows).astype(np.float64)
    return np.where(weight < 0, np.inf, prices[rows][:, None] + prices[None] - weight)


def _solve_rest(
    pool: Pool, fractional: Fractional, trio: Trio, seed: int, to_beat: float
) -> WithTrio | None:
    """Everybody else in pairs; None where somebody is left over or the value cannot be beaten."""
    worth = trio_weight(pool, trio)
    keep = np.setdiff1d(np.arange(pool.n), trio)
    if not len(keep):
        return WithTrio(trio, Matching([], []), worth, proven=True)
    rest, relaxed = _without(pool, fractional, keep, seed)
    if relaxed.cover.alone.any() or worth + floor(relaxed.value + 0.01) <= to_beat:
        return None
    matching = match_pairs(rest, relaxed)
    if matching.left:
        return None
    value = worth + matching.value(rest)
    pairs = [(int(keep[a]), int(keep[b])) for a, b in matching.pairs]
    return WithTrio(trio, Matching(pairs, []), value, proven=False)


def _without(pool: Pool, fractional: Fractional, keep: Ints, seed: int) -> tuple[Pool, Fractional]:
    """The rest of the pool and its fractional optimum, from the candidates already known."""
    rest = pool.take(keep)
    spot = np.full(pool.n, -1)
    spot[keep] = np.arange(len(keep))
    known = fractional.edges.where(
        (spot[fractional.edges.i] >= 0) & (spot[fractional.edges.j] >= 0)
    )
    edges = Edges(spot[known.i], spot[known.j], known.w)
    effort = FULL if pool.n <= EXACT else Effort(rounds=0)
    rng = np.random.default_rng([seed, len(keep), 2])
    prices, alone = fractional.cover.prices[keep], fractional.alone[keep]
    return rest, let_more_price_in(rest, edges, prices, alone, effort, rng)


def trio_weight(pool: Pool, trio: Trio) -> float:
    """Half the sum of its three weights."""
    a, b, c = trio
    return float(pool.pair_weights(np.array([a, a, b]), np.array([b, c, c])).sum()) / 2


def _proven(pool: Pool, best: WithTrio, ceiling: float, slack: float) -> bool:
    return pool.n <= EXACT and best.value >= ceiling - slack / 2
