"""New partners first: the longest memory under which everybody still finds a partner.

The rule "not met in the last k rounds" says how soon two may meet again, not that they should.
While everybody can meet somebody new, everybody does; only then does the memory get shorter, by
half each time, down to the rule. Two are no set: where the rule would leave a set of two, it bends
as little as helps, and the plan lists who meets again. Pure.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from jobs.matching import History, Person, Plan, Rules, describe_repeat, evaluate

Planner = Callable[[Rules], Plan]
SMALLEST_SET = 3


def plan_freshest(plan: Planner, people: Sequence[Person], history: History, rules: Rules) -> Plan:
    """Return the first plan, from the longest memory to the rule's, in which nothing has to give.

    Nothing gives where nobody is left out, no repeat is bent to, no group is larger than the
    numbers ask for, and no set has fewer than three. Else the rule's own plan, or for sets one
    without a set of two if bending gives one.
    """
    for within in _memories(history, rules.no_repeat_within):
        found = plan(replace(rules, no_repeat_within=within))
        if _is_whole(found, rules.group_size):
            return found
    found = plan(rules)
    return (
        _bend_for_sets(plan, people, history, rules, found) if _has_small(found, rules) else found
    )


def _bend_for_sets(
    plan: Planner, people: Sequence[Person], history: History, rules: Rules, strict: Plan
) -> Plan:
    """The rule is halved until all are sets; avoid lists and organisations never bend."""
    within = rules.no_repeat_within
    while within > 0:
        within //= 2
        bent = plan(replace(rules, no_repeat_within=within))
        if not _has_small(bent, rules) and len(bent.left_out) <= len(strict.left_out):
            judged = evaluate([group.members for group in bent.groups], people, history, rules)
            locked = {group.members for group in bent.groups if group.locked}
            groups = tuple(replace(one, locked=one.members in locked) for one in judged.groups)
            again = tuple(describe_repeat(group, rules) for group in groups if group.relaxed)
            return replace(bent, groups=groups, relaxed=again)
    return strict


def _has_small(plan: Plan, rules: Rules) -> bool:
    sizes = [len(group.members) for group in plan.groups]
    return rules.group_size >= SMALLEST_SET and min(sizes, default=SMALLEST_SET) < SMALLEST_SET


def _memories(history: History, least: int) -> Iterator[int]:
    """From the oldest meeting down to the rule, halving what is beyond it."""
    within = max((ago for _, _, ago in history.met), default=0)
    while within > least:
        yield within
        within = least + (within - least) // 2


def _is_whole(plan: Plan, size: int) -> bool:
    sizes = [len(group.members) for group in plan.groups]
    larger = sum(each > size for each in sizes)
    small = size >= SMALLEST_SET and min(sizes, default=size) < SMALLEST_SET
    gives = plan.left_out or plan.relaxed or small
    return not gives and larger <= sum(sizes) % size
