"""Which pairs are worth solving for: the best by *reduced* weight, and what the prices prove.

A plain "k best per member" makes a few popular members everybody's candidates. Subtracting a
price y_j for each member (first estimated from a sample, then the dual prices of the solution)
spreads the candidates; a pair with w_ij > y_i + y_j "prices in", as in column generation.
"""

from collections.abc import Iterator

import numpy as np

from jobs.matching.pool import Floats, Ints, Pool, Tile

SAMPLE = 512
HUB_QUANTILE = 0.98
TILE_ELEMENTS = 1 << 21
BLOCK = 64  # best of each 64 columns first: 16 best of 50,000 without a partition of 50,000
IMPOSSIBLE = np.float32(-1e30)
JITTER = np.float32(0.45)  # below half a point: the step of weights minus prices


def hub_prices(pool: Pool, rng: np.random.Generator) -> Floats:
    """Half of the 98th percentile of each member's weights over a sample of members."""
    sample = np.sort(rng.choice(pool.n, min(SAMPLE, pool.n), replace=False))
    rank = min(int(HUB_QUANTILE * len(sample)), len(sample) - 1)
    out = np.empty(pool.n)
    for rows in _row_tiles(pool.n, len(sample)):
        out[rows] = np.partition(pool.weights(rows, sample), rank, axis=1)[:, rank]
    return np.rint(np.maximum(out, 0)) / 2


def best_edges(
    pool: Pool,
    prices: Floats,
    k: int,
    rng: np.random.Generator,
    columns: int = 0,
    only_gain: bool = False,
) -> Ints:
    """Keys (i x n + j, i < j) of each member's k best partners by w_ij - y_j.

    `columns` scores each tile against so many random members only (0: all); `only_gain` keeps
    pairs with w_ij > y_i + y_j. Equal pairs are taken by cyclic distance, so that no
    member attracts all.
    """
    found = []
    for rows in _row_tiles(pool.n, columns or pool.n):
        cols = _some_columns(pool.n, columns, rng)
        tile = _reduced(pool, prices, rows, cols)
        tile -= _cyclic_jitter(tile.shape, rows.start * tile.shape[1] // pool.n)
        best = _best_columns(tile, min(k, tile.shape[1]))
        value = np.take_along_axis(tile, best, axis=1)
        floor = prices[rows, None] if only_gain else IMPOSSIBLE / 2
        at, slot = np.nonzero(value > floor)
        partner = best[at, slot]
        found.append(_keys(pool.n, at + rows.start, partner if cols is None else cols[partner]))
    return np.unique(np.concatenate(found))


def random_edges(pool: Pool, each: int, rng: np.random.Generator) -> Ints:
    """Keys of `each` random partners for every member: they keep a perfect matching likely."""
    everybody = np.arange(pool.n)
    return np.concatenate([_keys(pool.n, everybody, rng.permutation(pool.n)) for _ in range(each)])


def slack_edges(pool: Pool, prices: Floats, slack: float) -> Ints:
    """Keys of all pairs with y_i + y_j - w_ij <= slack, whole and by tiles."""
    found = []
    for rows in _row_tiles(pool.n, pool.n):
        tile = _reduced(pool, prices, rows, None)
        at, partner = np.nonzero(tile >= (prices[rows] - slack)[:, None])
        found.append(_keys(pool.n, at + rows.start, partner))
    return np.unique(np.concatenate(found))


def upper_bound(pool: Pool, prices: Floats, partners: int = 1, everyone: bool = True) -> float:
    """A proven upper bound of any plan's objective, whatever the prices.

    A member in a group of size s earns the mean of s - 1 weights over 2. With w = y_i + y_j + r,
    that is at most y_i + (mean of the best `partners` r_ij) / 2, where no group is smaller than
    partners + 1. `everyone=False` allows plans that leave people out.
    """
    total = 0.0
    for rows in _row_tiles(pool.n, pool.n):
        tile = _reduced(pool, prices, rows, None)
        best = _top_mean(tile, min(partners, pool.n)) - prices[rows]
        share = np.where(best > IMPOSSIBLE / 4, prices[rows] + best / 2, 0.0)
        total += float((share if everyone else np.maximum(share, 0)).sum())
    return total


def _row_tiles(n: int, width: int) -> Iterator[slice]:
    height = max(16, TILE_ELEMENTS // max(1, width))
    return (slice(lo, min(n, lo + height)) for lo in range(0, n, height))


def _some_columns(n: int, columns: int, rng: np.random.Generator) -> Ints | None:
    if not columns or columns >= n:
        return None
    return np.sort(rng.choice(n, columns, replace=False))


def _reduced(pool: Pool, prices: Floats, rows: slice, cols: Ints | None) -> Tile:
    tile = pool.weights(rows, cols)
    tile[tile < 0] = IMPOSSIBLE
    price = prices if cols is None else prices[cols]
    tile -= price[None].astype(np.float32)
    return tile


def _cyclic_jitter(shape: tuple[int, int], start: int) -> Tile:
    """Less than half a point off, growing with the cyclic distance from the row's own place."""
    height, width = shape
    ramp = np.arange(2 * width, dtype=np.float32) % width * (JITTER / np.float32(width))
    start = max(0, min(start, width - height))
    shifts = np.lib.stride_tricks.sliding_window_view(ramp, width)
    return shifts[width - (start + np.arange(height)) % width]


def _best_columns(tile: Tile, k: int) -> Ints:
    """About the k best columns of each row: the best of each block of columns, then k of those."""
    height, width = tile.shape
    blocks = width // BLOCK
    if blocks < 4 * k:
        return np.argpartition(tile, width - k, axis=1)[:, width - k :]
    best = _block_best(tile, blocks)
    chosen = np.argpartition(best, blocks - k, axis=1)[:, blocks - k :]
    inside = chosen[:, :, None] + blocks * np.arange(-(-width // blocks))[None, None]
    value = tile[np.arange(height)[:, None, None], np.minimum(inside, width - 1)]
    value[inside >= width] = IMPOSSIBLE
    return np.take_along_axis(inside, value.argmax(axis=2)[:, :, None], axis=2)[:, :, 0]


def _block_best(tile: Tile, blocks: int) -> Tile:
    height, width = tile.shape
    whole = width // blocks * blocks
    best: Tile = tile[:, :whole].reshape(height, -1, blocks).max(axis=1)
    rest = width - whole
    np.maximum(best[:, :rest], tile[:, whole:], out=best[:, :rest])
    return best


def _top_mean(tile: Tile, partners: int) -> Floats:
    if partners == 1:
        return np.asarray(tile.max(axis=1), np.float64)
    width = tile.shape[1]
    top = np.partition(tile, width - partners, axis=1)[:, width - partners :]
    # In double precision: a third is no float32, and a bound must never fall below what is true.
    mean = top.mean(axis=1, dtype=np.float64)
    return np.asarray(np.where(top.min(axis=1) < IMPOSSIBLE / 2, top.max(axis=1), mean))


def _keys(n: int, i: Ints, j: Ints) -> Ints:
    return np.asarray(np.minimum(i, j).astype(np.int64) * n + np.maximum(i, j))
