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
    free = sorted({member for member in loose if member in by_id} - seated)
    fresh = _plan_loose(free, kept, people, history, rules, seed, fairness)
    if fresh is None:
        joinable = [k for k, group in enumerate(kept) if frozenset(group) not in fixed]
        kept, free = _seat(free, kept, joinable, by_id, index_history(history), rules)
        fresh = _plan_rest(free, kept, people, history, rules, seed, fairness)
    return _settle(fresh, old, fixed, rules, started)


def _plan_loose(
    free: Sequence[str],
    kept: Sequence[Sequence[str]],
    people: Sequence[Person],
    history: History,
    rules: Rules,
    seed: int,
    fairness: Fairness,
) -> Plan | None:
    """The loose ones among themselves; None where somebody stays alone or a rule has to bend."""
    tried = _plan_rest(free, kept, people, history, rules, seed, fairness)
    bent = any(group.relaxed and not group.locked for group in tried.groups)
    return None if bent or any(out.member in free for out in tried.left_out) else tried


def _plan_rest(
    free: Sequence[str],
    kept: Sequence[Sequence[str]],
    people: Sequence[Person],
    history: History,
    rules: Rules,
    seed: int,
    fairness: Fairness,
) -> Plan:
    wanted = set(free) | {member for group in kept for member in group}
    some = [person for person in people if person.id in wanted]
    return plan(some, history, rules, seed, fairness=fairness, locked=kept)


def _seat(
    free: Sequence[str],
    kept: Sequence[Sequence[str]],
    joinable: Sequence[int],
    by_id: dict[str, Person],
    known: Acquaintance,
    rules: Rules,
) -> tuple[list[list[str]], list[str]]:
    """Each loose one joins the smallest, then best, legal group that nobody else has joined."""
    groups, still, open_to = [list(group) for group in kept], [], list(joinable)
    for member in free:
        fitting = [k for k in open_to if _fits(member, groups[k], by_id, known, rules)]
        if not fitting:
            still.append(member)
            continue
        best = min(fitting, key=lambda k: _worth_joining(member, groups[k], by_id, known, rules))
        groups[best].append(member)
        open_to.remove(best)
    return groups, still


def _fits(
    member: str, group: Sequence[str], by_id: dict[str, Person], known: Acquaintance, rules: Rules
) -> bool:
    me = by_id[member]
    return all(obstacle_between(me, by_id[m], known, rules) is None for m in group)


def _worth_joining(
    member: str, group: Sequence[str], by_id: dict[str, Person], known: Acquaintance, rules: Rules
) -> tuple[int, float, list[str]]:
    before = make_group([by_id[m] for m in group], known, rules).score
    after = make_group([by_id[m] for m in [*group, member]], known, rules).score
    return len(group), before - after, sorted(group)


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
