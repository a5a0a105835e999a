"""Mentors and those they help: a two-sided assignment with capacities. Pure.

Who has wishes gets one mentor, who offers one of the topics that they wish for; a mentor has up
to `capacity` at once. Best first: as many as possible have a mentor; whoever sat out last time
has one; few are together again, and few pairs mentor each other; then points. Each mentor is as
many columns as they have room for (Kuhn 1955; scipy's linear_sum_assignment), and pairs that
would mentor each other are settled by branch and bound over that.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from jobs.matching.encode import fold
from jobs.matching.explain import Acquaintance, Obstacle, index_history, obstacle_between
from jobs.matching.explain import reasons_for as pair_reasons
from jobs.matching.pool import Floats
from jobs.matching.records import Cause, History, LeftOut, MatchingError, Person, Rules

TOPIC_POINTS, MOST_TOPICS = 30, 4
NEXT_MENTEE = 8  # points that a mentor's second mentee has to outweigh, and each one after
MOST_NODES = 300  # plans that are tried to part those who would mentor each other
MOST_MENTEES = 10
UNSAID = "{} has not said yet what they can help with, or would like help with."
NO_TOPIC = "Nobody who takes part offers what {} would like help with: {}."
FORBIDDEN = (
    "Everybody who could help {} is a colleague, or on an avoid list, so nobody may be matched."
)
FULL = "Everybody who could help {} has as many people already as they have room for."
UNASKED = "Nobody asked this time for what {} can help with, or others help them already."
Arc = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """One person's part in mentoring; topics as the network writes them.

    Offers without capacity, or wishes that are blank, count as none.
    """

    person: Person
    offers: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    capacity: int = 1


@dataclass(frozen=True, slots=True)
class Mentoring:
    """Who mentors whom, on what, and what had to bend: again, or each the other's mentor."""

    mentor: str
    mentee: str
    topics: tuple[str, ...]
    score: int
    again: bool = False
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class MentorPlan:
    """A term of mentoring: the pairs by mentor and mentee, and who found nobody and why."""

    pairs: tuple[Mentoring, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def score(self) -> int:
        """The points of all pairs."""
        return sum(pair.score for pair in self.pairs)


def match_mentors(
    parts: Sequence[Part],
    history: History,
    rules: Rules,
    seed: int,
    kept: Sequence[tuple[str, str]] = (),
) -> MentorPlan:
    """The best term; the same for the same parts, history, rules and seed.

    `kept` are (mentor, mentee) who go on as they are; they use their places up.
    Raises MatchingError where somebody takes part twice or a kept pair is unknown.
    """
    ids = [part.person.id for part in parts]
    if len(set(ids)) < len(ids):
        raise MatchingError("Somebody takes part twice; each may be listed once.")
    order = np.random.default_rng([seed % 2**63, 5]).permutation(len(parts))
    ordered = sorted(parts, key=lambda part: part.person.id)
    table = _tabulate([ordered[k] for k in order], index_history(history), rules, kept)
    arcs = _solve(table)
    pairs = [table.describe(arc, arcs) for arc in [*table.kept, *arcs]]
    return MentorPlan(
        tuple(sorted(pairs, key=lambda pair: (pair.mentor, pair.mentee))),
        tuple(sorted(_left_out(table, arcs), key=lambda out: out.member)),
    )


def shared_topics(offers: Sequence[str], wishes: Sequence[str]) -> tuple[str, ...]:
    """The wished topics that are offered, as they were wished for, compared as folded."""
    offered = {fold(topic) for topic in offers} - {""}
    return tuple(dict.fromkeys(topic.strip() for topic in wishes if fold(topic) in offered))


@dataclass(frozen=True, slots=True)
class _Table:
    """Who may mentor whom. `points` is mentors x mentees, -inf where they may not.

    Rows and columns are numbers of parts: any part may be both. `again` is 1 where they met within
    the rule's rounds. Each of the levels outweighs all below it together.
    """

    parts: Sequence[Part]
    points: Floats
    again: Floats
    room: tuple[int, ...]
    kept: tuple[Arc, ...]
    known: Acquaintance
    rules: Rules

    @property
    def mentees(self) -> list[int]:
        """Who wants a mentor and does not keep one."""
        has = {mentee for _mentor, mentee in self.kept}
        return [k for k, part in enumerate(self.parts) if _said(part.wishes) and k not in has]

    def describe(self, arc: Arc, arcs: Sequence[Arc]) -> Mentoring:
        """The pair in words' terms."""
        mentor, mentee = (self.parts[k] for k in arc)
        score = _points(mentor, mentee, self.known, self.rules)
        return Mentoring(
            mentor.person.id,
            mentee.person.id,
            shared_topics(mentor.offers, mentee.wishes),
            score,
            again=bool(self.again[arc]) and arc not in self.kept,
            mutual=arc[::-1] in {*arcs, *self.kept},
        )


def _said(topics: Sequence[str]) -> bool:
    return any(fold(topic) for topic in topics)


def _points(mentor: Part, mentee: Part, known: Acquaintance, rules: Rules) -> int:
    topics = len(shared_topics(mentor.offers, mentee.wishes))
    usual = pair_reasons(mentor.person, mentee.person, known, rules).score
    return TOPIC_POINTS * min(topics, MOST_TOPICS) + usual


def _tabulate(
    parts: Sequence[Part], known: Acquaintance, rules: Rules, kept: Sequence[tuple[str, str]]
) -> _Table:
    place = {part.person.id: k for k, part in enumerate(parts)}
    if unknown := {member for pair in kept for member in pair} - place.keys():
        raise MatchingError(f"{min(unknown)} is in a pair that goes on, but takes no part.")
    going_on = tuple((place[a], place[b]) for a, b in kept)
    taken = [mentor for mentor, _mentee in going_on]
    points = np.full((len(parts), len(parts)), -np.inf)
    again = np.zeros_like(points)
    for i, mentor in enumerate(parts):
        for j, mentee in enumerate(parts):
            if i != j and shared_topics(mentor.offers, mentee.wishes):
                obstacle = obstacle_between(mentor.person, mentee.person, known, rules)
                if obstacle in (None, Obstacle.MET):
                    points[i, j] = _points(mentor, mentee, known, rules)
                    again[i, j] = obstacle is Obstacle.MET
    room = tuple(
        max(0, min(part.capacity, MOST_MENTEES) - taken.count(k)) for k, part in enumerate(parts)
    )
    return _Table(parts, points, again, room, going_on, known, rules)


# Solving


@dataclass(frozen=True, slots=True)
class _Levels:
    """What each level weighs: a mentee with a mentor, one who sat out, a bend; points weigh 1."""

    placed: float
    sat_out: float
    bend: float


def _solve(table: _Table) -> list[Arc]:
    """The best assignment in which few mentor each other. Best-first branch and bound."""
    levels = _levels(table)
    numbers = count()
    first = _assign(table, levels, frozenset())
    best, best_value = first[1], _value(table, levels, first)
    queue = [(-first[0], next(numbers), frozenset[Arc](), first)]
    for _ in range(MOST_NODES):
        if not queue or -queue[0][0] <= best_value:
            break
        _bound, _number, banned, found = heapq.heappop(queue)
        for arc in _mutual(table, found[1])[:1]:
            for ban in _ways_to_part(table, arc):
                node = _assign(table, levels, banned | {ban})
                heapq.heappush(queue, (-node[0], next(numbers), banned | {ban}, node))
                if (value := _value(table, levels, node)) > best_value:
                    best, best_value = node[1], value
    return best


def _ways_to_part(table: _Table, arc: Arc) -> list[Arc]:
    return [each for each in (arc, arc[::-1]) if each not in table.kept]


def _levels(table: _Table) -> _Levels:
    legal = table.points[np.isfinite(table.points)]
    most = float(legal.max(initial=0)) + NEXT_MENTEE * MOST_MENTEES
    some = len(table.parts) + 1
    bend = most * some
    sat_out = bend * 2 * some
    return _Levels(placed=sat_out * some, sat_out=sat_out, bend=bend)


def _assign(table: _Table, levels: _Levels, banned: frozenset[Arc]) -> tuple[float, list[Arc]]:
    """The best assignment that uses no banned arc, blind to mutual pairs: its value and arcs."""
    mentees = table.mentees
    slots = [(k, nth) for k, room in enumerate(table.room) for nth in range(room)]
    slots = [slot for slot in slots if np.isfinite(table.points[slot[0]]).any()]
    if not mentees or not slots:
        return 0.0, []
    mentor = np.array([k for k, _nth in slots])
    at = np.ix_(mentor, np.array(mentees))
    worth = table.points[at].T - NEXT_MENTEE * np.array([n for _k, n in slots])
    worth -= levels.bend * table.again[at].T
    sat_out = np.array([table.parts[k].person.sat_out for k in mentees], np.float64)
    worth += levels.placed + levels.sat_out * sat_out[:, None]
    for i, j in banned:
        if j in mentees:
            worth[mentees.index(j), mentor == i] = -np.inf
    worth = np.where(np.isfinite(worth), worth, 0.0)
    from scipy.optimize import linear_sum_assignment  # costly: only mentoring pays for it

    rows, columns = linear_sum_assignment(worth, maximize=True)
    found = [(r, c) for r, c in zip(rows.tolist(), columns.tolist(), strict=True) if worth[r, c]]
    value = float(sum(worth[r, c] for r, c in found))
    return value, [(int(mentor[c]), mentees[r]) for r, c in found]


def _mutual(table: _Table, arcs: Sequence[Arc]) -> list[Arc]:
    """Pairs of people who would mentor each other, each once."""
    everything = {*arcs, *table.kept}
    return sorted(
        (i, j)
        for i, j in everything
        if i < j and (j, i) in everything and not {(i, j), (j, i)} <= set(table.kept)
    )


def _value(table: _Table, levels: _Levels, found: tuple[float, list[Arc]]) -> float:
    return found[0] - levels.bend * len(_mutual(table, found[1]))


# Who found nobody


def _left_out(table: _Table, arcs: Sequence[Arc]) -> list[LeftOut]:
    everything = [*table.kept, *arcs]
    helped = {mentee for _mentor, mentee in everything}
    helping = {mentor for mentor, _mentee in everything}
    out = []
    for k, part in enumerate(table.parts):
        if k in helped or (k in helping and not _said(part.wishes)):
            continue
        cause, why = _cause(table, k)
        out.append(LeftOut(part.person.id, cause, why))
    return out


def _cause(table: _Table, k: int) -> tuple[Cause, str]:
    part = table.parts[k]
    name = part.person.id
    if not _said(part.wishes):
        why = UNASKED if _said(part.offers) and part.capacity > 0 else UNSAID
        return Cause.ALONE, why.format(name)
    offering = [
        i
        for i, other in enumerate(table.parts)
        if i != k and other.capacity > 0 and shared_topics(other.offers, part.wishes)
    ]
    if not offering:
        wished = ", ".join(dict.fromkeys(topic.strip() for topic in part.wishes if fold(topic)))
        return Cause.NOBODY_LEGAL, NO_TOPIC.format(name, wished)
    if not np.isfinite(table.points[offering, k]).any():
        return Cause.NOBODY_LEGAL, FORBIDDEN.format(name)
    return Cause.CROWDED, FULL.format(name)
