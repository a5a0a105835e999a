"""When no legal plan of pairs places everybody: trios first, then repeats, and never the rest.

1 as many legal pairs as possible; 2 left-overs join legal pairs as trios, as many as needed;
3 only then partners of the last k rounds are re-admitted, oldest first and as few as will do.
Avoid lists and organisations never bend. Whoever sat out last time is the last to sit out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from jobs.matching.blossom import Pairs, match_within, rematch_around
from jobs.matching.forest import Forest, grow_forest
from jobs.matching.pairs import WHOLE, Fractional, Matching
from jobs.matching.pool import Edges, Ints, Pool

LIST_ALL = 300  # members up to which every legal pair is an edge here
TRIES = (
    (24, 400),
    (100, 40),
    (400, 8),
    (WHOLE, 2),
)  # members up to which so many trios are compared
ALL_OPEN = -1  # partners of no past round are barred
JOINS = 64  # pairs that each left-over of a large pool is offered
Trio = tuple[int, int, int]
Cost = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """Pairs, trios and left-overs of a pool; partners of `within` rounds were barred."""

    pairs: Pairs
    trios: list[Trio]
    left: list[int]
    within: int


def place_most(pool: Pool, fractional: Fractional, matching: Matching) -> Placement:
    """As many members as possible in legal groups, by the three steps above."""
    if pool.n > WHOLE:
        return _place_most_of_many(pool, fractional, matching)
    edges = pool.all_edges() if pool.n <= LIST_ALL else fractional.edges
    legal = _Stage(pool, edges, pool.closed_within).solve()
    if not legal.left or not len(pool.met):
        return legal
    return _bend(pool, edges, legal)


def _bend(pool: Pool, edges: Edges, legal: Placement) -> Placement:
    """The legal placement, or the cheaper of two bent ones: keep its trios, or begin afresh."""
    stage = _Stage(pool, edges, ALL_OPEN)
    ways = [legal, stage.solve()]
    if legal.trios:
        ways.append(stage.solve(legal.trios))
    return min(ways, key=lambda way: (len(way.left), stage.cost_of(way)))


class _Stage:
    """One attempt: the pool with partners of the last `within` rounds barred, others only dear."""

    def __init__(self, pool: Pool, edges: Edges, within: int) -> None:
        self.strict = pool
        self.pool = pool.closing(within)
        self.within = within
        extra = pool.met[:2, pool.met[2] <= pool.closed_within]
        keys = np.concatenate([edges.i * pool.n + edges.j, extra[0] * pool.n + extra[1]])
        self._use(self.pool.edges_from(keys))

    def _use(self, edges: Edges) -> None:
        self.edges = edges
        self.weight = self._lexicographic(edges)

    def _ages(self, i: Ints, j: Ints) -> Ints:
        """Rounds ago where the pair is a repeat within the rule, else 0."""
        ago = self.strict.bent(i, j)
        return np.where(ago <= self.strict.closed_within, ago, 0)

    def _lexicographic(self, edges: Edges) -> list[int]:
        """Weights in which who sat out, then fewer repeats, then older ones, outweigh the score."""
        n, k = self.pool.n, self.strict.closed_within + 1
        unit = n * self.pool.best_weight + 1
        repeat = unit * k * (n + 1)
        bonus = repeat * 2 * (n + 1)
        sat_out = self.pool.sat_out[edges.i].astype(int) + self.pool.sat_out[edges.j]
        ages = self._ages(edges.i, edges.j)
        return [
            w + bonus * s - (repeat + unit * (k - age) if age else 0)
            for w, s, age in zip(edges.w.tolist(), sat_out.tolist(), ages.tolist(), strict=True)
        ]

    def cost_of(self, way: Placement) -> Cost:
        """What a placement costs: sat out twice, repeats, recent repeats, trios, lost weight."""
        groups = [*way.pairs, *way.trios]
        found = [(a, b, 2 if len(g) == 2 else 1) for g in groups for a, b in combinations(g, 2)]
        i, j, halves = np.array(found, np.int64).reshape(-1, 3).T
        ages = self._ages(i, j)
        repeats = int((ages > 0).sum())
        weight = int((self.pool.pair_weights(i, j) * halves).sum())
        sat_out = int(self.pool.sat_out[way.left].sum())
        return sat_out, repeats, -int(ages.sum()), len(way.trios), -weight

    def solve(self, trios: list[Trio] | None = None) -> Placement:
        """Pairs, then trios one after the other until nobody more can be placed."""
        chosen = list(trios or [])
        way = self._rest(chosen)
        while way.left:
            better = self._one_more_trio(way)
            if better is None:
                break
            way = better
        return way

    def _rest(self, trios: list[Trio]) -> Placement:
        """These trios, and the best pairs of everybody else."""
        free = np.setdiff1d(np.arange(self.pool.n), [m for trio in trios for m in trio])
        while True:
            pairs = match_within(self.edges, free, self.weight) if len(free) else []
            placed = {member for pair in pairs for member in pair}
            left = [int(member) for member in free if member not in placed]
            forest = self._forest(pairs, left, free)
            if forest.augmenting is None:
                return Placement(pairs, trios, left, self.within)
            self._learn(forest)

    def _learn(self, forest: Forest) -> None:
        """The candidates missed a pair that a larger matching needs: take the trees as edges."""
        n = self.pool.n
        a, b = forest.tree_pairs()
        keys = np.minimum(a, b) * n + np.maximum(a, b)
        self._use(self.pool.edges_from(np.concatenate([self.edges.i * n + self.edges.j, keys])))

    def _forest(self, pairs: Pairs, left: list[int], free: Ints) -> Forest:
        mate = np.full(self.pool.n, -1)
        for a, b in pairs:
            mate[a], mate[b] = b, a
        active = np.zeros(self.pool.n, np.bool_)
        active[free] = True
        return grow_forest(lambda member: self.pool.legal(member) & active, mate, left)

    def _one_more_trio(self, way: Placement) -> Placement | None:
        """The cheapest trio that places one more member than before; None where there is none."""
        free = np.array(sorted({m for p in way.pairs for m in p} | set(way.left)), np.int64)
        forest = self._forest(way.pairs, way.left, free)
        tries = next(t for size, t in TRIES if self.pool.n <= size)
        for component in forest.components():
            found = [
                rest
                for trio in self._cheapest_triangles(component, tries)
                if len((rest := self._rest([*way.trios, trio])).left) < len(way.left)
            ]
            if found:
                return min(found, key=self.cost_of)
        return None

    def _cheapest_triangles(self, component: Ints, tries: int) -> list[Trio]:
        triangles = list(_triangles(self.pool, component))
        cost = {t: self.cost_of(Placement([], [t], [], self.within)) for t in triangles}
        return sorted(triangles, key=lambda t: (cost[t], t))[:tries]


def _triangles(pool: Pool, component: Ints, limit: int = 4000) -> Iterator[Trio]:
    """Legal trios within a component, up to the limit."""
    rows = {int(member): pool.legal(int(member)) for member in component[:400]}
    members = sorted(rows)
    count = 0
    for a in members:
        near = [b for b in members if b > a and rows[a][b]]
        for b, c in combinations(near, 2):
            if rows[b][c]:
                yield a, b, c
                count += 1
                if count >= limit:
                    return


def _place_most_of_many(pool: Pool, fractional: Fractional, matching: Matching) -> Placement:
    """The same steps for thousands: left-overs join pairs, then meet again in their own region."""
    way = _join_pairs(pool, matching.pairs, matching.left, pool.closed_within)
    if not way.left or not (pool.met[2] <= pool.closed_within).any():
        return way
    stage = _Stage(pool, fractional.edges, ALL_OPEN)
    afresh = Placement(matching.pairs, [], matching.left, pool.closed_within)
    bent = [_bend_locally(stage, fractional, start) for start in (way, afresh)]
    return min([way, *bent], key=lambda way: (len(way.left), stage.cost_of(way)))


def _bend_locally(stage: "_Stage", fractional: Fractional, way: Placement) -> Placement:
    """Re-match those left over in their region, with old partners as a last resort."""
    n = stage.pool.n
    in_trio = np.zeros(n, np.bool_)
    in_trio[[member for trio in way.trios for member in trio]] = True
    usable = ~(in_trio[stage.edges.i] | in_trio[stage.edges.j])
    edges = stage.edges.where(usable)
    weighted = Edges(edges.i, edges.j, np.array(stage.weight, dtype=object)[usable])
    pairs, left = rematch_around(n, way.pairs, way.left, weighted, fractional.cover.prices)
    left = [member for member in left if not in_trio[member]]
    joined = _join_pairs(stage.pool, pairs, left, ALL_OPEN)
    return replace(joined, trios=[*way.trios, *joined.trios])


def _join_pairs(pool: Pool, pairs: Pairs, left: list[int], within: int) -> Placement:
    """As many left-overs as possible join a legal pair each, as its third."""
    if not pairs or not left:
        return Placement(pairs, [], left, within)
    i, j = np.array(pairs, np.int64).T
    options: list[Ints] = []
    for member in left:
        row = pool.legal(member)
        open_pairs = np.flatnonzero(row[i] & row[j])
        gain = pool.pair_weights(np.full(len(open_pairs), member), i[open_pairs])
        gain = gain + pool.pair_weights(np.full(len(open_pairs), member), j[open_pairs])
        options.append(open_pairs[np.argsort(-gain, kind="stable")[:JOINS]])
    third = _assign(options, len(pairs))
    trios = [(*pairs[p], left[k]) for k, p in enumerate(third) if p >= 0]
    taken = {p for p in third if p >= 0}
    return Placement(
        [pair for p, pair in enumerate(pairs) if p not in taken],
        [(min(t), sorted(t)[1], max(t)) for t in trios],
        [member for k, member in enumerate(left) if third[k] < 0],
        within,
    )


def _assign(options: list[Ints], count: int) -> list[int]:
    """A largest matching of left-overs to pairs: the pair of each, or -1."""
    at = np.repeat(np.arange(len(options)), [len(o) for o in options])
    to = np.concatenate(options)
    graph = csr_array((np.ones(len(at), np.int8), (at, to)), shape=(len(options), count))
    return [int(p) for p in maximum_bipartite_matching(graph, perm_type="column")]
