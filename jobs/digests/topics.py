"""Which topics a post is about: BM25F over title, categories and text. Pure.

A topic is its name and synonyms, each a phrase whose words must stand together, folded and stemmed.
All phrases of a topic count as one term, so that synonyms never count twice. BM25F: Robertson,
Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields" (2004). A library would
index one field of single words; here are three fields, phrases, and the reason to be told.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import snowballstemmer

from storage.feed_records import Entry
from storage.interests import TopicWords
from storage.search_words import words_in

ABOUT = 2.0
"""A post is *about* a topic from this weight on: in its title, in a category, or twice in text."""

_TITLE, _CATEGORY, _TEXT = 3.0, 3.0, 1.0
_SATURATION, _LENGTH = 1.2, 0.5
_MOST_TEXT = 2_000
_WORD = re.compile(r"[a-z0-9]+")
_CURLY = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2026": " "})
_OWNER = re.compile(r"[`']s\b|[`']")

Phrase = tuple[str, ...]
Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The stems of one post, by field; a category is a field of its own."""

    title: Stems
    categories: tuple[Stems, ...]
    text: Stems

    @property
    def length(self) -> float:
        """How long it is, counted as its fields weigh."""
        marked = sum(map(len, self.categories))
        return _TITLE * len(self.title) + _CATEGORY * marked + _TEXT * len(self.text)


def read_entry(entry: Entry, summary: str | None = None) -> Reading:
    """Return what is looked at of a post."""
    text = (entry.summary if summary is None else summary)[:_MOST_TEXT]
    return Reading(
        stems_of(entry.title), tuple(stems_of(one) for one in entry.categories), stems_of(text)
    )


def stems_of(text: str) -> Stems:
    """Return the folded stems of a text, in order."""
    plain = text.translate(_CURLY)
    words = _ascii_words(plain) if plain.isascii() else words_in(text)
    return tuple(map(_stem, words))


def _ascii_words(text: str) -> list[str]:
    """What `words_in` gives for such a text, in a tenth of the time."""
    return _WORD.findall(_OWNER.sub("", text.lower()))


class Topics:
    """Topics to look for; each with its phrases, the first being its name."""

    def __init__(self, topics: Iterable[TopicWords]) -> None:
        self._phrases: dict[str, tuple[Phrase, ...]] = {}
        for topic in topics:
            found = (stems_of(words) for words in (topic.name, *topic.synonyms))
            self._phrases[topic.name] = tuple(dict.fromkeys(phrase for phrase in found if phrase))
        self._by_first: dict[str, list[tuple[str, Phrase]]] = {}
        for name, phrases in self._phrases.items():
            for phrase in phrases:
                self._by_first.setdefault(phrase[0], []).append((name, phrase))

    def weigh(self, reading: Reading) -> dict[str, float]:
        """Return the weight of every topic that a post speaks of at all."""
        weights: dict[str, float] = {}
        self._count(reading.title, _TITLE, weights)
        for category in reading.categories:
            self._count(category, _CATEGORY, weights)
        self._count(reading.text, _TEXT, weights)
        return weights

    def _count(self, stems: Stems, weight: float, weights: dict[str, float]) -> None:
        for place, stem in enumerate(stems):
            for name, phrase in self._by_first.get(stem, ()):
                if len(phrase) == 1 or stems[place : place + len(phrase)] == phrase:
                    weights[name] = weights.get(name, 0.0) + weight


def rank(
    topics: Topics, readings: Sequence[Reading], weights: Sequence[Mapping[str, float]] = ()
) -> list[dict[str, float]]:
    """Return the score of every topic that each post speaks of, beside all the others.

    `weights`: what `topics.weigh` gave for these readings, where it was asked already.
    """
    weights = weights or [topics.weigh(reading) for reading in readings]
    usual = sum(reading.length for reading in readings) / max(len(readings), 1) or 1.0
    spoken: dict[str, int] = {}
    for found in weights:
        for name in found:
            spoken[name] = spoken.get(name, 0) + 1
    rare = {name: _rarity(count, len(readings)) for name, count in spoken.items()}
    return [
        {
            name: rare[name] * _saturated(weight, reading.length / usual)
            for name, weight in w.items()
        }
        for reading, w in zip(readings, weights, strict=True)
    ]


def _rarity(holding: int, all_: int) -> float:
    """The weight of a rare term, never below 0, as Lucene has it."""
    return log(1 + (all_ - holding + 0.5) / (holding + 0.5))


def _saturated(weight: float, length: float) -> float:
    norm = _SATURATION * (1 - _LENGTH + _LENGTH * length)
    return weight * (_SATURATION + 1) / (weight + norm)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    # A stemmer of its own each time: one works on a word in its own fields, and threads share it.
    return str(snowballstemmer.stemmer("english").stemWord(word))
