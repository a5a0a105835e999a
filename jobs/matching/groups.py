"""Groups of three to six: a good start, then joining two groups and trying every split of them.

The best of several starts is kept: greedy ones, and at size four exact pairs of exact pairs.
Where the number does not divide, the smaller groups hold a *ghost* (worth nothing, never two in
one group), so all groups have the same shape and sizes differ by one at most. Large pools are cut
into blocks, so that no matrix of all pairs is ever built.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from jobs.matching.blossom import match_exactly
from jobs.matching.leftovers import place_leftovers
from jobs.matching.packing import Packing, pack_pairs
from jobs.matching.pairs import Effort, match_pairs, solve_fractional
from jobs.matching.pool import Bools, Floats, Ints, Pool

Group = tuple[int, ...]

BLOCK = 1200  # members planned together
SWEEPS, PATIENCE = 400, 40
SPLIT_BATCH = 128
RESTARTS, RESTART_MEMBERS = 30, 2400  # starts of a block, fewer the larger it is
ATTEMPTS = 5
NEAR = 40  # partners that each pair is offered when pairs are paired


def pack_groups(pool: Pool, group_size: int, effort: Effort, seed: int) -> Packing:
    """Groups of about this size; nobody is left while they may join, or leave, a legal group."""
    if pool.n <= max(3, group_size // 2):
        return pack_pairs(pool, 2, effort, seed)
    fractional = solve_fractional(pool, effort, seed)
    blocks = max(1, round(pool.n / BLOCK))
    groups = [
        tuple(block[list(group)].tolist())
        for number, block in enumerate(np.array_split(np.arange(pool.n), blocks))
        for group in _pack_block(pool.take(block), group_size, effort, seed + number)
    ]
    placed = place_leftovers(pool, groups, group_size, effort, seed)
    return Packing(placed.groups, placed.left, placed.within, fractional)


def count_groups(n: int, size: int, largest_organisation: int = 1) -> int:
    """How many groups keep sizes nearest to `size`, and can hold the largest organisation apart."""
    options = range(1, max(1, n // 2) + 1)
    best = min(options, key=lambda g: _distance(n, size, g))
    return max(best, min(largest_organisation, n // 2, n))


def _distance(n: int, size: int, groups: int) -> tuple[int, int, int]:
    small, larger = divmod(n, groups)
    off_small, off_large = abs(small - size), abs(small + 1 - size)
    worst = max(off_small, off_large if larger else 0)
    return worst, off_small * (groups - larger) + off_large * larger, groups


@dataclass(frozen=True, slots=True)
class _Table:
    """Weights of a block with its ghosts; forbidden pairs cost more than any plan is worth."""

    weight: Floats
    n: int
    groups: int
    width: int
    forbidden: float


def _pack_block(pool: Pool, size: int, effort: Effort, seed: int) -> list[Group]:
    """Groups of one block: smaller ones than asked for where that avoids every forbidden pair."""
    rng = np.random.default_rng([seed, pool.n, 3])
    _, members = np.unique(pool.organisation, return_counts=True)
    fewest = count_groups(pool.n, size, int(members.max()))
    ways: list[tuple[float, list[Group]]] = []
    for count in range(fewest, min(fewest + ATTEMPTS, max(fewest, pool.n // 2)) + 1):
        table = _tabulate(pool, count)
        groups = _best_way(pool, table, effort, seed, rng)
        total = _total(table, groups)
        ways.append((total, [tuple(int(m) for m in group if m < pool.n) for group in groups]))
        if total >= 0:
            break
    return max(ways)[1]


def _best_way(
    pool: Pool, table: _Table, effort: Effort, seed: int, rng: np.random.Generator
) -> Ints:
    """The best of several starts, each improved; at size four the first is the exact one."""
    restarts = max(1, min(RESTARTS, RESTART_MEMBERS // pool.n))
    starts = [_pairs_of_pairs(pool, table, effort, seed)] if table.width == 4 else []
    starts += [_greedy(table, rng) for _ in range(restarts - len(starts))]
    ways = [_improve(table, start, rng) for start in starts]
    return max(ways, key=lambda way: _total(table, way))


def _total(table: _Table, groups: Ints) -> float:
    weight = table.weight[groups[:, :, None], groups[:, None, :]].sum(axis=(1, 2)) / 2
    members = (groups < table.n).sum(axis=1)
    return float((weight / np.maximum(members - 1, 1)).sum())


def _tabulate(pool: Pool, groups: int) -> _Table:
    width = -(-pool.n // groups)
    forbidden = -float(4 * width * width * pool.best_weight * width)
    whole = groups * width
    weight = np.zeros((whole, whole))
    weight[pool.n :, pool.n :] = forbidden
    legal = pool.weights(slice(None)).astype(np.float64)
    weight[: pool.n, : pool.n] = np.where(legal < 0, forbidden, legal)
    np.fill_diagonal(weight, 0)
    return _Table(weight, pool.n, groups, width, forbidden)


def _greedy(table: _Table, rng: np.random.Generator) -> Ints:
    """One group after the other, each time adding who fits it best."""
    free = np.ones(len(table.weight), np.bool_)
    groups = []
    for first in rng.permutation(len(table.weight)).tolist():
        if not free[first]:
            continue
        group, worth = [first], table.weight[first].copy()
        free[first] = False
        while len(group) < table.width:
            best = int(np.argmax(np.where(free, worth, -np.inf)))
            group.append(best)
            free[best] = False
            worth += table.weight[best]
        groups.append(group)
    return np.array(groups, np.int64)


def _pairs_of_pairs(pool: Pool, table: _Table, effort: Effort, seed: int) -> Ints:
    """Exact pairs, then exact pairs of those pairs; singles stand with a ghost."""
    matching = match_pairs(pool, solve_fractional(pool, effort, seed))
    ghosts = list(range(pool.n, len(table.weight)))
    pairs = sorted(matching.pairs, key=lambda pair: -table.weight[pair])
    singles = list(matching.left)
    while len(singles) < len(ghosts):
        singles += pairs.pop()
    pairs += zip(singles, ghosts, strict=False)
    loose = [*singles[len(ghosts) :], *ghosts[len(singles) :]]
    pairs += zip(loose[0::2], loose[1::2], strict=True)
    return _join_by_twos(np.array(pairs, np.int64), table)


def _join_by_twos(pairs: Ints, table: _Table) -> Ints:
    a, b = pairs.T
    worth = table.weight[np.ix_(a, a)] + table.weight[np.ix_(a, b)]
    worth += table.weight[np.ix_(b, a)] + table.weight[np.ix_(b, b)]
    np.fill_diagonal(worth, 2 * table.forbidden)
    near = min(len(pairs) - 1, NEAR)
    best = np.argsort(-worth, axis=1, kind="stable")[:, :near]
    at, to = np.repeat(np.arange(len(pairs)), near), best.ravel()
    ok = worth[at, to] >= 0
    keys = np.unique(np.minimum(at, to)[ok] * len(pairs) + np.maximum(at, to)[ok])
    i, j = keys // len(pairs), keys % len(pairs)
    found = match_exactly(len(pairs), i, j, np.rint(worth[i, j]).astype(np.int64))
    taken = {member for pair in found for member in pair}
    rest = [k for k in range(len(pairs)) if k not in taken]
    found += zip(rest[0::2], rest[1::2], strict=True)
    return np.array([[*pairs[x], *pairs[y]] for x, y in found], np.int64)


def _improve(table: _Table, groups: Ints, rng: np.random.Generator) -> Ints:
    """Join two groups, take the best of all splits; until nothing has improved for long."""
    groups, idle = groups.copy(), 0
    if len(groups) < 2:
        return groups
    settled = np.zeros((len(groups), len(groups)), np.bool_)
    for _ in range(SWEEPS):
        order = rng.permutation(len(groups))
        half = len(groups) // 2
        first, second = order[:half], order[half : 2 * half]
        loose = np.flatnonzero(~settled[first, second])
        changed = 0
        for lo in range(0, len(loose), SPLIT_BATCH):
            some = loose[lo : lo + SPLIT_BATCH]
            changed += _resplit(table, groups, settled, first[some], second[some])
        idle = 0 if changed else idle + 1
        if idle > PATIENCE:
            break
    return groups


def _resplit(table: _Table, groups: Ints, settled: Bools, first: Ints, second: Ints) -> int:
    """Re-split these groups with those, in place; how many changed.

    `settled` remembers which two are at their best together, until one of them changes.
    """
    joined = np.concatenate([groups[first], groups[second]], axis=1)
    ours, theirs, inside = _splits(table.width)
    value = _worth(table.weight[joined[:, :, None], joined[:, None, :]], joined < table.n, inside)
    best = value.argmax(axis=1)
    better = np.flatnonzero(value[np.arange(len(joined)), best] > value[:, 0] + 1e-6)
    if better.size:
        groups[first[better]] = np.take_along_axis(joined[better], ours[best[better]], axis=1)
        groups[second[better]] = np.take_along_axis(joined[better], theirs[best[better]], axis=1)
        changed = np.concatenate([first[better], second[better]])
        settled[changed] = False
        settled[:, changed] = False
    settled[first, second] = settled[second, first] = True
    return better.size


def _worth(weight: Floats, real: Bools, inside: Floats) -> Floats:
    """For each joined pair of groups and each split: pairs' weights / (real members - 1).

    What the other half is worth follows from the whole: sums of whole numbers are exact.
    """
    rows = inside @ weight
    ours = np.einsum("sk,bsk->bs", inside, rows)
    theirs = weight.sum(axis=(1, 2))[:, None] - 2 * rows.sum(axis=2) + ours
    members = real @ inside.T
    others = real.sum(axis=1)[:, None] - members
    per_pair = ours / np.maximum(members - 1, 1) + theirs / np.maximum(others - 1, 1)
    return np.asarray(per_pair / 2)


@lru_cache(maxsize=8)
def _splits(width: int) -> tuple[Ints, Ints, Floats]:
    """Every way to split 2 x width places in two, the present one first; and ours as 0 and 1."""
    places = set(range(2 * width))
    ours = [(0, *rest) for rest in combinations(range(1, 2 * width), width - 1)]
    theirs = [tuple(sorted(places - set(part))) for part in ours]
    inside = np.zeros((len(ours), 2 * width))
    np.put_along_axis(inside, np.array(ours, np.int64), 1.0, axis=1)
    return np.array(ours, np.int64), np.array(theirs, np.int64), inside
