"""Nobody is alone while a legal group exists: what larger groups do with those who do not fit.

1 whoever may not be with somebody of their group leaves it; 2 they join a legal group, a small
one first; 3 they form pairs or trios of their own; 4 somebody of a group of three or more leaves
it for them; 5 only then a group opens to people they met lately, the oldest meeting first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jobs.matching.fallback import ALL_OPEN
from jobs.matching.packing import pack_pairs
from jobs.matching.pairs import Effort
from jobs.matching.pool import Ints, Pool

Group = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Groups, who is left, and the partners' rounds that stayed barred."""

    groups: list[Group]
    left: list[int]
    within: int


def place_leftovers(
    pool: Pool, groups: Sequence[Group], size: int, effort: Effort, seed: int
) -> Placed:
    """Legal groups from these, with as many members placed as the steps above can."""
    kept, left = _break_up(pool, groups)
    left = join_groups(pool, kept, left, size)
    left = _among_themselves(pool.sealed(), kept, left, effort, seed)
    left = join_groups(pool, kept, left, size + 1)
    left = _lure_partners(pool, kept, left)
    if not left or not (pool.met[2] <= pool.closed_within).any():
        return Placed(kept, left, pool.closed_within)
    opened = pool.closing(ALL_OPEN)
    before = len(left)
    left = join_groups(pool, kept, left, size + 1, opened)
    left = _among_themselves(opened, kept, left, effort, seed)
    left = _lure_partners(opened, kept, left)
    return Placed(kept, left, ALL_OPEN if len(left) < before else pool.closed_within)


def join_groups(
    pool: Pool, groups: list[Group], left: list[int], limit: int, opened: Pool | None = None
) -> list[int]:
    """Each joins the best group that has fewer than `limit` members; who still is left.

    `opened` allows people who met lately: fewest first, then the longest ago.
    """
    still = []
    for member in _sat_out_first(pool, left):
        spot = _best_group(pool, groups, member, limit, opened or pool)
        if spot is None:
            still.append(member)
        else:
            groups[spot] = (*groups[spot], member)
    return still


def _best_group(
    pool: Pool, groups: list[Group], member: int, limit: int, opened: Pool
) -> int | None:
    legal = opened.legal(member)
    fitting = [
        spot
        for spot, group in enumerate(groups)
        if len(group) < limit and all(legal[other] for other in group)
    ]
    return min(fitting, key=lambda spot: _cost(pool, groups[spot], member), default=None)


def _cost(pool: Pool, group: Group, member: int) -> tuple[int, int, int, float]:
    others = np.array(group)
    alone = np.full(len(group), member)
    ages = pool.bent(alone, others)
    repeats = (ages > 0) & (ages <= pool.closed_within)
    mean = float(pool.pair_weights(alone, others).mean())
    return int(repeats.sum()), -int(ages[repeats].sum()), len(group), -mean


def _break_up(pool: Pool, groups: Sequence[Group]) -> tuple[list[Group], list[int]]:
    """Groups without forbidden pairs (whoever has most of them leaves first) and who left."""
    kept: list[Group] = []
    left: list[int] = []
    for group in groups:
        members = list(group)
        while len(members) > 1 and (clashes := _clashes(pool, members)).any():
            left.append(members.pop(int(clashes.argmax())))
        if len(members) > 1:
            kept.append(tuple(members))
        else:
            left += members
    return kept, left


def _clashes(pool: Pool, members: list[int]) -> Ints:
    return np.array([sum(not pool.legal(a)[b] for b in members if b != a) for a in members])


def _among_themselves(
    pool: Pool, groups: list[Group], left: list[int], effort: Effort, seed: int
) -> list[int]:
    if len(left) < 2:
        return left
    some = np.array(sorted(left), np.int64)
    packing = pack_pairs(pool.take(some), 2, effort, seed)
    groups += [tuple(int(some[k]) for k in group) for group in packing.groups]
    return [int(some[k]) for k in packing.left]


def _lure_partners(pool: Pool, groups: list[Group], left: list[int]) -> list[int]:
    """Somebody of a group of three or more leaves it to meet each left-over."""
    still = []
    for member in _sat_out_first(pool, left):
        legal = pool.legal(member)
        lured = next(
            ((s, o) for s, g in enumerate(groups) if len(g) > 2 for o in g if legal[o]), None
        )
        if lured is None:
            still.append(member)
            continue
        spot, other = lured
        groups[spot] = tuple(m for m in groups[spot] if m != other)
        groups.append((member, other))
    return still


def _sat_out_first(pool: Pool, left: list[int]) -> list[int]:
    return sorted(left, key=lambda member: (not pool.sat_out[member], member))
