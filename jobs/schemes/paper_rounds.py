"""Rounds on paper: the next ones are planned one after the other, and nothing is written. Pure."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import combinations
from statistics import fmean

from jobs import matching
from jobs.rounds.fairness import settle_round
from jobs.rounds.freshness import plan_freshest
from storage.types import MemberId

Met = dict[tuple[str, str], int]
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """That somebody takes part in every n-th round only, or sits out the first `rest` rounds."""

    every: int = 1
    rest: int = 0


@dataclass(frozen=True, slots=True)
class Wishes:
    """What two wish of one round: not to meet yet, or to be put together if they did not meet."""

    apart: Pairs = ()
    together: Pairs = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Who takes part, what is known, and a seed for each round to come.

    `turns`: of those who do not take part each time, by id; `wishes`: of each round, in order.
    """

    people: tuple[matching.Person, ...]
    history: matching.History
    rules: matching.Rules
    seeds: tuple[int, ...]
    turns: Mapping[str, Turn] = field(default_factory=dict)
    wishes: tuple[Wishes, ...] = ()


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
    resting = {member: turn.rest for member, turn in question.turns.items()}
    done: set[tuple[str, str]] = set()
    found = []
    for number, seed in enumerate(question.seeds):
        wishes = question.wishes[number] if number < len(question.wishes) else Wishes()
        here = [person for person in people if not resting.get(person.id)]
        history = _history(question, met, wishes)
        together = _put_together(wishes, done, here, history, question.rules)
        history = replace(history, met=tuple(m for m in history.met if m[:2] not in together))
        planner = _planner(here, history, seed, mode, together)
        plan = plan_freshest(planner, here, history, question.rules)
        found.append(_sum_up(plan))
        done.update(together)
        met = _grow_older(met, plan)
        people = _settle(people, plan)
        resting = _rest(question.turns, resting, plan)
    return tuple(found)


def _history(question: Question, met: Met, wishes: Wishes) -> matching.History:
    avoid = (*question.history.avoid, *wishes.apart)
    return replace(question.history, met=tuple((a, b, n) for (a, b), n in met.items()), avoid=avoid)


def _put_together(
    wishes: Wishes,
    done: AbstractSet[tuple[str, str]],
    here: Sequence[matching.Person],
    history: matching.History,
    rules: matching.Rules,
) -> Pairs:
    """The pairs who wished for it a year before, are both here, and may meet."""
    present = {person.id for person in here}
    pairs = [_pair(a, b) for a, b in wishes.together if {a, b} <= present]
    fresh = [pair for pair in pairs if pair not in done]
    once = [p for n, p in enumerate(fresh) if all(set(p).isdisjoint(q) for q in fresh[:n])]
    if not once:
        return ()
    broken = {pair.a for pair in matching.evaluate(once, here, history, rules).broken}
    return tuple(pair for pair in once if broken.isdisjoint(pair))


def _planner(
    people: Sequence[matching.Person],
    history: matching.History,
    seed: int,
    mode: str,
    together: Pairs,
) -> Callable[[matching.Rules], matching.Plan]:
    def plan(rules: matching.Rules) -> matching.Plan:
        return matching.plan(
            people,
            history,
            rules,
            seed,
            mode,
            fairness=matching.OVER_ROUNDS,
            locked=together,
        )

    return plan


def _rest(
    turns: Mapping[str, Turn], resting: Mapping[str, int], plan: matching.Plan
) -> dict[str, int]:
    """Whoever rests has one round fewer to; whoever takes part in every n-th begins to."""
    introduced = {member for group in plan.groups for member in group.members}
    return {
        member: turn.every - 1 if member in introduced else max(resting[member] - 1, 0)
        for member, turn in turns.items()
    }


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
