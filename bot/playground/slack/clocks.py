"""Clocks for running the playground by itself."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass(slots=True)
class SharedClock:
    """Time that runs `scale` times as fast as the wall from `epoch` (Unix seconds) on.

    Processes given the same three numbers see the same time; `move_to` moves this one only.
    """

    start: datetime
    epoch: float
    scale: float = 1.0
    ahead: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        """The aware moment it is."""
        return self.start + timedelta(seconds=(time.time() - self.epoch) * self.scale) + self.ahead

    def move_to(self, moment: datetime) -> None:
        """Make it this moment, and go on from there."""
        self.ahead += moment - self.now()


def wall_clock() -> SharedClock:
    """The real time."""
    epoch = time.time()
    return SharedClock(datetime.fromtimestamp(epoch, UTC), epoch)
