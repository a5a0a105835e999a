"""How two meet, and where: as agreed, and beside it as other times on offer would be.

Both are kept sealed in one column: the place agreed, and the offer's way and place on lines of
their own.
"""

from dataclasses import dataclass
from typing import Literal

Way = Literal["video", "phone", "in person"]


@dataclass(frozen=True, slots=True)
class How:
    """How two meet: the way, and where if they say so."""

    way: Way
    where: str = ""


def pack_place(where: str, beside: How | None = None) -> str:
    """Return a place, and how times on offer beside it would be, as they are kept."""
    parts = (where, beside.way, beside.where) if beside else (where,)
    return "\n".join(" ".join(part.split()) for part in parts)


def unpack_place(kept: str) -> tuple[str, How | None]:
    """Return the place, and how times on offer beside it would be."""
    match kept.split("\n"):
        case [where, ("video" | "phone" | "in person") as way, instead]:
            return where, How(way, instead)
        case _:
            return kept, None
