"""Words as people see them, whatever the platform: nothing unfit, and counted as readers count."""

import re
import unicodedata

from storage.naming import clean

_NO_LIMIT = 1_000_000
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_HALF_LETTERS = re.compile("[\ud800-\udfff]")
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


def measure(text: str) -> int:
    """Return the length as the strictest reader counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def as_typed(text: str) -> str:
    """Return text that somebody typed as it was, but for halves of letters, which UTF-8 lacks."""
    return _HALF_LETTERS.sub("", text)


def tidy(text: str) -> str:
    """Return a part of a sentence without invisible or unfit characters; a space at its edge stays.

    What runs from right to left is isolated (UAX 9), so that it cannot turn its neighbours round.
    """
    kept = clean(text.strip(), _NO_LIMIT, lines=True)
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in kept):
        kept = f"{_ISOLATE}{kept}{_END_ISOLATE}"
    begins = len(text) - len(text.lstrip())
    ends = max(begins, len(text.rstrip()))
    return f"{_space(text[:begins])}{kept}{_space(text[ends:])}"


def _space(edge: str) -> str:
    return "\n" if "\n" in edge else " " if edge else ""
