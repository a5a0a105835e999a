"""Domain time: injected, and movable in the playground and in chaos runs.

Leases are not in domain time: they run in the database's real time (see storage/outbox.py).
"""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time of the world that people live in."""

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        ...

    async def sleep_until(self, moment: datetime) -> None:
        """Return when that moment has come."""
        ...


class RealClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep_until(self, moment: datetime) -> None:
        await asyncio.sleep(max((moment - self.now()).total_seconds(), 0))


class MovableClock:
    """Time that starts where it is told, runs at `scale` times the real speed and can be moved.

    Two processes with the same `origin`, `real_origin` (both aware) and `scale` tell the same time.
    """

    def __init__(
        self, origin: datetime, scale: float = 1.0, real_origin: datetime | None = None
    ) -> None:
        self._origin = origin
        self._real_origin = (real_origin or datetime.now(UTC)).timestamp()
        self._scale = scale

    @property
    def scale(self) -> float:
        return self._scale

    def now(self) -> datetime:
        elapsed = time.time() - self._real_origin
        return self._origin + timedelta(seconds=elapsed * self._scale)

    def move_to(self, moment: datetime) -> None:
        """Make it this moment now; time runs on from there."""
        self._origin, self._real_origin = moment, time.time()

    async def sleep_until(self, moment: datetime) -> None:
        # In short steps, since somebody may move the clock meanwhile, from any thread.
        while (left := (moment - self.now()).total_seconds()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(min(left / self._scale, 0.2))
