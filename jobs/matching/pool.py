"""The members of one round as arrays, and the weights of their pairs, tile by tile.

Weights are whole numbers in float32 (exact below 2^24), so sums do not depend on the order of
addition or on the machine's BLAS. A pair that must not meet weighs -1.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Tile = NDArray[np.float32]
Bools = NDArray[np.bool_]
Matrix = Tile | csr_array

FORBIDDEN = -1.0
TABLED = 2048  # members up to which all weights are kept: 16 MB
EDGE_CHUNK = 1 << 17


@dataclass(frozen=True, slots=True)
class Edges:
    """Legal pairs i < j in order of (i, j), with their weights."""

    i: Ints
    j: Ints
    w: Ints

    def where(self, mask: Bools | Ints) -> "Edges":
        """The edges that the mask, or these places, keep."""
        return Edges(self.i[mask], self.j[mask], self.w[mask])


@dataclass(frozen=True, slots=True)
class Pool:
    """n members in the round's seeded order (ties are broken by distance in it)."""

    topics: Matrix
    topic_points: int
    topic_limit: int
    left: Matrix
    right: Matrix
    organisation: Ints
    priority: Tile
    unit: int
    sat_out: Bools
    met: Ints
    avoid: Ints
    closed_within: int
    bar_start: Ints
    bar_member: Ints
    best_weight: int
    table: Tile | None = None

    @property
    def n(self) -> int:
        """The number of members."""
        return len(self.organisation)

    def weights(self, rows: slice | Ints, cols: Ints | None = None) -> Tile:
        """The weights of rows x cols (all members where None; cols sorted); -1 where forbidden."""
        if self.table is not None:
            return self.table[rows].copy() if cols is None else self.table[rows][:, cols]
        tile = self.raw_scores(rows, cols)
        priority = self.priority if cols is None else self.priority[cols]
        tile *= (self.unit + self.priority[rows])[:, None] + priority[None]
        return self._forbid(tile, rows, cols)

    def raw_scores(self, rows: slice | Ints, cols: Ints | None = None) -> Tile:
        """The scores of rows x cols, legal or not."""
        topics = self.topics if cols is None else self.topics[cols]
        right = self.right if cols is None else self.right[cols]
        tile = _product(self.topics[rows], topics)
        np.minimum(tile, self.topic_limit, out=tile)
        tile *= self.topic_points
        tile += _product(self.left[rows], right)
        return tile

    def _forbid(self, tile: Tile, rows: slice | Ints, cols: Ints | None) -> Tile:
        organisation = self.organisation if cols is None else self.organisation[cols]
        tile[self.organisation[rows][:, None] == organisation[None]] = FORBIDDEN
        members = np.arange(self.n)[rows]
        at, barred = _gather(self.bar_start, self.bar_member, members)
        if cols is not None:
            spot = np.minimum(np.searchsorted(cols, barred), len(cols) - 1)
            known = cols[spot] == barred
            at, barred = at[known], spot[known]
        tile[at, barred] = FORBIDDEN
        return tile

    def pair_weights(self, i: Ints, j: Ints) -> Ints:
        """The weights of single pairs, forbidden or not."""
        factor = self.unit + self.priority[i].astype(np.int64) + self.priority[j].astype(np.int64)
        return self.pair_scores(i, j) * factor

    def pair_scores(self, i: Ints, j: Ints) -> Ints:
        """The scores of single pairs, forbidden or not."""
        out = np.empty(len(i), np.int64)
        for lo in range(0, len(i), EDGE_CHUNK):
            a, b = i[lo : lo + EDGE_CHUNK], j[lo : lo + EDGE_CHUNK]
            shared = np.minimum(_rowwise(self.topics, self.topics, a, b), self.topic_limit)
            score = shared * self.topic_points + _rowwise(self.left, self.right, a, b)
            out[lo : lo + EDGE_CHUNK] = np.rint(score)
        return out

    def edges_from(self, keys: Ints) -> Edges:
        """Legal edges from keys (i x n + j, any order, doubles allowed)."""
        keys = np.unique(keys)
        i, j = keys // self.n, keys % self.n
        if self.table is not None:
            weight = self.table[i, j]
            legal = (i < j) & (weight >= 0)
            return Edges(i[legal], j[legal], weight[legal].astype(np.int64))
        legal = (i < j) & (self.organisation[i] != self.organisation[j])
        legal &= ~np.isin(keys, self._barred_keys(), kind="sort")
        i, j = i[legal], j[legal]
        return Edges(i, j, self.pair_weights(i, j))

    def all_edges(self) -> Edges:
        """Every legal pair; for pools of a few hundred members."""
        tile = self.weights(slice(None))
        i, j = np.nonzero(np.triu(tile >= 0, 1))
        return Edges(i, j, np.rint(tile[i, j]).astype(np.int64))

    def legal(self, member: int) -> Bools:
        """Whom this member may meet."""
        if self.table is not None:
            row: Bools = np.greater_equal(self.table[member], 0)
            return row
        mask: Bools = np.not_equal(self.organisation, self.organisation[member])
        mask[self.bar_member[self.bar_start[member] : self.bar_start[member + 1]]] = False
        return mask

    def _barred_keys(self) -> Ints:
        owner = np.repeat(np.arange(self.n), np.diff(self.bar_start))
        return owner * self.n + self.bar_member

    def take(self, keep: Ints) -> "Pool":
        """The pool of these members only, renumbered in the order given."""
        spot = np.full(self.n, -1)
        spot[keep] = np.arange(len(keep))
        small = replace(
            self,
            topics=self.topics[keep],
            left=self.left[keep],
            right=self.right[keep],
            organisation=self.organisation[keep],
            priority=self.priority[keep],
            sat_out=self.sat_out[keep],
            met=_renumber(self.met, spot),
            avoid=_renumber(self.avoid, spot),
        )
        if self.table is not None:
            return small.closing(self.closed_within, self.table[np.ix_(keep, keep)])
        return small.closing(self.closed_within)

    def tabled(self) -> "Pool":
        """The same pool with all its weights at hand, where they are few enough to keep."""
        if self.n > TABLED or self.table is not None:
            return self
        return replace(self, table=self.weights(slice(None)))

    def closing(self, within: int, table: Tile | None = None) -> "Pool":
        """The same pool with partners of the last `within` rounds barred (and those to avoid)."""
        recent = self.met[:2, self.met[2] <= within]
        start, member = _adjacency(self.n, np.concatenate([self.avoid[:2], recent], axis=1))
        return replace(self, closed_within=within, bar_start=start, bar_member=member, table=table)

    def sealed(self) -> "Pool":
        """The same pool in which recent partners are barred for good, so that no plan bends."""
        recent = self.met[2] <= self.closed_within
        barred = np.concatenate([self.avoid, self.met[:, recent]], axis=1)
        return replace(self, avoid=barred, met=self.met[:, ~recent])  # the same pairs stay barred

    def bent(self, i: Ints, j: Ints) -> Ints:
        """How many rounds ago each pair met, 0 where never."""
        keys = np.minimum(i, j) * self.n + np.maximum(i, j)
        known = np.minimum(self.met[0], self.met[1]) * self.n + np.maximum(self.met[0], self.met[1])
        order = np.argsort(known, kind="stable")
        if not len(order):
            return np.zeros(len(keys), np.int64)
        spot = np.minimum(np.searchsorted(known[order], keys), len(order) - 1)
        found = order[spot]
        return np.where(known[found] == keys, np.maximum(self.met[2, found], 1), 0)


