"""Who meets whom: people, history and rules in; a round with its reasons out. Pure.

Imports nothing of ours: numpy, scipy, rustworkx and the standard library. Nothing is read,
written or remembered; the same people, history, rules and seed give the same plan.

plan(people, history, rules, seed, mode)   the round (planning.py)
why_not(a, b, plan, ...)                   why two people are not together (explain.py)
evaluate(groups, ...), repair(plan, ...)   what a swap costs; what a leaver touches (revise.py)
describe_group, describe_pair              reasons as English sentences (words.py)
files.read_problem, files.as_json          the command line's files (files.py)

Inside: records.py (what goes in and out) · encode.py, pool.py (members as arrays, weights by
tiles) · candidates.py (which pairs to solve for; the certificate) · cover.py (fractional optimum
and prices) · blossom.py (exact matching) · pairs.py, trio.py, packing.py (the plan of pairs) ·
forest.py, fallback.py, cause.py (when not everybody can be placed) · groups.py, leftovers.py
(sizes 3 to 6) · planning.py (plan itself).
"""

from jobs.matching.explain import Obstacle, WhyNot, why_not
from jobs.matching.planning import plan
from jobs.matching.records import (
    COMMAND,
    OVER_ROUNDS,
    BrokenRuleError,
    Cause,
    Fairness,
    Group,
    History,
    LeftOut,
    MatchingError,
    PairReasons,
    Person,
    Plan,
    Rules,
)
from jobs.matching.revise import BrokenPair, Evaluation, evaluate, repair
from jobs.matching.words import describe_group, describe_pair, describe_repeat

__all__ = [
    "COMMAND",
    "OVER_ROUNDS",
    "BrokenPair",
    "BrokenRuleError",
    "Cause",
    "Evaluation",
    "Fairness",
    "Group",
    "History",
    "LeftOut",
    "MatchingError",
    "Obstacle",
    "PairReasons",
    "Person",
    "Plan",
    "Rules",
    "WhyNot",
    "describe_group",
    "describe_pair",
    "describe_repeat",
    "evaluate",
    "plan",
    "repair",
    "why_not",
]
