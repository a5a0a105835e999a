"""How much names resemble each other: for a search as one types, and for "did you mean". Pure.

Typo-tolerant by rapidfuzz over our own folded words, the same on every database.
"""

from collections.abc import Sequence

from rapidfuzz import fuzz

from storage.naming import fold

# A word with this much in common is the same word with a slip: "harbor" and "harbour", 92.
_SAME_WORD = 78
_MOST_WORDS = 60
_ALIKE = 86

# What so many names hold that sharing it says nothing.
_COMMON = frozenset(
    # As one text, since 34 lines of one word each are harder to read.
    "a academy agency and association authority board borough care centre charity city civil "  # noqa: SIM905
    "college combined commission community council county department district education fire for "
    "foundation government group health hospital hospitals in institute local london metropolitan "
    "ministry national nhs of office partnership police public rescue royal school service "
    "services society the trust unitary university".split()
)


def rank(query: str, names: Sequence[str]) -> list[int]:
    """Return the places of the names that hold every word of the query, begun or misspelt.

    Best first. Where none holds every word, those that hold most of them. Nothing typed: all of
    them in alphabetical order.
    """
    wanted = fold(query).split()
    folded = [fold(name) for name in names]
    if not wanted:
        return sorted(range(len(names)), key=lambda place: folded[place])
    fits = [_fits(wanted, name) for name in folded]
    scored = [(min(fit), place) for place, fit in enumerate(fits)]
    found = [(score, place) for score, place in scored if score >= _SAME_WORD]
    if not found:
        scored = [(sum(fit) / len(fit), place) for place, fit in enumerate(fits)]
        found = [(score, place) for score, place in scored if score >= _MOST_WORDS]
    found.sort(key=lambda hit: (-hit[0], len(folded[hit[1]]), folded[hit[1]]))
    return [place for _score, place in found]


def alike(name: str, names: Sequence[str]) -> list[str]:
    """Return the names that may well mean the same organisation, likeliest first."""
    folded = fold(name)
    scored = [(_likeness(folded, fold(other)), other) for other in names]
    near = [(score, other) for score, other in scored if score >= _ALIKE]
    return [other for _score, other in sorted(near, key=lambda hit: (-hit[0], hit[1]))]


def _fits(wanted: Sequence[str], name: str) -> list[float]:
    """Return for each of the query's words how well the best word of the name fits it."""
    words = name.split()
    return [max((_fit(word, other) for other in words), default=0.0) for word in wanted]


def _fit(typed: str, word: str) -> float:
    """100 for a beginning, a little more for the whole word, less for every slip."""
    if typed == word:
        return 101.0
    if word.startswith(typed):
        return 100.0
    if len(typed) < 4:
        return 0.0
    return max(fuzz.ratio(typed, word[: len(typed) + 1]), fuzz.ratio(typed, word)) - 1


def _likeness(name: str, other: str) -> float:
    score = max(fuzz.ratio(name, other), fuzz.token_sort_ratio(name, other))
    mine, theirs = _telling(name), _telling(other)
    if not mine or not theirs:
        return score
    fewer, more = sorted((mine, theirs), key=len)
    held = all(any(_is_same(word, each) for each in more) for word in fewer)
    # The same telling words: "Harbours Department" is the Department for Harbours.
    same_place = 95.0 if len(fewer) == len(more) else 88.0
    return max(score if held else score - 5, same_place if held else 0.0)


def _is_same(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) >= 4 and fuzz.ratio(word, other) >= _ALIKE)


def _telling(name: str) -> list[str]:
    return [word for word in name.split() if word not in _COMMON]
