"""What a round leaves behind for the next one: whoever was weak or left out counts more.

Matching multiplies a pair's score by 1 + 0.5 for each of the weakest fifth by last score + each
one's debt. A debt grows by half of how far a round fell below the round's mean, and shrinks by as
much above it: measured in `docs/figures.md`. Additive bonuses do nothing (matching reference, 8).
"""

from collections.abc import Mapping, Sequence
from statistics import fmean

from storage.enrolments import Outcome
from storage.round_records import Group, LeftOut, Round
from storage.transaction import Transaction
from storage.types import MemberId, ProgrammeId

SHARE = 0.5
MOST_DEBT = 2.0


def outcomes(
    tx: Transaction, programme_id: ProgrammeId, groups: Sequence[Group], left_out: Sequence[LeftOut]
) -> list[Outcome]:
    """Return what a round did for each of its members."""
    owed = {e.member_id: e.debt for e in tx.enrolments.all(programme_id)}
    scores = {member: group.score for group in groups for member in group.members}
    return settle_round(owed, scores, [out.member_id for out in left_out])


def outcomes_later(tx: Transaction, round_: Round, wave: Sequence[Group]) -> list[Outcome]:
    """Return what a later wave did for those who had no introduction in the round before it.

    Whoever the plan left out was owed for that, and is no more; for the others of the wave, what
    the round did for them stands.
    """
    number = min(group.wave for group in wave)
    earlier = tx.rounds.seating.seated_before(round_.id, number)
    left_out = {out.member_id for out in tx.rounds.left_out(round_.id)}
    planned = [group for group in tx.rounds.groups(round_.id) if group.wave == 0]
    mean = fmean([g.score for g in planned or wave for _ in g.members])
    debts = {
        e.member_id: max(e.debt - SHARE, 0.0) if e.member_id in left_out else e.debt
        for e in tx.enrolments.all(round_.programme_id)
        if e.member_id not in earlier
    }
    scores = {m: group.score for group in wave for m in group.members}
    return [
        Outcome(member, scores[member], settle(debt, scores[member], mean), sat_out=False)
        for member, debt in debts.items()
        if member in scores
    ]


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
