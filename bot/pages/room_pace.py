"""How often one phone may write, beside the wrong links that one address may try."""

from limits import RateLimitItemPerMinute

from bot.pages.guess_pace import GuessPace

WRITES_A_MINUTE = 60


class RoomPace(GuessPace):
    """Counts in this process, in real time; nothing is stored."""

    def __init__(self) -> None:
        super().__init__()
        self._writes = RateLimitItemPerMinute(WRITES_A_MINUTE)

    def may_write(self, writer: str) -> bool:
        """Count one request of this phone; return whether it is within the limit."""
        return self._limiter.hit(self._writes, "writes", writer)
