"""How often one phone may write, and how many wrong links one address may try."""

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

WRITES_A_MINUTE = 60
GUESSES_AN_HOUR = 30


class RoomPace:
    """Counts in this process, in real time; nothing is stored."""

    def __init__(self) -> None:
        self._writes = RateLimitItemPerMinute(WRITES_A_MINUTE)
        self._guesses = RateLimitItemPerHour(GUESSES_AN_HOUR)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def may_write(self, writer: str) -> bool:
        """Count one request of this phone; return whether it is within the limit."""
        return self._limiter.hit(self._writes, "writes", writer)

    def may_guess(self, address: str) -> bool:
        """Return whether somebody at this address may try another link."""
        return self._limiter.test(self._guesses, "guesses", address)

    def note_wrong(self, address: str) -> None:
        """Count one link that leads nowhere."""
        self._limiter.hit(self._guesses, "guesses", address)
