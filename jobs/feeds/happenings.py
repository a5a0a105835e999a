"""Events and closing dates that a post is about. Pure; only what is sure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Happening:
    """A day, and whether something takes place or closes then."""

    day: date
    kind: Literal["event", "closing"]


def find_happening(title: str, text: str, published: datetime | None) -> Happening | None:
    """Return what a post announces, where the day is sure."""
    return None
