"""Whose names stand in some notes, and which lines seem to say who said what. Pure.

Loosely, by rapidfuzz: "James A Cattrell" is James Cattell. What this cannot see: nicknames that
share no beginning (Bill for William), initials alone ("JC said"), roles ("the minister said"),
a slip in the first letter, and people whom nobody listed, unless they speak (strangers.py).
It warns; it never proves that a text names nobody.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from jobs.notes.records import Attribution, FoundName
from jobs.notes.strangers import COLON, SAID, Things, find_strangers, read_things

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019.-][^\W\d_]+)*")
_SIGNS = re.compile(r"[^\w]|_")
_BRACKETS = re.compile(r"\([^()]*\)")
_TITLES = frozenset(("dr", "prof", "professor", "mr", "mrs", "ms", "mx", "sir", "dame", "cllr"))
_ALIKE = 84
_SHORTEST_WITH_A_SLIP = 5
_BETWEEN = 2

_ACCORDING = re.compile(r"(?:according to|as|quote from|said|asked)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Words:
    """A text's words in compared form with their places, and where each begins a name."""

    text: str
    words: Sequence[str]
    spans: Sequence[tuple[int, int]]
    by_letter: Mapping[str, Mapping[str, Sequence[int]]]


def find_names(text: str, people: Iterable[str]) -> tuple[FoundName, ...]:
    """Return which of the people's full names a text has, as it writes each; in the people's order.

    Given and family name stand close together, either of them perhaps with a slip, the given name
    perhaps shortened; a name of one word stands as it is. A family name alone is no name here:
    many are ordinary words ("Slack", "Park"). Each person is found once, best spelt.
    """
    words = _read(text)
    found = (_best(words, person) for person in dict.fromkeys(people))
    return tuple(name for name in found if name)


def looks_attributed(
    text: str, people: Iterable[str], things: Iterable[str] = ()
) -> tuple[Attribution, ...]:
    """Return the lines that would break Chatham House: with a name in them, or "Somebody said".

    For each line and person once, surest first: a full name, or a given or family name with a
    capital letter. Of people who are not listed those who seem to speak, and names that look like
    it (strangers.py). `things`: what is nobody's name, such as organisations, rooms and themes.
    """
    known = [(person, _name_words(person)) for person in dict.fromkeys(people)]
    by_word: dict[str, list[str]] = defaultdict(list)
    for person, words in known:
        for word in {words[0], words[-1]} if words else ():
            by_word[word].append(person)
    names = [person for person, _ in known]
    full = {found.person: found.written for found in find_names(text, names)}
    read = read_things(things)
    return tuple(
        one
        for line in text.split("\n")
        if line.strip()
        for one in _in_line(line.strip(), by_word, full, read)
    )


def _in_line(
    line: str, by_word: Mapping[str, Sequence[str]], full: Mapping[str, str], things: Things
) -> Iterator[Attribution]:
    seen: dict[str | None, Attribution] = {}
    for person, start, end in _sightings(line, by_word, full):
        said = _is_said(line, start, end)
        if person not in seen or (said and not seen[person].said):
            seen[person] = Attribution(line, line[start:end], person, said)
    yield from sorted(seen.values(), key=lambda one: not one.said)
    covered = [one.name for one in seen.values()]
    for stranger in find_strangers(line, things):
        name = stranger.name
        if not any(part in name or name in part for part in covered):
            covered.append(name)
            yield Attribution(line, name, None, stranger.said)


def _sightings(
    line: str, by_word: Mapping[str, Sequence[str]], full: Mapping[str, str]
) -> Iterator[tuple[str, int, int]]:
    """Full names first, then single words with a capital letter."""
    for person, written in full.items():
        start = line.find(written)
        if start >= 0:
            yield person, start, start + len(written)
    for word in _WORD.finditer(line):
        if word[0][0].isupper():
            for person in by_word.get(_compared(word[0]), ()):
                yield person, word.start(), word.end()


def _is_said(line: str, start: int, end: int) -> bool:
    after = line[end : end + 120]
    opens = not _WORD.search(line[:start]) and COLON.match(after)
    return bool(SAID.match(after) or opens or _ACCORDING.search(line[max(0, start - 20) : start]))


def _read(text: str) -> _Words:
    found = list(_WORD.finditer(text))
    words = [_compared(match[0]) for match in found]
    by_letter: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, word in enumerate(words):
        if word:
            by_letter[word[0]][word].append(place)
    return _Words(text, words, [match.span() for match in found], by_letter)


def _name_words(person: str) -> list[str]:
    """The words of a name without its title and organisation; "Last, First" is turned round."""
    bare = _BRACKETS.sub(" ", person)
    family, comma, given = bare.partition(",")
    words = [_compared(word) for word in _WORD.findall(f"{given} {family}" if comma else bare)]
    return [word for word in words if word and word not in _TITLES]


def _best(words: _Words, person: str) -> FoundName | None:
    name = _name_words(person)
    if not name:
        return None
    found = list(_alone(words, person, name[0]) if len(name) == 1 else _pairs(words, person, name))
    return max(found, key=lambda one: one.exact) if found else None


def _alone(words: _Words, person: str, name: str) -> Iterator[FoundName]:
    for place in words.by_letter.get(name[0], {}).get(name, ()):
        start, end = words.spans[place]
        if words.text[start].isupper():
            yield FoundName(person, words.text[start:end], exact=True)


def _pairs(words: _Words, person: str, name: Sequence[str]) -> Iterator[FoundName]:
    given, family = name[0], name[-1]
    for word, places in words.by_letter.get(family[0], {}).items():
        if not _is_alike(word, family):
            continue
        for last in places:
            first = _given_before(words, last, given)
            if first is not None:
                written = words.text[words.spans[first][0] : words.spans[last][1]]
                yield FoundName(person, written, word == family and words.words[first] == given)


def _given_before(words: _Words, last: int, given: str) -> int | None:
    """The place of the given name, at most two middle names before; none across a line's end."""
    for first in range(last - 1, max(-1, last - 2 - _BETWEEN), -1):
        between = words.text[words.spans[first][1] : words.spans[first + 1][0]]
        if "\n" in between or len(between) > _BETWEEN:
            return None
        if _is_given(words.words[first], given) and not _is_article(words, first, last):
            return first
    return None


def _is_article(words: _Words, first: int, last: int) -> bool:
    """ "a hill" is not A Hill: an initial and the name after it have capital letters."""
    letters = (words.text[words.spans[place][0]] for place in (first, last))
    return len(words.words[first]) == 1 and not all(letter.isupper() for letter in letters)


def _is_given(word: str, given: str) -> bool:
    """The name, a slip of it, its initial, or one of the two a short form of the other."""
    short, long = sorted((word, given), key=len)
    return (len(short) != 2 and long.startswith(short)) or _is_alike(word, given)


def _is_alike(word: str, name: str) -> bool:
    if word == name:
        return True
    slips = min(len(word), len(name)) >= _SHORTEST_WITH_A_SLIP
    return slips and fuzz.ratio(word, name) >= _ALIKE


def _compared(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).casefold()
    return _SIGNS.sub("", "".join(c for c in plain if not unicodedata.combining(c)))
