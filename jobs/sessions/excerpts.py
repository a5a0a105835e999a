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
    lines = [line for line in f"{summary}\n{text}"[:_LOOKED_AT].split("\n") if line.strip()]
    if not lines:
        return ()
    terms = terms_of(words)
    held = [len({word for _start, _end, word in _sightings(line, terms)}) for line in lines]
    best = clean(lines[held.index(max(held))], _LOOKED_AT)
    return _pieces(_cut(best, terms), terms)


def _sightings(line: str, terms: tuple[Term, ...]) -> Iterator[tuple[int, int, str]]:
    """Where words that were looked for stand in a line, and which of them it is."""
    wanted = [(word, _stem(word), term.begun) for term in terms for word in term.words]
    for found in _WORD.finditer(line) if wanted else ():
        folded = _folded(found[0])
        for word, stem, begun in wanted:
            if folded[:1] == word[:1] and _is_form(word, stem, folded, begun=begun):
                yield found.start(), found.end(), word
                break


def _folded(word: str) -> str:
    plain = word.lower() if word.isascii() and word.isalnum() else ""
    return plain or "".join(words_in(word))


def _is_form(word: str, stem: str, folded: str, *, begun: bool) -> bool:
    """Whether a word is another form of the wanted one: "shared" of "sharing", never "shark"."""
    return (begun and folded.startswith(word)) or stem == _stem(folded)


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
