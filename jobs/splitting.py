"""Long text as parts that each fit into one message. Pure; nothing of ours in it.

A part ends at a paragraph if it can, else at a line, else after a sentence, else between words; a
word that is longer than a part is cut between visible letters (UAX 29: extended grapheme clusters,
by the `regex` library), so that no emoji, flag or accent is torn apart.
"""

from collections.abc import Iterator

import regex  # type: ignore[import-untyped]  # it brings no types

PART = 2_600
"""The most that a part weighs, well below what one message of any platform holds."""

_HEAVY = {"&": 5, "<": 4, ">": 4}

# Where to cut, from the best place to the worst; what is cut keeps every sign.
_CUTS = tuple(
    regex.compile(pattern)
    for pattern in (
        r"(?<=\n\n)(?=\S)",
        r"(?<=\n)(?=\S)",
        r"(?<=[.!?\u2026]\s+)(?=\S)",
        r"(?<=\s)(?=\S)",
    )
)
_LETTER = regex.compile(r"\X")


def weigh(text: str) -> int:
    """Return how much room a text takes at most: UTF-16 units, and what is escaped in full."""
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return units + sum((weight - 1) * text.count(sign) for sign, weight in _HEAVY.items())


def split_text(text: str, most: int = PART) -> list[str]:
    """Return the text as parts of at most this weight; nothing but blank edges is left out.

    A single visible letter that is heavier than a part is cut after all.
    """
    return [part.strip() for part in _pack(text.strip(), most, 0) if part.strip()]


def _pack(text: str, most: int, level: int) -> list[str]:
    """Fill parts with pieces; a piece that is too heavy by itself is cut at the next best place."""
    if weigh(text) <= most or len(text) == 1:
        return [text]
    parts, held, weight = [], [""], 0
    for piece in _cut(text, level):
        more = weigh(piece)
        if weight + more > most:
            parts.append("".join(held))
            *full, last = _pack(piece, most, level + 1)
            parts += full
            held, weight = [last], weigh(last)
        else:
            held.append(piece)
            weight += more
    return [*parts, "".join(held)]


def _cut(text: str, level: int) -> Iterator[str]:
    if level < len(_CUTS):
        yield from _CUTS[level].splititer(text)
    elif level == len(_CUTS):
        yield from (found[0] for found in _LETTER.finditer(text))
    else:
        yield from text
