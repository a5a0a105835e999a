"""How often one person may ask: a flood from one account never slows the others down."""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from storage.types import AccountKey

A_MINUTE = 60


class Pace:
    """Counts each account's commands in this process, in real time; nothing is stored."""

    def __init__(self, a_minute: int = A_MINUTE) -> None:
        self._limit = RateLimitItemPerMinute(a_minute)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def allows(self, sender: AccountKey) -> bool:
        """Count one command of this account; return whether it is within the limit."""
        return self._limiter.hit(self._limit, str(sender))
