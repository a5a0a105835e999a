"""The same year with random pairs and nothing else: no rules, no memory, no second wave. Pure."""

from collections.abc import Sequence
from itertools import combinations
from random import Random

from tests.year.outcome import Outcome
from tests.year.people import Someone, do_meet, is_away


def run_random_year(people: Sequence[Someone], seed: int, months: int = 12) -> Outcome:
    """Pair whoever is there by lot each month; the odd one is left out."""
    rng = Random(seed)
    outcome = Outcome()
    known: set[tuple[int, int]] = set()
    for month in range(months):
        here = [person for person in people if not is_away(person, month, seed)]
        rng.shuffle(here)
        pairs = list(zip(here[0::2], here[1::2], strict=False))
        outcome.person_rounds += len(here)
        outcome.left_out += len(here) % 2
        for pair in pairs:
            _count(outcome, pair, known, month, seed)
    return outcome


def _count(
    outcome: Outcome,
    pair: tuple[Someone, Someone],
    known: set[tuple[int, int]],
    month: int,
    seed: int,
) -> None:
    outcome.introductions += 1
    if do_meet(pair, month, seed):
        outcome.met += 1
        outcome.person_rounds_met += 2
    for a, b in combinations(sorted(person.number for person in pair), 2):
        outcome.repeats += (a, b) in known
        known.add((a, b))
    outcome.colleagues += pair[0].organisation == pair[1].organisation
