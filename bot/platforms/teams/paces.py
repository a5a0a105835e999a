"""How fast we may speak on Teams: so many calls a conversation, so many a tenant, whoever asks.

`jobs.delivery.manners` keeps deliveries well below this, over all processes; answers to people go
out beside them, and in a flood of either nothing passes the limit. Figures: "Optimize your bot with
rate limiting", learn.microsoft.com; 30 a second a tenant is the lower of two published ones.
"""

import asyncio
import time
from collections.abc import Sequence

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from jobs.delivery.voice import NotSentError

# How many calls, in how many seconds.
IN_CONVERSATION = ((7, 1), (8, 2), (60, 30), (1_800, 3_600))
IN_TENANT = ((30, 1),)

_LONGEST_WAIT = 5.0
_SHORTEST_WAIT = 0.02


class Paces:
    """Counts calls in this process, in real time. `scale`: how many times faster it may go."""

    def __init__(self, scale: float = 1.0) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._conversation = _limits("conversation", IN_CONVERSATION, scale)
        self._tenant = _limits("tenant", IN_TENANT, scale)

    async def wait(self, tenant: str, conversation: str = "") -> None:
        """Wait for a turn; NotSentError where that would take longer than a sender can wait."""
        wanted = [(item, tenant) for item in self._tenant]
        if conversation:
            wanted += [(item, f"{tenant} {conversation}") for item in self._conversation]
        until = time.monotonic() + _LONGEST_WAIT
        while (left := self._left(wanted)) > 0:
            if time.monotonic() + left > until:
                raise NotSentError("our own pace", left)
            await asyncio.sleep(left)
        for item, key in wanted:
            self._limiter.hit(item, key)

    def _left(self, wanted: list[tuple[RateLimitItemPerSecond, str]]) -> float:
        """Return in how many seconds all limits have room again; 0 for now."""
        full = [
            self._limiter.get_window_stats(item, key).reset_time - time.time()
            for item, key in wanted
            if not self._limiter.test(item, key)
        ]
        return max(max(full), _SHORTEST_WAIT) if full else 0.0


def _limits(
    namespace: str, rates: Sequence[tuple[int, int]], scale: float
) -> list[RateLimitItemPerSecond]:
    return [
        RateLimitItemPerSecond(max(1, int(calls * scale)), seconds, namespace=namespace)
        for calls, seconds in rates
    ]
