"""How deliver behaves towards a platform: paces, time limits, and how often it tries."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Manners:
    """How deliver behaves; seconds of domain time, but for the lease, which is real time.

    `unsure` is the policy for ambiguous sends: "look" is ours; "resend" is what others do and is
    kept only as the negative control of the chaos test.
    """

    lease: float = 60.0
    send_timeout: float = 12.0
    settle_time: float = 60.0
    horizon: float = 10.0
    batch: int = 20
    post_gap: float = 0.3
    place_gap: float = 1.1
    open_gap: float = 1.5
    look_gap: float = 1.3
    change_gap: float = 1.3
    burst: int = 8
    first_retry: float = 5.0
    longest_retry: float = 3600.0
    most_attempts: int = 12
    unsure: Literal["look", "resend"] = "look"
