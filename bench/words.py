"""Invented sentences with words as often as in English: the n-th word n times rarer."""

import random
import re
from collections.abc import Callable
from itertools import accumulate

SYLLABLES = re.findall("..", "bacedifoguhajekilomunaperiorosutavewixoyu")
REAL = re.findall(
    r"\w+",
    "data sharing design service council digital people public archive standards legal teams "
    "open local government reform procurement identity research accessibility delivery",
)
_SMALL = 60
"""As many words are as frequent as "the" and "of"; those that are looked for come after."""

Say = Callable[[int], str]


def speaker(chance: random.Random) -> Say:
    """Return what says so many words of 6,000, by chance."""
    made = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(6_000)]
    words = [*made[:_SMALL], *REAL, *made[_SMALL:]]
    weights = list(accumulate(1 / (place + 1) for place in range(len(words))))
    return lambda count: " ".join(chance.choices(words, cum_weights=weights, k=count))
