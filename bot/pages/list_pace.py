"""How often one address may read lists that are published."""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

READS_A_MINUTE = 60


class ListPace:
    """Counts in this process, in real time; nothing is stored."""

    def __init__(self, reads_a_minute: int = READS_A_MINUTE) -> None:
        self._reads = RateLimitItemPerMinute(reads_a_minute)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def may_read(self, address: str) -> bool:
        """Count one request from this address; return whether it is within the limit."""
        return self._limiter.hit(self._reads, "lists", address)
