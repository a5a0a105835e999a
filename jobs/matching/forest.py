"""Who holds back a largest matching: the alternating forest of Edmonds, read as Gallai-Edmonds.

From the members left over by a largest matching, walk alternately over legal pairs and matched
pairs. Members reached at an even step (outer, D) are each left out by *some* largest matching;
those reached only at an odd step (inner, A) are the scarce partners that all of D compete for.
An odd walk back into its own tree is a blossom and is shrunk to its base; the bases name D's
components. Works on implicit rows, so no list of all legal pairs is needed.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from jobs.matching.pool import Bools, Ints

NONE, OUTER, INNER = 0, 1, 2


@dataclass(slots=True)
class Forest:
    """The search as it grows; `augmenting` is a pair that proves the matching was not largest."""

    mate: Ints
    label: Ints
    base: Ints
    link: Ints
    queue: deque[int] = field(default_factory=deque)
    augmenting: tuple[int, int] | None = None

    @property
    def outer(self) -> Ints:
        """D: members whom some largest matching leaves out."""
        return np.flatnonzero(self.label == OUTER)

    @property
    def inner(self) -> Ints:
        """A: the partners that D competes for."""
        return np.flatnonzero(self.label == INNER)

    def components(self) -> list[Ints]:
        """D's components, those of members now left over first, then by size."""
        outer = self.outer
        bases = sorted(set(self.base[outer].tolist()), key=lambda b: (self.mate[b] >= 0, b))
        return [outer[self.base[outer] == b] for b in bases]

    def tree_pairs(self) -> tuple[Ints, Ints]:
        """The unmatched pairs that the trees are made of (and the augmenting one)."""
        inner = np.flatnonzero(self.link >= 0)
        extra = np.array(self.augmenting or (), np.int64).reshape(-1, 2)
        return np.append(inner, extra[:, 0]), np.append(self.link[inner], extra[:, 1])


def grow_forest(legal: Callable[[int], Bools], mate: Ints, roots: list[int]) -> Forest:
    """The forest from these unmatched roots; `legal(v)` is the row of whom v may meet."""
    n = len(mate)
    forest = Forest(mate, np.zeros(n, np.int64), np.arange(n), np.full(n, -1))
    for root in roots:
        forest.label[root] = OUTER
        forest.queue.append(root)
    while forest.queue and forest.augmenting is None:
        member = forest.queue.popleft()
        row = legal(member)
        _reach(forest, member, row)
        _shrink_all(forest, member, row)
    return forest


def _reach(forest: Forest, member: int, row: Bools) -> None:
    for partner in np.flatnonzero(row & (forest.label == NONE)).tolist():
        if forest.label[partner] != NONE:
            continue  # its own mate was reached in this very loop
        forest.label[partner] = INNER
        forest.link[partner] = member
        mate = int(forest.mate[partner])
        forest.label[mate] = OUTER
        forest.queue.append(mate)


def _shrink_all(forest: Forest, member: int, row: Bools) -> None:
    others = row & (forest.label == OUTER) & (forest.base != forest.base[member])
    for other in np.flatnonzero(others).tolist():
        if forest.base[other] != forest.base[member] and not _shrink(forest, member, other):
            forest.augmenting = (member, other)
            return


def _shrink(forest: Forest, a: int, b: int) -> bool:
    """Shrink the blossom that the pair (a, b) closes; False where they are of different trees."""
    way_a, way_b = _way_to_root(forest, a), _way_to_root(forest, b)
    shared = set(way_a) & set(way_b)
    if not shared:
        return False
    top = next(base for base in way_a if base in shared)
    below = way_a[: way_a.index(top)] + way_b[: way_b.index(top)]
    middle = [int(forest.mate[base]) for base in below]
    for inner in middle:
        forest.label[inner] = OUTER
        forest.queue.append(inner)
    forest.base[np.isin(forest.base, below + middle)] = top
    return True


def _way_to_root(forest: Forest, member: int) -> list[int]:
    way = [int(forest.base[member])]
    while (mate := int(forest.mate[way[-1]])) >= 0:
        way.append(int(forest.base[forest.link[mate]]))
    return way
