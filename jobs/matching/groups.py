"""Groups of three to six."""

from jobs.matching.packing import Packing, pack_pairs
from jobs.matching.pairs import Effort
from jobs.matching.pool import Pool


def pack_groups(pool: Pool, group_size: int, effort: Effort, seed: int) -> Packing:
    """Groups of about this size."""
    return pack_pairs(pool, group_size, effort, seed)
