"""Names in a line that belong to nobody whom we know. Pure.

Two kinds are found: a phrase that is shaped like a name and stands where a speaker does ("Oscar
Fenn thinks", "(Oscar Fenn, Leeds)", "Oscar Fenn: no", "as Oscar Fenn put it", "- Oscar Fenn"), and
one that begins with a common given name or a title, or has an initial inside. Organisations,
products and places are told apart by their words, and by the names of things that are known.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from jobs.notes.name_words import BETWEEN, GIVEN, JOINING, OPENING, ORDINARY, TITLES

_SAID_WORDS = (
    "said|says|say|asked|asks|told|tells|thought|thinks|felt|feels|mentioned|mentions|noted|"
    "notes|added|adds|argued|argues|suggested|suggests|explained|explains|shared|shares|replied|"
    "replies|agreed|agrees|disagreed|disagrees|warned|warns|wondered|wonders|reported|reports|"
    "described|describes|believes|believed|commented|comments|pointed out|points out|raised|raises|"
    "talked about|talks about|spoke about|spoke of|put it|puts it|would say|recommends|recommended|"
    "proposed|proposes|offered|offers|wants|wanted|reckons|reckoned|claims|claimed|called for|"
    "insisted|insists|admitted|admits|worried|worries|hopes|hoped|objected|objects|challenged"
)
SAID = re.compile(
    r"\s*(?:\([^()]{0,80}\)\s*|,[^,;:()]{1,40},\s*|(?:from|of|at)\s[^,;:().]{1,40}?\s)?"
    rf"(?:(?:also|then|just|rightly)\s+)?(?:{_SAID_WORDS})\b",
    re.IGNORECASE,
)
COLON = re.compile(r"\s*(?:\([^()]{0,80}\)|,[^,;:()]{1,40})?\s*[:\uff1a](?!//)")
_OWNS = re.compile("['\u2019]s\\b")
_ABOUT = re.compile(
    "['\u2019]s\\s+(?:point|view|idea|question|suggestion|experience|story|words)\\b"
)
_OPENING = re.compile(r"(?:\(|\w\W{0,3}(?:[\u2013\u2014]|\s-))\s*$")
_CLOSING = re.compile(r"\s*(?:,[^()]{1,60})?\s*(?:\)|\.?\s*$)")
_BY = re.compile(
    r"(?:\baccording to|\bper|\bh/t|\bquoting|"
    r"\b(?:raised|suggested|said|asked|mentioned|shared|proposed|told|noted|quoted|presented) by|"
    r"\b(?:question|point|comment|idea|suggestion|quote|story|example|thanks|credit)"
    r"\s(?:from|to|by))\s+$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:from|of|at|in|for)\s+$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_LONGEST = 4
_LEADING = re.compile(r"[\W\d_]*\Z")


@dataclass(frozen=True, slots=True)
class Stranger:
    """A name as the line writes it, and whether it stands where a speaker does."""

    name: str
    said: bool


@dataclass(frozen=True, slots=True)
class Things:
    """What is nobody's name: whole names in compared form, and the words in them."""

    names: str
    words: Collection[str]


def read_things(names: Iterable[str]) -> Things:
    """Return what organisations, rooms, themes and events are called, ready to compare with."""
    folded = [" ".join(map(_compared, _WORD.findall(name))) for name in names]
    words = frozenset(word for name in folded for word in name.split())
    return Things("|".join(f" {name} " for name in folded if name), words)


def find_strangers(line: str, things: Things) -> Iterator[Stranger]:
    """Return the names in a line, in its order; linear in its length."""
    for words in _phrases(line):
        name = _trimmed(words)
        if name:
            start, end = name[0].start(), name[-1].end() - _owned(name[-1][0])
            said = _is_speaker(line, start, end)
            if _is_name(line[start:end], things, said=said):
                yield Stranger(line[start:end], said)


def _owned(word: str) -> int:
    """How many letters of it say that something is somebody's."""
    return 2 if word[-2:].casefold() in ("'s", "\u2019s") else 0


def _phrases(line: str) -> Iterator[list[re.Match[str]]]:
    """Runs of words with capital letters, only a space (and an initial's stop) between them."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(line):
        joins = run and line[run[-1].end() : word.start()] in (" ", ". ")
        is_stop = run and line[run[-1].end()] == "." and len(run[-1][0]) > 1
        if run and (not joins or (is_stop and not _is_title(run[-1][0]))):
            yield run
            run = []
        if _is_capital(word[0]) or (run and word[0] in BETWEEN):
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _trimmed(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """Without what begins a sentence ("Then Oscar Fenn"), and without small words at the end.

    One word behind such a beginning is hardly a name ("The Treasury", "Next Steps").
    """
    said = [_compared(word[0]) for word in words]
    start = next((at for at, word in enumerate(said) if word not in OPENING), len(words))
    end = len(words) if words[-1][0] not in BETWEEN else len(words) - 1
    name = words[start:end] if end - start <= _LONGEST else []
    if len(name) == 1 and start and said[start] not in GIVEN and said[start - 1] not in JOINING:
        return []
    return name


def _is_name(name: str, things: Things, *, said: bool) -> bool:
    words = _WORD.findall(name)
    folded = [_compared(word) for word in words]
    first = folded[0]
    if any(_is_ordinary(word) for word in folded) or f" {' '.join(folded)} " in things.names:
        return False
    if len(words) == 1:
        return said and len(first) > 1 and (first in GIVEN or first not in things.words)
    if first in GIVEN or first in TITLES or any(len(word) == 1 for word in words[1:-1]):
        return True
    return said and len(first) > 1


def _is_ordinary(word: str) -> bool:
    return len(word) > 1 and (word in ORDINARY or word in OPENING)


def _is_speaker(line: str, start: int, end: int) -> bool:
    before, after = line[max(0, start - 40) : start], line[end : end + 140]
    several = " " in line[start:end]
    if (not several and _PLACE.search(before)) or (_OWNS.match(after) and not _ABOUT.match(after)):
        return False
    if SAID.match(after) or _BY.search(before):
        return True
    sure = several or _compared(line[start:end]) in GIVEN
    is_first = start < 12 and _LEADING.match(line[:start])
    return bool(
        (sure and ((is_first and COLON.match(after)) or _ABOUT.match(after)))
        or (several and _OPENING.search(before) and _CLOSING.match(after))
    )


def _is_title(word: str) -> bool:
    return _compared(word) in TITLES


def _is_capital(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or not word.isupper())


def _compared(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
