"""Two people changed the same text: what each did, and both together. Pure, by lines.

Merging as diff3 does it (Khanna, Kunal and Pierce, "A formal investigation of diff3", 2007): what
only one of the two changed is taken from them; where both changed something, both stay.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Comparing takes time with every pair of equal lines; a text of one line repeated is not compared.
_MOST_PAIRS = 400_000


@dataclass(frozen=True, slots=True)
class Changed:
    """What somebody made of a text: lines that are new, and lines that are gone."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


def compare(base: str, text: str) -> Changed:
    """Return which lines were added and removed; empty lines say nothing."""
    before, after = base.splitlines(), text.splitlines()
    kept = _matches(before, after)
    stayed = set(kept.values())
    return Changed(
        tuple(line for at, line in enumerate(after) if at not in stayed and line.strip()),
        tuple(line for at, line in enumerate(before) if at not in kept and line.strip()),
    )


def merge(base: str, theirs: str, mine: str) -> str:
    """Return the text with the changes of both; where they meet, theirs stands before mine."""
    lines = [each.splitlines() for each in (base, theirs, mine)]
    theirs_at, mine_at = _matches(lines[0], lines[1]), _matches(lines[0], lines[2])
    merged: list[str] = []
    start = (0, 0, 0)
    for at in [*(at for at in theirs_at if at in mine_at), len(lines[0])]:
        is_last = at == len(lines[0])
        stop = (at, *((len(lines[1]), len(lines[2])) if is_last else (theirs_at[at], mine_at[at])))
        merged += _merge_part(*(lines[who][start[who] : stop[who]] for who in range(3)))
        merged += lines[0][at : at + 1]
        start = (stop[0] + 1, stop[1] + 1, stop[2] + 1)
    return "\n".join(merged)


def _merge_part(base: list[str], theirs: list[str], mine: list[str]) -> list[str]:
    if theirs == base:
        return mine
    if mine == base:
        return theirs
    known = {*theirs, *base}
    return [*theirs, *(line for line in mine if line not in known)]


def _matches(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Return where each line that stayed was, and where it is now, in order."""
    counts = Counter(after)
    if sum(number * counts[line] for line, number in Counter(before).items()) > _MOST_PAIRS:
        return _ends(before, after)
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {block.a + at: block.b + at for block in blocks for at in range(block.size)}


def _ends(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Return the lines that are the same at the beginning and at the end."""
    least = min(len(before), len(after))
    head = next((at for at in range(least) if before[at] != after[at]), least)
    left = least - head
    tail = next((at for at in range(left) if before[-1 - at] != after[-1 - at]), left)
    same = {at: at for at in range(head)}
    ends = {len(before) - at: len(after) - at for at in range(tail, 0, -1)}
    return same | ends
