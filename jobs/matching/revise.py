"""After the plan: what an organiser's swap costs, and what a leaver or a late joiner touches."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from jobs.matching.encode import priorities
from jobs.matching.explain import (
    Acquaintance,
    Obstacle,
    index_history,
    make_group,
    obstacle_between,
)
from jobs.matching.planning import plan
from jobs.matching.records import (
    COMMAND,
    Fairness,
    Group,
    History,
    MatchingError,
    Person,
    Plan,
    Rules,
)
from jobs.matching.words import describe_repeat


@dataclass(frozen=True, slots=True)
class BrokenPair:
    """Two people of one group who must never meet, and why."""

    a: str
    b: str
    obstacle: Obstacle


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What given groups are worth; `broken` lists pairs that must never be sent."""

    groups: tuple[Group, ...]
    score: float
    objective: float
    broken: tuple[BrokenPair, ...]


def evaluate(
    groups: Sequence[Sequence[str]],
    people: Sequence[Person],
    history: History,
    rules: Rules,
    *,
    fairness: Fairness = COMMAND,
) -> Evaluation:
    """Score given groups under the same rules as plan(); cheap, so every swap can show its cost.

    Raises MatchingError for an unknown id, or a member in two groups.
    """
    by_id, known = _by_id(people), index_history(history)
    _check_members(groups, by_id)
    named = tuple(make_group([by_id[m] for m in group], known, rules) for group in groups)
    return Evaluation(
        groups=named,
        score=float(sum(group.score for group in named)),
        objective=_objective(named, people, fairness),
        broken=tuple(pair for group in groups for pair in _broken(group, by_id, known, rules)),
    )


def repair(
    old: Plan,
    people: Sequence[Person],
    history: History,
    rules: Rules,
    seed: int,
    *,
    removed: Sequence[str] = (),
    added: Sequence[str] = (),
    locked: Sequence[Sequence[str]] = (),
    fairness: Fairness = COMMAND,
) -> Plan:
    """Re-plan only what leavers and joiners touch; all other groups stay as they are.

    `people` holds everybody (leavers may be missing). A group that a leaver leaves with two or
    more stays together; who is left alone is planned anew with the joiners and those left out
    before; who finds nobody joins a group that is not locked.
    """
    started = time.perf_counter()
    gone, by_id = set(removed), _by_id(people)
    fixed = {frozenset(group) for group in locked}
    fixed |= {frozenset(group.members) for group in old.groups if group.locked}
    stay = [[m for m in group.members if m not in gone] for group in old.groups]
    kept = [group for group in stay if len(group) > 1]
    seated = {member for group in kept for member in group}
    loose = [m for group in stay if len(group) == 1 for m in group]
    loose += [out.member for out in old.left_out if out.member not in gone] + list(added)
    free = sorted({m for m in loose if m in by_id} - seated, key=lambda m: by_id[m].order)
    replan = _Replan(people, by_id, history, rules, seed, fairness)
    fresh = replan.rest(free, kept)
    if _needs_others(fresh, free):
        kept, free = replan.seat(free, kept, fixed, rules)
        fresh = replan.rest(free, kept)
    if alone := [out.member for out in fresh.left_out if out.member in free]:
        groups = [list(group.members) for group in fresh.groups]
        groups, alone = replan.seat(alone, groups, fixed, replace(rules, no_repeat_within=0))
        fresh = replan.rest(alone, groups)
    return _settle(fresh, old, fixed, rules, started)


def _needs_others(tried: Plan, free: Sequence[str]) -> bool:
    """Whether the loose ones cannot all be placed among themselves without bending a rule."""
    bent = any(group.relaxed and not group.locked for group in tried.groups)
    return bent or any(out.member in free for out in tried.left_out)


