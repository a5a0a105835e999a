"""Words as they are searched: folded here, so that both engines see only letters, digits, spaces.

No engine ever meets what somebody typed: no operator, quote or NUL is left of it. Pure.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from storage.naming import fold

MOST_INDEXED = 120_000
"""Letters of one text that are searched; PostgreSQL's index of a row holds no more."""

_LONGEST_WORD = 40
_MOST_TYPED = 400
_MOST_TERMS = 12
_SHORTEST_PREFIX = 2
_WORD = re.compile(r"[^\W_]+")
_OWNER = re.compile(r"'s\b")
_PIECE = re.compile(r'"([^"]*)"?|([^"]+)')
_SMALL_WORDS = (
    "a an and are as at be been but by for from had has have if in into is it its not of on or "
    "so that the their then there these they this to was we were what when where which who will "
    "with you your"
)
_SMALL = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand in this order; `begun`: the last may be the beginning of a word."""

    words: tuple[str, ...]
    begun: bool = False


def words_in(text: str) -> list[str]:
    """Return the folded words of a text: no case, no accents, no "'s"; each at most 40 letters."""
    bare = unicodedata.normalize("NFKD", fold(text[:MOST_INDEXED]))
    letters = "".join(letter for letter in bare if unicodedata.category(letter) != "Mn")
    plain = _OWNER.sub("", letters).replace("'", "")
    return [word[:_LONGEST_WORD] for word in _WORD.findall(plain)]


def fold_words(text: str) -> str:
    """Return a text as it is indexed."""
    return " ".join(words_in(text))[:MOST_INDEXED]


def fold_names(names: Iterable[str]) -> str:
    """Return people's names as they are indexed."""
    return fold_words(" ".join(names))


def fold_themes(themes: Iterable[str]) -> str:
    """Return themes as they are kept for finding: "|data sharing|design|"."""
    folded = [fold_words(theme) for theme in themes]
    return "".join(f"|{one}" for one in folded if one) + "|"


def terms_of(typed: str) -> tuple[Term, ...]:
    """Return what somebody looks for: words, and phrases in quotation marks; at most 12.

    The last word may be unfinished. Small words count only where nothing else is left.
    """
    terms: list[Term] = []
    for quoted, loose in _PIECE.findall(fold(typed[:_MOST_TYPED])):
        if phrase := tuple(words_in(quoted)[:_MOST_TERMS]):
            terms.append(Term(phrase))
        terms += [Term((word,)) for word in words_in(loose)]
    telling = [term for term in terms if len(term.words) > 1 or term.words[0] not in _SMALL]
    return _open_ended(tuple(telling or terms)[:_MOST_TERMS], typed)


def _open_ended(terms: tuple[Term, ...], typed: str) -> tuple[Term, ...]:
    if not terms or fold(typed).endswith('"') or len(terms[-1].words[-1]) < _SHORTEST_PREFIX:
        return terms
    return (*terms[:-1], Term(terms[-1].words, begun=True))
