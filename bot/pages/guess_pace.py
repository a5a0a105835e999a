"""How many wrong links one network address may try, on whichever page."""

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

GUESSES_AN_HOUR = 30


class GuessPace:
    """Counts in this process, in real time; nothing is stored. Paces of pages count more by it."""

    def __init__(self) -> None:
        self._guesses = RateLimitItemPerHour(GUESSES_AN_HOUR)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def may_guess(self, place: str) -> bool:
        """Return whether somebody at this network address may try another link."""
        return self._limiter.test(self._guesses, "guesses", place)

    def note_wrong(self, place: str) -> None:
        """Count one link that leads nowhere."""
        self._limiter.hit(self._guesses, "guesses", place)