@dataclass(frozen=True, slots=True)
class _Replan:
    """What a repair plans with."""

    people: Sequence[Person]
    by_id: dict[str, Person]
    history: History
    rules: Rules
    seed: int
    fairness: Fairness

    def rest(self, free: Sequence[str], kept: Sequence[Sequence[str]]) -> Plan:
        """The loose ones among themselves, everybody else as they are."""
        wanted = set(free) | {member for group in kept for member in group}
        some = [person for person in self.people if person.id in wanted]
        return plan(some, self.history, self.rules, self.seed, fairness=self.fairness, locked=kept)

    def seat(
        self,
        free: Sequence[str],
        kept: Sequence[Sequence[str]],
        fixed: set[frozenset[str]],
        rules: Rules,
    ) -> tuple[list[list[str]], list[str]]:
        """Each joins the group it suits best that these rules allow; one to a group."""
        known = index_history(self.history)
        groups, still = [list(group) for group in kept], []
        open_to = [k for k, group in enumerate(groups) if frozenset(group) not in fixed]
        for member in free:
            fitting = [k for k in open_to if self._fits(member, groups[k], known, rules)]
            if not fitting:
                still.append(member)
                continue
            best = min(fitting, key=lambda k: self._cost(member, groups[k], known))
            groups[best].append(member)
            open_to.remove(best)
        return groups, still

    def _fits(self, member: str, group: Sequence[str], known: Acquaintance, rules: Rules) -> bool:
        me = self.by_id[member]
        return all(obstacle_between(me, self.by_id[m], known, rules) is None for m in group)

    def _cost(
        self, member: str, group: Sequence[str], known: Acquaintance
    ) -> tuple[int, int, int, float, list[tuple[str, str]]]:
        """Repeats, recent repeats, size, lost score; then who it is, so that ties are settled."""
        before = make_group([self.by_id[m] for m in group], known, self.rules)
        after = make_group([self.by_id[m] for m in [*group, member]], known, self.rules)
        ages = [p.rounds_ago for p in after.reasons if p.rounds_ago and member in (p.a, p.b)]
        who = sorted(self.by_id[m].order for m in group)
        return len(ages), -sum(ages), len(group), before.score - after.score, who


def _settle(
    fresh: Plan, old: Plan, fixed: set[frozenset[str]], rules: Rules, started: float
) -> Plan:
    """The new plan with only the organiser's own groups marked as locked, and the old prices."""
    groups = tuple(
        replace(group, locked=frozenset(group.members) in fixed) for group in fresh.groups
    )
    return replace(
        fresh,
        groups=groups,
        relaxed=tuple(describe_repeat(group, rules) for group in groups if group.relaxed),
        prices={**old.prices, **fresh.prices},
        seconds=time.perf_counter() - started,
    )


def _by_id(people: Sequence[Person]) -> dict[str, Person]:
    return {person.id: person for person in people}


def _check_members(groups: Sequence[Sequence[str]], by_id: dict[str, Person]) -> None:
    seen: set[str] = set()
    for member in (member for group in groups for member in group):
        if member not in by_id:
            raise MatchingError(f"There is no member with the id {member}.")
        if member in seen:
            raise MatchingError(f"{member} is in two groups; each member may be in one.")
        seen.add(member)


def _broken(
    group: Sequence[str], by_id: dict[str, Person], known: Acquaintance, rules: Rules
) -> list[BrokenPair]:
    found = []
    for a, b in combinations(group, 2):
        obstacle = obstacle_between(by_id[a], by_id[b], known, rules)
        if obstacle is not None and obstacle is not Obstacle.MET:
            found.append(BrokenPair(a, b, obstacle))
    return found


def _objective(groups: Sequence[Group], people: Sequence[Person], fairness: Fairness) -> float:
    unit, priority = priorities(people, fairness)
    favour = {person.id: int(p) for person, p in zip(people, priority, strict=True)}
    return sum(
        sum(pair.score * (unit + favour[pair.a] + favour[pair.b]) for pair in group.reasons)
        / max(1, len(group.members) - 1)
        for group in groups
    )
