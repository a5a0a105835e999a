"""A long text in several inputs, since the platform that holds least takes 3,000 letters in one.

The name of an input says how its text is joined to the one before it, so that a text comes back as
it was shown: platforms cut the space off both ends of what is typed.
"""

import re
from collections.abc import Mapping

BOX = 3_000
"""What one input holds at most, on the platform that holds least."""
MOST_BOXES = 22
LONGEST = 60_000
"""How many letters a note holds at most."""

_JOINTS = {"": "\n", "p": "\n\n", "s": " ", "w": ""}
_NAME = re.compile(r"notes(\d*)([psw]?)")
_FIRST_BREAK = 2_000


def cut_text(text: str) -> list[tuple[str, str]]:
    """Return the pieces of a text that fit an input each, with the input's name."""
    boxes: list[tuple[str, str]] = []
    joint = ""
    while True:
        name = f"notes{len(boxes)}{joint}" if boxes else "notes"
        if len(text) <= BOX:
            return [*boxes, (name, text)]
        at, joint = _find_cut(text)
        boxes.append((name, text[:at]))
        text = text[at + len(_JOINTS[joint]) :]


def fits(text: str) -> bool:
    """Return whether a form can hold the text for somebody to change."""
    return len(cut_text(text)) <= MOST_BOXES


def join_text(values: Mapping[str, str]) -> str:
    """Return the text of the inputs that hold a piece of it, in order; empty ones add nothing."""
    found = [(_NAME.fullmatch(name), text) for name, text in values.items()]
    pieces = sorted((int(name[1] or 0), name[2], text) for name, text in found if name and text)
    text = ""
    for _number, joint, piece in pieces:
        text = f"{text}{_JOINTS[joint]}{piece}" if text else piece
    return text


def _find_cut(text: str) -> tuple[int, str]:
    """Where the next piece ends, and how the rest is joined to it: at a line, a space, anywhere."""
    for joint in ("p", "", "s"):
        sign = _JOINTS[joint]
        at = text.rfind(sign, _FIRST_BREAK, BOX + len(sign))
        if at > 0 and (joint != "" or text[at - 1 : at + 2].count("\n") == 1):
            return at, joint
    return BOX, "w"
