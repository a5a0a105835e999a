"""The line of a text in which words were found. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from storage.naming import clean
from storage.search_words import Term, terms_of, words_in

LONGEST = 160
"""Letters of an excerpt: one line or two on a phone."""

_LOOKED_AT = 20_000
_BEFORE = 50
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")

_ENDING = re.compile(r"(?<=\w{3})(?:ations?|ings?|edly|ed|ers?|ies|es|ly|s|e|y)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an excerpt; `found`: it is one of the words that were looked for."""

    text: str
    found: bool = False


Excerpt = tuple[Piece, ...]


def excerpt_of(summary: str, text: str, words: str) -> Excerpt:
    """Return the line that holds most of the words, or the first there is; at most 160 letters.

    Lines of the summary count before lines of the text that hold as many.
    """
    lines = [clean(line, _LOOKED_AT) for line in f"{summary}\n{text}"[:_LOOKED_AT].split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        return ()
    terms = terms_of(words)
    best = max(lines, key=lambda line: len({word for _s, _e, word in _sightings(line, terms)}))
    return _pieces(_cut(best, terms), terms)


def _sightings(line: str, terms: tuple[Term, ...]) -> Iterator[tuple[int, int, str]]:
    """Where words that were looked for stand in a line, and which of them it is."""
    wanted = [(word, term.begun) for term in terms for word in term.words]
    for found in _WORD.finditer(line) if wanted else ():
        folded = "".join(words_in(found[0]))
        for word, begun in wanted:
            if _is_form(word, folded, begun=begun):
                yield found.start(), found.end(), word
                break


def _is_form(word: str, folded: str, *, begun: bool) -> bool:
    """Whether a word is another form of the wanted one: "shared" of "sharing", never "shark"."""
    return (begun and folded.startswith(word)) or _stem(word) == _stem(folded)


def _stem(word: str) -> str:
    """Cut an ending of English; rougher than the databases' stemming, to mark words only."""
    return _ENDING.sub("", word)


def _cut(line: str, terms: tuple[Term, ...]) -> str:
    """Return the part of a line round the first word found, with "…" where it was cut."""
    if len(line) <= LONGEST:
        return line
    first = next((start for start, _end, _word in _sightings(line, terms)), 0)
    start = 0 if first <= LONGEST - _BEFORE else line.rfind(" ", 0, first - _BEFORE) + 1
    head = "…" if start else ""
    return head + clean(line[start:], LONGEST - len(head))


def _pieces(line: str, terms: tuple[Term, ...]) -> Excerpt:
    pieces: list[Piece] = []
    done = 0
    for start, end, _word in _sightings(line, terms):
        pieces += [Piece(line[done:start]), Piece(line[start:end], found=True)]
        done = end
    return tuple(piece for piece in (*pieces, Piece(line[done:])) if piece.text)
