"""An invented public-sector network for benchmarks, in which sizes and tastes are skewed.

320 councils (log-normal sizes, each in a region), 25 departments, 70 NHS bodies and 60
arm's-length bodies; 12 regions, 20 professions, 60 interests by Zipf (0.9), 0 to 10 each; six
past rounds of random legal pairs, the last of which gives last_score, and an avoid list.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jobs.matching import History, Person

KINDS = (
    ("local", 320, 0.40, 1.0),
    ("central", 25, 0.36, 0.8),
    ("NHS", 70, 0.14, 0.8),
    ("arm's-length", 60, 0.10, 0.9),
)
SECTOR = {"arm's-length": "central"}
REGION_SHARES = (0.18, 0.13, 0.10, 0.10, 0.09, 0.09, 0.08, 0.07, 0.05, 0.05, 0.03, 0.03)
PROFESSIONS, INTERESTS, MOST_INTERESTS = 20, 60, 10
ROUNDS, AVOIDED_EACH = 6, 0.05
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Population:
    """People and their history, with the same as numbers for the random peer."""

    people: tuple[Person, ...]
    history: History
    organisation: Codes
    barred: frozenset[tuple[int, int]]


def make_population(n: int, seed: int) -> Population:
    """n members and their last six rounds; the same for the same n and seed."""
    rng = np.random.default_rng([seed, n])
    people, organisation = _people(n, rng)
    avoid = _avoided(n, rng)
    barred, met = set(avoid), []
    pairs: list[tuple[int, int]] = []
    for round_number in range(ROUNDS):
        pairs, _ = random_legal_pairs(organisation, barred, rng)
        barred |= {_ordered(a, b) for a, b in pairs}
        met += [(people[a].id, people[b].id, ROUNDS - round_number) for a, b in pairs]
    history = History(tuple(met), tuple((people[a].id, people[b].id) for a, b in sorted(avoid)))
    return Population(_with_last_scores(people, pairs), history, organisation, frozenset(barred))


def random_legal_pairs(
    organisation: Codes,
    barred: set[tuple[int, int]] | frozenset[tuple[int, int]],
    rng: np.random.Generator,
    tries: int = 20,
) -> tuple[list[tuple[int, int]], list[int]]:
    """What most bots do: shuffle, take the next allowed partner, retry while somebody is left."""
    best: tuple[list[tuple[int, int]], list[int]] = ([], list(range(len(organisation))))
    codes = organisation.tolist()
    for _ in range(tries):
        pairs, left = _one_shuffle(codes, barred, rng)
        if len(left) < len(best[1]):
            best = (pairs, left)
        if len(left) <= len(codes) % 2:
            break
    return best


def _one_shuffle(
    codes: list[int],
    barred: set[tuple[int, int]] | frozenset[tuple[int, int]],
    rng: np.random.Generator,
) -> tuple[list[tuple[int, int]], list[int]]:
    pairs: list[tuple[int, int]] = []
    left: list[int] = []
    for member in rng.permutation(len(codes)).tolist():
        for spot, other in enumerate(left[:200]):
            if codes[member] != codes[other] and _ordered(member, other) not in barred:
                pairs.append((other, member))
                left.pop(spot)
                break
        else:
            left.append(member)
    return pairs, left


def _ordered(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def _people(n: int, rng: np.random.Generator) -> tuple[list[Person], Codes]:
    share, sector, home = _organisations(rng)
    organisation = rng.choice(len(share), n, p=share)
    regions = np.array(REGION_SHARES) / sum(REGION_SHARES)
    region = np.where(home[organisation] < 0, rng.choice(12, n, p=regions), home[organisation])
    weight = 1 / np.arange(1, PROFESSIONS + 1) ** 0.6
    profession = rng.choice(PROFESSIONS, n, p=weight / weight.sum())
    interests = _interests(n, rng)
    people = [
        Person(
            id=f"m{m:06d}",
            organisation=f"Organisation {organisation[m]}",
            sector=sector[organisation[m]],
            region=f"Region {region[m]}",
            profession=f"Profession {profession[m]}",
            interests=interests[m],
        )
        for m in range(n)
    ]
    return people, organisation.astype(np.int64)


def _organisations(rng: np.random.Generator) -> tuple[NDArray[np.float64], list[str], Codes]:
    regions = np.array(REGION_SHARES) / sum(REGION_SHARES)
    shares, sectors, homes = [], [], []
    for kind, count, share, spread in KINDS:
        size = rng.lognormal(0, spread, count)
        shares.append(share * size / size.sum())
        sectors += [SECTOR.get(kind, kind)] * count
        local = kind in ("local", "NHS")
        homes.append(rng.choice(12, count, p=regions) if local else np.full(count, -1))
    whole = np.concatenate(shares)
    return whole / whole.sum(), sectors, np.concatenate(homes).astype(np.int64)


def _interests(n: int, rng: np.random.Generator) -> list[tuple[str, ...]]:
    """Gumbel top-k: a weighted sample without replacement, vectorised."""
    count = np.minimum(rng.poisson(4, n), MOST_INTERESTS)
    taste = np.log(1 / np.arange(1, INTERESTS + 1) ** 0.9) + rng.gumbel(size=(n, INTERESTS))
    names = np.array([f"interest {k}" for k in range(INTERESTS)], dtype=object)
    ranked = np.argsort(-taste, axis=1)
    return [tuple(names[ranked[m, : count[m]]]) for m in range(n)]


def _avoided(n: int, rng: np.random.Generator) -> set[tuple[int, int]]:
    a, b = rng.integers(0, n, (2, int(n * AVOIDED_EACH))).tolist()
    return {_ordered(x, y) for x, y in zip(a, b, strict=True) if x != y}


def _with_last_scores(people: list[Person], pairs: list[tuple[int, int]]) -> tuple[Person, ...]:
    score = dict.fromkeys(range(len(people)), 0)
    for a, b in pairs:
        score[a] = score[b] = _score(people[a], people[b])
    return tuple(replace(person, last_score=score[m]) for m, person in enumerate(people))


def _score(a: Person, b: Person) -> int:
    shared = min(len(set(a.interests) & set(b.interests)), 4)
    differs = 16 * (a.profession != b.profession) + 14 * (a.sector != b.sector)
    return 10 + 12 * shared + differs + 10 * (a.region == b.region)
