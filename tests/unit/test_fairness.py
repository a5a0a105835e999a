"""What a round leaves behind: debts of those it served badly."""

import pytest

from jobs.rounds.fairness import MOST_DEBT, settle, settle_round
from storage.types import MemberId


def test_a_weak_round_is_owed_and_a_good_one_pays_back() -> None:
    assert settle(0.0, score=30.0, mean=60.0) == pytest.approx(0.25)
    assert settle(0.25, score=90.0, mean=60.0) == pytest.approx(0.0)


def test_sitting_out_is_owed_most_and_nobody_is_owed_for_ever() -> None:
    debt = 0.0
    for _ in range(10):
        debt = settle(debt, score=0.0, mean=60.0)
    assert debt == MOST_DEBT


def test_everybody_has_one_outcome_and_those_who_left_have_none() -> None:
    ade, bo, cy, gone = (MemberId(name) for name in ("ade", "bo", "cy", "gone"))
    found = settle_round({ade: 0.0, bo: 1.0, cy: 0.0}, {ade: 40.0, bo: 40.0, gone: 40.0}, [cy])
    outcome = {each.member_id: each for each in found}
    assert set(outcome) == {ade, bo, cy}
    assert outcome[cy].sat_out
    assert not outcome[ade].sat_out
    assert outcome[cy].debt == pytest.approx(0.5)
