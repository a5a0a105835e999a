"""What a round leaves behind for the next one: whoever was weak or left out counts more.

Matching multiplies a pair's score by 1 + 0.5 for each of the weakest fifth by last score + each
one's debt. A debt grows by half of how far a round fell below the round's mean, and shrinks by as
much above it: measured in `docs/figures.md`. Additive bonuses do nothing (matching reference, 8).
"""

from collections.abc import Mapping, Sequence
from statistics import fmean

from storage.enrolments import Outcome
from storage.store import Transaction
from storage.types import Group, LeftOut, MemberId, ProgrammeId

SHARE = 0.5
MOST_DEBT = 2.0


def outcomes(
    tx: Transaction, programme_id: ProgrammeId, groups: Sequence[Group], left_out: Sequence[LeftOut]
) -> list[Outcome]:
    """Return what a round did for each of its members."""
    owed = {e.member_id: e.debt for e in tx.enrolments.all(programme_id)}
    scores = {member: group.score for group in groups for member in group.members}
    return settle_round(owed, scores, [out.member_id for out in left_out])


def settle_round(
    owed: Mapping[MemberId, float], scores: Mapping[MemberId, float], left_out: Sequence[MemberId]
) -> list[Outcome]:
    """Return everybody's outcome: score (0 when left out), debt, and whether they sat out. Pure."""
    mean = fmean(scores.values()) if scores else 0.0
    everyone = dict.fromkeys(left_out, 0.0) | dict(scores)
    return [
        Outcome(member, score, settle(owed[member], score, mean), sat_out=member not in scores)
        for member, score in everyone.items()
        if member in owed
    ]


def settle(debt: float, score: float, mean: float) -> float:
    """Return the debt after a round with this score, in a round with this mean."""
    change = SHARE * (mean - score) / mean if mean else 0.0
    return min(max(debt + change, 0.0), MOST_DEBT)
