"""Teams' speed limits, after learn.microsoft.com, "Rate limiting for bots" (2025).

Sliding windows, counted in seconds of a pace: per conversation for posts and for questions about
members, and per tenant over everything.
"""

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.playground.common.pace import Pace
from bot.playground.teams.errors import too_many

Window = tuple[int, float]  # so many in so many seconds
POSTS: tuple[Window, ...] = ((7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0))
MEMBERS: tuple[Window, ...] = ((14, 1.0), (16, 2.0), (120, 30.0), (3_600, 3_600.0))
TENANT: tuple[Window, ...] = ((30, 1.0),)


@dataclass(slots=True)
class Limits:
    """When each conversation and tenant was last called."""

    pace: Pace
    enabled: bool = True
    taken: dict[tuple[str, ...], deque[float]] = field(default_factory=dict)

    def allow_tenant(self, tenant_id: str) -> None:
        """Count a call in a tenant, or raise ConnectorError 429."""
        self._take(("tenant", tenant_id), TENANT)

    def allow_post(self, talk_id: str) -> None:
        """Count a message sent, changed or deleted, or a conversation made."""
        self._take(("posts", talk_id), POSTS)

    def allow_members(self, talk_id: str) -> None:
        """Count a question about members."""
        self._take(("members", talk_id), MEMBERS)

    def _take(self, key: tuple[str, ...], windows: Sequence[Window]) -> None:
        if not self.enabled:
            return
        now = self.pace.seconds()
        taken = self.taken.setdefault(key, deque(maxlen=windows[-1][0]))
        wait = max(_wait(taken, window, now) for window in windows)
        if wait > 0:
            raise too_many(max(1, math.ceil(wait)))
        taken.append(now)


def _wait(taken: deque[float], window: Window, now: float) -> float:
    """How long until one more fits: 0 where it does."""
    most, seconds = window
    if len(taken) < most:
        return 0.0
    # The most-th last one has to be older than the window.
    oldest = next(islice(reversed(taken), most - 1, None))
    return max(0.0, oldest + seconds - now)
