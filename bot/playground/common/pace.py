"""Real time as a platform counts it."""

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Real time as a platform's side counts it: seconds of a monotonic clock times `scale`."""

    scale: float = 1.0

    def seconds(self) -> float:
        """Now, in the platform's seconds."""
        return time.monotonic() * self.scale

    def real(self, seconds: float) -> float:
        """How long the platform's seconds take on the wall."""
        return seconds / self.scale
