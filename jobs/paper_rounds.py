"""Rounds on paper: the next ones are planned one after the other, and nothing is written. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from statistics import fmean

from jobs import matching
from jobs.fairness import settle_round
from jobs.freshness import plan_freshest
from storage.types import MemberId

Met = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Question:
    """Who takes part, what is known, and a seed for each round to come."""

    people: tuple[matching.Person, ...]
    history: matching.History
    rules: matching.Rules
    seeds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """One round to come: people introduced and left out, groups that meet again, mean score."""

    introduced: int
    left_out: int
    repeats: int
    mean: float

    @property
    def is_dry(self) -> bool:
        """Whether somebody has nobody new to meet."""
        return bool(self.left_out or self.repeats)


def play(question: Question, mode: str = "auto") -> tuple[Ahead, ...]:
    """Plan one round after another, as it will be done; each remembers those before it."""
    people = list(question.people)
    met = {_pair(a, b): ago for a, b, ago in question.history.met}
    found = []
    for seed in question.seeds:
        history = replace(question.history, met=tuple((a, b, n) for (a, b), n in met.items()))
        planner = _planner(people, history, seed, mode)
        plan = plan_freshest(planner, history, question.rules)
        found.append(_sum_up(plan))
        met = _grow_older(met, plan)
        people = _settle(people, plan)
    return tuple(found)


def _planner(
    people: Sequence[matching.Person], history: matching.History, seed: int, mode: str
) -> Callable[[matching.Rules], matching.Plan]:
    def plan(rules: matching.Rules) -> matching.Plan:
        return matching.plan(people, history, rules, seed, mode, fairness=matching.OVER_ROUNDS)

    return plan


def _sum_up(plan: matching.Plan) -> Ahead:
    scores = [group.score for group in plan.groups for _ in group.members]
    return Ahead(
        introduced=len(scores),
        left_out=sum(out.cause is not matching.Cause.SAME_PERSON for out in plan.left_out),
        repeats=sum(group.relaxed for group in plan.groups),
        mean=round(fmean(scores), 2) if scores else 0.0,
    )


def _grow_older(met: Met, plan: matching.Plan) -> Met:
    older = {pair: ago + 1 for pair, ago in met.items()}
    fresh = [pair for group in plan.groups for pair in combinations(group.members, 2)]
    return older | {_pair(a, b): 1 for a, b in fresh}


def _settle(people: Sequence[matching.Person], plan: matching.Plan) -> list[matching.Person]:
    owed = {MemberId(person.id): person.debt for person in people}
    scores = {MemberId(m): group.score for group in plan.groups for m in group.members}
    left = [MemberId(o.member) for o in plan.left_out]
    settled = {outcome.member_id: outcome for outcome in settle_round(owed, scores, left)}
    return [
        replace(person, last_score=outcome.score, debt=outcome.debt, sat_out=outcome.sat_out)
        if (outcome := settled.get(MemberId(person.id)))
        else person
        for person in people
    ]


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
