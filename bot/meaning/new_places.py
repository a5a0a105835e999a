"""Which session goes where: `12 M70 14:00`, `"Data sharing" to Room 4`, `P3 M69 at 2pm`. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from jobs.grids.times import read_slot
from storage.naming import clean, fold

_SMALL = frozenset({"to", "at", "in", "into"})
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}(?:\s*[ap]m)?|\d{4}|\d{1,2}\s*[ap]m|noon|midday", re.IGNORECASE
)
_LIKE_A_CLOCK = re.compile(
    r"\S*:\S*|\d{4}|\d{1,2}[.h]\d{2}(?:[ap]m)?|\d{1,4}\s*[ap]m", re.IGNORECASE
)
_LONGEST_ROOM = 60


@dataclass(frozen=True, slots=True)
class NewPlace:
    """What was typed: the words for a session, a room and a time of the clock, or none of them.

    `odd`: what looks like a time and is none that we know, so that it is asked about.
    """

    session: str = ""
    room: str = ""
    clock: time | None = None
    odd: str = ""


def find_odd_clock(words: Sequence[str]) -> str:
    """Return the words among these that look like a time, which no room is named by; or ""."""
    pairs = (f"{one} {other}" for one, other in pairwise(words))
    return next((each for each in (*pairs, *words) if _LIKE_A_CLOCK.fullmatch(each)), "")


def read_new_place(
    args: tuple[str, ...], rooms: Collection[str], numbers: Collection[str]
) -> NewPlace:
    """Return what the words mean; `rooms` and `numbers` (folded) are those that are known."""
    known = {fold(each): each for each in rooms if each}
    words, room = _peel_room([word for word in args if fold(word) not in _SMALL], known)
    clock, odd = None, ""
    if not room:
        words, clock = _peel_clock(words)
        words, room = _peel_room(words, known)
    if not room:
        words, room, odd = _new_room(words, clock, numbers)
    return NewPlace(" ".join(words), clean(room, _LONGEST_ROOM), clock, odd)


def _new_room(
    words: list[str], clock: time | None, numbers: Collection[str]
) -> tuple[list[str], str, str]:
    """No room that we know: after a number or a quoted title all words are the new room's."""
    one_word = bool(words) and (fold(words[0]).lstrip("#") in numbers or " " in words[0])
    odd = find_odd_clock(words[1:])
    if not (one_word or clock or odd) or len(words) < 2:
        return words, "", ""
    cut = 1 if one_word else len(words) - (len(odd.split()) or 1)
    said = " ".join(words[cut:])
    return words[:cut], " ".join(said.replace(odd, " ").split()) if odd else said, odd


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
