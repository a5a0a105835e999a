"""What a round leaves behind for the next one: who was weak or left out counts more. Pure but for
reading the enrolments.

Multiplier 0.5 for the weakest fifth by last score, plus a debt that left-out and weak rounds add
to and good rounds halve (matching reference, fairness: additive bonuses do nothing).
"""

import math
from collections.abc import Sequence

from storage.enrolments import Outcome
from storage.store import Transaction
from storage.types import Group, LeftOut, MemberId, ProgrammeId

LEFT_OUT_DEBT = 1.0
WEAK_DEBT = 0.5
MOST_DEBT = 2.0


def outcomes(
    tx: Transaction, programme_id: ProgrammeId, groups: Sequence[Group], left_out: Sequence[LeftOut]
) -> list[Outcome]:
    """Return what a round did for each of its members."""
    owed = {e.member_id: e.debt for e in tx.enrolments.all(programme_id)}
    scores = {member: group.score for group in groups for member in group.members}
    weak = weakest_fifth(scores)
    done = [
        Outcome(member, score, settle(owed.get(member, 0.0), weak=member in weak), sat_out=False)
        for member, score in scores.items()
        if member in owed
    ]
    return done + [
        Outcome(out.member_id, 0.0, min(owed[out.member_id] + LEFT_OUT_DEBT, MOST_DEBT), True)
        for out in left_out
        if out.member_id in owed
    ]


def settle(debt: float, *, weak: bool) -> float:
    """Return the debt after a round in which a member was matched."""
    return min(debt + WEAK_DEBT, MOST_DEBT) if weak else debt / 2


def weakest_fifth(scores: dict[MemberId, float]) -> frozenset[MemberId]:
    """Return the members whose score is at most the ceil(m/5)-th lowest of the m."""
    if not scores:
        return frozenset()
    limit = sorted(scores.values())[math.ceil(len(scores) / 5) - 1]
    return frozenset(member for member, score in scores.items() if score <= limit)
