"""What a button and a form carry with them: a command line, its reference, and where it began.

Slack hands them back signed. Letters that might be changed on the way are written as JSON
escapes, so that what comes back is what was sent.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from bot.heard import PlaceHeard
from bot.shown import measure
from storage.types import PlaceKind

LONGEST_VALUE = 2_000
LONGEST_METADATA = 3_000

_CHANGED_ON_THE_WAY = re.compile("[&<>\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Pressed:
    """A command line and its opaque reference."""

    command: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a chain of presses and forms began: what follows is about that place.

    `home`: it was the Home tab, which is shown anew when something changed.
    """

    place: PlaceHeard | None = None
    home: bool = False


NOWHERE = Origin()


def pack_value(pressed: Pressed) -> str:
    """Return a button's value; ValueError where it is longer than Slack takes."""
    return _pack({"c": pressed.command, "r": pressed.ref}, LONGEST_VALUE)


def unpack_value(value: str) -> Pressed | None:
    """Read a button's value; None for one that this program did not make."""
    read = _unpack(value)
    command, ref = read.get("c", ""), read.get("r", "")
    return Pressed(command, ref) if command else None


def pack_metadata(pressed: Pressed, origin: Origin) -> str:
    """Return a view's private metadata; ValueError where it is longer than Slack takes."""
    carried = {"c": pressed.command, "r": pressed.ref, "h": "1" if origin.home else ""}
    if origin.place:
        place = origin.place
        carried |= {"p": place.external_id, "k": place.kind, "n": place.name}
    return _pack(carried, LONGEST_METADATA)


def unpack_metadata(metadata: str) -> tuple[Pressed, Origin]:
    """Read a view's private metadata; all is empty for what this program did not make."""
    read = _unpack(metadata)
    pressed = Pressed(read.get("c", ""), read.get("r", ""))
    return pressed, Origin(_place(read), bool(read.get("h")))


def _place(read: Mapping[str, str]) -> PlaceHeard | None:
    external_id, name = read.get("p"), read.get("n", "")
    kinds: tuple[PlaceKind, ...] = get_args(PlaceKind)
    kind = next((kind for kind in kinds if kind == read.get("k")), None)
    return PlaceHeard(external_id, kind, name) if external_id and kind else None


def _pack(carried: Mapping[str, str], limit: int) -> str:
    filled = {key: text for key, text in carried.items() if text}
    packed = json.dumps(filled, separators=(",", ":"), ensure_ascii=False)
    packed = _CHANGED_ON_THE_WAY.sub(lambda found: f"\\u{ord(found[0]):04x}", packed)
    if measure(packed) >= limit:
        raise ValueError(f"a button or form carries {measure(packed)} characters, over {limit}")
    return packed


def _unpack(packed: str) -> dict[str, str]:
    try:
        read = json.loads(packed or "{}")
    except ValueError:
        return {}
    if not isinstance(read, dict):
        return {}
    return {key: text for key, text in read.items() if isinstance(text, str)}
