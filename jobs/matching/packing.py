"""Pairs for everybody, with one trio where the number is odd and the fallback where it must be."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from jobs.matching.fallback import place_most
from jobs.matching.pairs import EXACT, Effort, Fractional, match_pairs, solve_fractional
from jobs.matching.pool import Pool
from jobs.matching.trio import match_odd


@dataclass(frozen=True, slots=True)
class Packing:
    """Groups of a pool by number, who is left, and the partners' rounds that stayed barred.

    `proven` where no plan under the same rules has a higher objective.
    """

    groups: list[tuple[int, ...]]
    left: list[int]
    within: int
    fractional: Fractional
    proven: bool = False

    def weigh(self, pool: Pool) -> float:
        """The objective: sum over groups of their pairs' weights / (size - 1)."""
        found = [(a, b, len(g) - 1) for g in self.groups for a, b in combinations(g, 2)]
        i, j, share = np.array(found, np.int64).reshape(-1, 3).T
        return float((pool.pair_weights(i, j) / share).sum())


def pack_pairs(pool: Pool, group_size: int, effort: Effort, seed: int) -> Packing:
    """The best pairs; the best pairs and a trio; or what the fallback can do."""
    fractional = solve_fractional(pool, effort, seed)
    if pool.n % 2 and not fractional.cover.alone.any():
        odd = match_odd(pool, fractional, seed)
        if odd is not None:
            groups = [*odd.pairs.pairs, odd.trio]
            return Packing(groups, [], pool.closed_within, fractional, odd.proven)
    matching = match_pairs(pool, fractional)
    if not matching.left:
        proven = pool.n <= EXACT
        return Packing(list(matching.pairs), [], pool.closed_within, fractional, proven)
    placed = place_most(pool, fractional, matching)
    groups = [*placed.pairs, *placed.trios]
    return Packing(groups, placed.left, placed.within, fractional)