def _product(a: Matrix, b: Matrix) -> Tile:
    if isinstance(a, csr_array) or isinstance(b, csr_array):
        return np.asarray((csr_array(a) @ csr_array(b).T).toarray(), np.float32)
    out: Tile = np.matmul(a, b.T)
    return out


def _rowwise(a: Matrix, b: Matrix, i: Ints, j: Ints) -> Tile:
    if isinstance(a, csr_array) or isinstance(b, csr_array):
        return np.asarray((csr_array(a[i]).multiply(csr_array(b[j]))).sum(axis=1)).ravel()
    out: Tile = np.einsum("ij,ij->i", a[i], b[j])
    return out


def _renumber(pairs: Ints, spot: Ints) -> Ints:
    moved = np.concatenate([spot[pairs[:2]], pairs[2:]])
    return moved[:, (moved[0] >= 0) & (moved[1] >= 0)]


def _adjacency(n: int, pairs: Ints) -> tuple[Ints, Ints]:
    a, b = np.concatenate([pairs[0], pairs[1]]), np.concatenate([pairs[1], pairs[0]])
    order = np.lexsort((b, a))
    return np.searchsorted(a[order], np.arange(n + 1)), b[order]


def _gather(start: Ints, member: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """(position in rows, neighbour) for every neighbour of every row."""
    count = start[rows + 1] - start[rows]
    at = np.repeat(np.arange(len(rows)), count)
    within = np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)
    return at, member[np.repeat(start[rows], count) + within]
