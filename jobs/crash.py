"""Named crash points: with TEAPOINT_CRASH_AT set to one, the process dies there as by kill -9.

They are the deterministic companion of random kills: each promise of delivery is tested at the
worst moment for it. The wiring passes the name in; without one nothing ever happens here.
"""

import os
from typing import Literal, get_args

Point = Literal[
    "after claim",
    "after open",
    "after route",
    "before send",
    "after send",
    "before settle",
    "after settle",
    "during work",
    "before record",
    "after record",
    "during introduce",
]
POINTS: tuple[Point, ...] = get_args(Point)


class CrashPoints:
    """Dies at one named point, the first time that it is passed."""

    def __init__(self, at: str = "") -> None:
        if at and at not in POINTS:
            raise ValueError(f"unknown crash point {at!r}; one of: {', '.join(POINTS)}")
        self._at = at

    def reach(self, point: Point) -> None:
        """Die here if this is the point."""
        if point == self._at:
            os._exit(137)
