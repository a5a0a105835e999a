"""People and history as arrays: codes for texts, one-hot columns for points, numbers for ids."""

import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_array, hstack

from jobs.matching.pool import Ints, Matrix, Pool, Tile
from jobs.matching.records import Fairness, History, Person, Rules

DENSE_COLUMNS, DENSE_ROWS = 320, 400  # beyond both, free text stays a sparse matrix
MAX_DEBT = 2.0


def fold(text: str) -> str:
    """A text as it is compared: NFKC, case folded, single spaces."""
    return _fold(text)


@lru_cache(maxsize=65536)
def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def build_pool(
    people: Sequence[Person], history: History, rules: Rules, fairness: Fairness
) -> Pool:
    """Arrays of these people, in the order given; unknown ids in the history are ignored."""
    unit, priority = priorities(people, fairness)
    left, right = _linear_part(people, rules)
    place = {person.id: spot for spot, person in enumerate(people)}
    nothing = np.zeros(0, np.int64)
    pool = Pool(
        topics=_compact(_holders(person.interests for person in people)),
        topic_points=rules.shared_interests,
        topic_limit=rules.shared_interests_cap,
        left=left,
        right=right,
        organisation=_organisations(people, rules),
        priority=priority,
        unit=unit,
        sat_out=np.array([p.sat_out or p.last_score == 0 for p in people], dtype=np.bool_),
        met=_known_pairs(history.met, place),
        avoid=_known_pairs(((a, b, 0) for a, b in history.avoid), place),
        closed_within=0,
        bar_start=nothing,
        bar_member=nothing,
        best_weight=max(1, rules.best_score * (unit + 2 * int(priority.max(initial=0)))),
    )
    return pool.closing(rules.no_repeat_within)


def weak_line(people: Iterable[Person]) -> float | None:
    """The last score up to which one is in the weakest fifth; None where none is given."""
    given = sorted(p.last_score for p in people if p.last_score is not None)
    return given[-(-len(given) // 5) - 1] if given else None


def priorities(people: Sequence[Person], fairness: Fairness) -> tuple[int, Tile]:
    """The unit of the weighting (1 where nobody's past is known) and each member's p."""
    line = weak_line(people)
    priority = np.zeros(len(people), np.float32)
    for spot, person in enumerate(people):
        if line is not None and person.last_score is not None and person.last_score <= line:
            priority[spot] = fairness.weak
        priority[spot] += round(fairness.debt * min(max(person.debt, 0.0), MAX_DEBT))
    return (1 if line is None and not priority.any() else fairness.unit), priority


def _organisations(people: Sequence[Person], rules: Rules) -> Ints:
    """A number per organisation; where blank, or the rule is off, everybody is their own."""
    codes: dict[str, int] = {}
    out = np.arange(len(people)) + len(people)
    if rules.different_organisation:
        for spot, person in enumerate(people):
            if name := fold(person.organisation):
                out[spot] = codes.setdefault(name, len(codes))
    return out


def _linear_part(people: Sequence[Person], rules: Rules) -> tuple[Matrix, Matrix]:
    """Two matrices whose product is base + profession + sector + region points of every pair."""
    ones = csr_array(np.ones((len(people), 1), np.float32))
    left, right = [ones * np.float32(rules.base)], [ones]
    fields = (
        ([p.profession for p in people], rules.different_profession, 0),
        ([p.sector for p in people], rules.different_sector, 0),
        ([p.region for p in people], rules.different_region, rules.same_region),
    )
    for texts, differs, same in fields:
        known = csr_array(np.array([bool(fold(t)) for t in texts], np.float32).reshape(-1, 1))
        holders = _holders((text,) for text in texts)
        left += [known * np.float32(differs), holders * np.float32(same - differs)]
        right += [known, holders]
    return _compact(csr_array(hstack(left))), _compact(csr_array(hstack(right)))


def _holders(values: Iterable[Sequence[str]]) -> csr_array:
    """Members x values that at least two members hold, compared as folded."""
    codes: dict[str, int] = {}
    row, column, count = array("q"), array("q"), 0
    for held in values:
        for value in dict.fromkeys(fold(text) for text in held):
            if value:
                row.append(count)
                column.append(codes.setdefault(value, len(codes)))
        count += 1
    cols = np.array(column, np.int64)
    common = np.bincount(cols, minlength=max(1, len(codes))) > 1
    keep = common[cols]
    place = np.cumsum(common) - 1
    ones = np.ones(int(keep.sum()), np.float32)
    shape = (count, max(1, int(common.sum())))
    return csr_array((ones, (np.array(row, np.int64)[keep], place[cols[keep]])), shape=shape)


def _compact(matrix: csr_array) -> Matrix:
    rows, cols = matrix.shape
    dense = cols <= DENSE_COLUMNS or rows <= DENSE_ROWS
    return np.asarray(matrix.toarray(), np.float32) if dense else matrix


def _known_pairs(rows: Iterable[tuple[str, str, int]], place: dict[str, int]) -> Ints:
    """Pairs as numbers, the most recent meeting where a pair is listed twice."""
    latest: dict[tuple[int, int], int] = {}
    for a, b, ago in rows:
        if a in place and b in place and a != b:
            key = (min(place[a], place[b]), max(place[a], place[b]))
            latest[key] = min(ago, latest.get(key, ago))
    found = sorted((a, b, ago) for (a, b), ago in latest.items())
    return np.array(found, np.int64).reshape(-1, 3).T
