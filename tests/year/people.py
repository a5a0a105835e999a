"""Invented people of a simulated year, with habits as organisers report them. Pure and seeded.

Most answer, some are too busy in a month, some meet and never press, some never react at all. Now
and then one skips a round, takes a break, avoids somebody or wants to be forgotten; some take part
in every second or third round only, and a third are in a scheme that asks first as well.
What they do in a month depends on the seed alone, not on who introduces them: the same year can
be run with another way of pairing.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

Habit = Literal["answers", "busy", "quiet", "ghost"]
Deed = Literal["every", "skip", "pause", "avoid"]

BREAK_MONTHS = 2
_DEEDS: tuple[tuple[Deed, float], ...] = (("skip", 0.04), ("pause", 0.07), ("avoid", 0.12))

_HABITS: tuple[tuple[Habit, float], ...] = (
    ("answers", 0.55),
    ("busy", 0.2),
    ("quiet", 0.1),
    ("ghost", 0.15),
)
_MEETS = {"answers": 0.95, "busy": 0.7, "quiet": 0.85, "ghost": 0.0}
_EVERY = (1,) * 17 + (2, 2, 3)
_PROFESSIONS = ("Policy", "Delivery", "User research", "Data", "Finance", "Operations", "Legal")
_REGIONS = ("London", "Wales", "Scotland", "North East", "South West", "Northern Ireland")
_SECTORS = ("central", "local", "nhs", "police", "arms-length")
_INTERESTS = tuple(f"topic {number}" for number in range(30))


@dataclass(frozen=True, slots=True)
class Someone:
    """A person: where they work, when they come and go (months from 0; 99: stays), how they are.

    `forgets`: whether they ask to be forgotten when they go. `every`: they take part in every n-th
    round. `asked`: they are in the scheme that asks first, too.
    """

    number: int
    organisation: str
    sector: str
    profession: str
    region: str
    interests: tuple[str, ...]
    habit: Habit
    joins: int
    leaves: int
    forgets: bool
    every: int
    asked: bool

    @property
    def name(self) -> str:
        return f"Person {self.number:03}"

    @property
    def user(self) -> str:
        return f"U{self.number:05}"


def invent_people(count: int, seed: int) -> list[Someone]:
    """Return so many people; three quarters are there at the start, some leave in the year."""
    rng = Random(seed)
    return [_invent(number, count, rng, seed) for number in range(count)]


def _invent(number: int, count: int, rng: Random, seed: int) -> Someone:
    sector = rng.choice(_SECTORS)
    # A few large organisations and many small ones: a sixth of all people in the largest.
    organisation = int(max(count / 6, 5) * rng.random() ** 2)
    joins = 0 if number < count * 3 / 4 else rng.randrange(1, 12)
    leaves = rng.randrange(joins + 1, 12) if rng.random() < 0.15 and joins < 11 else 99
    habit = rng.choices([name for name, _ in _HABITS], [share for _, share in _HABITS])[0]
    return Someone(
        number,
        f"Organisation {organisation}",
        sector,
        rng.choice(_PROFESSIONS),
        rng.choice(_REGIONS),
        tuple(rng.sample(_INTERESTS, rng.randrange(0, 5))),
        habit,
        joins,
        leaves,
        forgets=chance(seed, "forgets", number) < 0.4,
        every=_EVERY[int(len(_EVERY) * chance(seed, "every", number))],
        asked=chance(seed, "asked", number) < 0.35,
    )


def chance(seed: int, *of: object) -> float:
    """Return a number from 0 to 1 that depends on these things alone."""
    digest = hashlib.sha256(repr((seed, *of)).encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48


def decides(person: Someone, month: int, seed: int) -> Deed | None:
    """Return what the person does early in this month, besides coming and going."""
    if month == max(person.joins, 0) and person.every > 1:
        return "every"
    drawn = chance(seed, "decides", person.number, month)
    return next((deed for deed, below in _DEEDS if drawn < below), None)


def is_away(person: Someone, month: int, seed: int) -> bool:
    """Return whether the person wants no introduction in this month: not here, or resting."""
    if not person.joins <= month < person.leaves:
        return True
    done = [(back, decides(person, month - back, seed)) for back in range(BREAK_MONTHS)]
    paused = any(deed == "pause" and person.joins <= month - back for back, deed in done)
    turn = (month - max(person.joins, 0)) % person.every == 0
    return paused or done[0][1] == "skip" or not turn


def has_time(person: Someone, month: int, seed: int) -> bool:
    """Return whether the person would meet a partner in this month, whoever it is."""
    return chance(seed, "time", person.number, month) < _MEETS[person.habit]


def do_meet(group: Sequence[Someone], month: int, seed: int) -> bool:
    """Return whether these people meet in this month: at least two of them have time."""
    return sum(has_time(person, month, seed) for person in group) >= min(len(group), 2)
