"""Which session goes where: `12 M70 14:00`, `"Data sharing" to Room 4`, `P3 M69 at 2pm`. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import time

from jobs.grids.times import read_slot
from storage.naming import clean, fold

_SMALL = frozenset({"to", "at", "in", "into"})
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}(?:\s*[ap]m)?|\d{4}|\d{1,2}\s*[ap]m|noon|midday", re.IGNORECASE
)
_LONGEST_ROOM = 60


@dataclass(frozen=True, slots=True)
class NewPlace:
    """What was typed: the words for a session, a room and a time of the clock, or none of them."""

    session: str = ""
    room: str = ""
    clock: time | None = None


def read_new_place(
    args: tuple[str, ...], rooms: Collection[str], numbers: Collection[str]
) -> NewPlace:
    """Return what the words mean; `rooms` and `numbers` (folded) are those that are known."""
    words, clock = _peel_clock([word for word in args if fold(word) not in _SMALL])
    words, room = _peel_room(words, {fold(each): each for each in rooms if each})
    one_word = bool(words) and (fold(words[0]).lstrip("#") in numbers or " " in words[0])
    if not room and len(words) > 1 and (one_word or clock):
        # No room that we know: after a number or a quoted title all words are the new room's.
        cut = 1 if one_word else len(words) - 1
        words, room = words[:cut], " ".join(words[cut:])
    return NewPlace(" ".join(words), clean(room, _LONGEST_ROOM), clock)


def _peel_clock(words: list[str]) -> tuple[list[str], time | None]:
    for count in (2, 1):
        said = " ".join(words[-count:])
        slot = read_slot(said) if len(words) > count and _CLOCK.fullmatch(said) else None
        if slot:
            return words[:-count], slot.start
    return words, None


def _peel_room(words: list[str], rooms: dict[str, str]) -> tuple[list[str], str]:
    """The longest room that is known at the end; never all of the words."""
    for start in range(1, len(words)):
        known = rooms.get(fold(" ".join(words[start:])))
        if known:
            return words[:start], known
    return words, ""
