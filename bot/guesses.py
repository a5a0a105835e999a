"""How many wrong codes one person may type: enough for slips of the pen, too few for guessing."""

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from storage.types import AccountKey

AN_HOUR = 5


class Guesses:
    """Counts each account's wrong codes in this process, in real time; nothing is stored."""

    def __init__(self, an_hour: int = AN_HOUR) -> None:
        self._limit = RateLimitItemPerHour(an_hour)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def allows(self, sender: AccountKey) -> bool:
        """Return whether this account may try another code."""
        return self._limiter.test(self._limit, str(sender))

    def note_wrong(self, sender: AccountKey) -> None:
        """Count one wrong code."""
        self._limiter.hit(self._limit, str(sender))
