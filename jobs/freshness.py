"""New partners first: the longest memory under which everybody still finds a partner.

The rule "not met in the last k rounds" says how soon two may meet again, not that they should.
While everybody can meet somebody new, everybody does; only then does the memory get shorter, by
half each time, down to the rule. Pure.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from jobs.matching import History, Plan, Rules

Planner = Callable[[Rules], Plan]


def plan_freshest(plan: Planner, history: History, rules: Rules) -> Plan:
    """Return the first plan, from the longest memory to the rule's, in which nothing has to give.

    Nothing gives where nobody is left out, no repeat is bent to, and no group is larger than the
    numbers ask for. The rule's own plan is returned as it is.
    """
    for within in _memories(history, rules.no_repeat_within):
        found = plan(replace(rules, no_repeat_within=within))
        if _is_whole(found, rules.group_size):
            return found
    return plan(rules)


def _memories(history: History, least: int) -> Iterator[int]:
    """From the oldest meeting down to the rule, halving what is beyond it."""
    within = max((ago for _, _, ago in history.met), default=0)
    while within > least:
        yield within
        within = least + (within - least) // 2


def _is_whole(plan: Plan, size: int) -> bool:
    sizes = [len(group.members) for group in plan.groups]
    larger = sum(each > size for each in sizes)
    return not plan.left_out and not plan.relaxed and larger <= sum(sizes) % size
