"""An organiser's changes: no change ever breaks what must hold, or loses or doubles a member."""

import dataclasses
from collections import Counter
from datetime import UTC, datetime
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs import matching
from jobs.rounds.changes import Change, ImpossibleChangeError, Kind, Wish, decide
from jobs.rounds.deciding import TAKEN_OUT, Proposal, Snapshot, propose
from jobs.rounds.replacing import Layout, settle
from storage.round_records import Round
from storage.types import MemberId, NetworkId, ProgrammeId, RoundId

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
ROUND = Round(
    id=RoundId("r_1"),
    programme_id=ProgrammeId("g_1"),
    network_id=NetworkId("n_1"),
    label="2026-12",
    state="proposed",
    seed=7,
    version=1,
    introduce_at=NOON,
    check_in_at=NOON,
    remind_at=NOON,
    close_at=NOON,
)
KINDS: tuple[Kind, ...] = ("swap", "pair", "take out", "put back", "lock", "unlock")


def person(id_: str, organisation: str = "", *interests: str) -> matching.Person:
    return matching.Person(id=id_, organisation=organisation, interests=interests)


def snapshot_of(
    *people: matching.Person,
    met: tuple[tuple[str, str, int], ...] = (),
    avoid: tuple[tuple[str, str], ...] = (),
) -> Snapshot:
    history = matching.History(met=met, avoid=avoid)
    return Snapshot(people, history, matching.Rules(), seed=7)


def layout_of(proposal: Proposal) -> Layout:
    return Layout(proposal.tables, proposal.left_out, proposal.percent)


def seated_together(change: Change) -> set[frozenset[str]]:
    return {frozenset(table.members) for table in change.proposal.tables}


@st.composite
def problems(draw: st.DrawFn) -> Snapshot:
    n = draw(st.integers(0, 9))
    ids = [f"m{k}" for k in range(n)]
    people = tuple(
        person(id_, draw(st.sampled_from(["", "A", "B", "C"])), draw(st.sampled_from("xyz")))
        for id_ in ids
    )
    pairs = st.sampled_from(list(combinations(ids, 2))) if n > 1 else st.nothing()
    met = draw(st.lists(st.tuples(pairs, st.integers(1, 9)), max_size=12)) if n > 1 else []
    avoid = draw(st.lists(pairs, max_size=5)) if n > 1 else []
    return snapshot_of(*people, met=tuple((a, b, ago) for (a, b), ago in met), avoid=tuple(avoid))


def check_holds(layout: Layout, snapshot: Snapshot) -> None:
    """Everybody is in the layout exactly once, and nobody sits with whom they must not meet."""
    counted = Counter([*(m for t in layout.tables for m in t.members)])
    counted.update(member for member, _why in layout.left_out)
    assert counted == Counter(person.id for person in snapshot.people)
    assert all(len(table.members) > 1 for table in layout.tables)
    groups = [table.members for table in layout.tables]
    judged = matching.evaluate(groups, snapshot.people, snapshot.history, snapshot.rules)
    assert judged.broken == ()
    assert [t.relaxed for t in layout.tables] == [group.relaxed for group in judged.groups]


@settings(max_examples=50, deadline=None)
@given(st.data(), problems())
def test_no_run_of_changes_breaks_a_rule_or_loses_or_doubles_anybody(
    data: st.DataObject, snapshot: Snapshot
) -> None:
    layout = layout_of(propose(snapshot))
    check_holds(layout, snapshot)
    names = [MemberId(person.id) for person in snapshot.people] or [MemberId("nobody")]
    for _ in range(4):
        kind, a = data.draw(st.sampled_from(KINDS)), data.draw(st.sampled_from(names))
        b = data.draw(st.sampled_from(names)) if kind in ("swap", "pair") else None
        try:
            change = decide(layout, snapshot, Wish(kind, a, b), ROUND)
        except ImpossibleChangeError:
            continue
        layout = layout_of(change.proposal)
        check_holds(layout, snapshot)
        assert 0 <= change.percent_after <= 100


@settings(max_examples=50, deadline=None)
@given(st.data(), problems())
def test_whatever_people_did_since_the_plan_the_layout_holds_for_who_is_left(
    data: st.DataObject, snapshot: Snapshot
) -> None:
    planned = data.draw(st.sets(st.sampled_from([p.id for p in snapshot.people] or ["nobody"])))
    before = dataclasses.replace(
        snapshot, people=tuple(p for p in snapshot.people if p.id in planned)
    )
    layout = layout_of(propose(before))
    leavers = data.draw(st.sets(st.sampled_from([p.id for p in snapshot.people] or ["nobody"])))
    avoid = snapshot.history.avoid
    if len(snapshot.people) > 1:
        avoid += (
            data.draw(st.sampled_from(list(combinations([p.id for p in snapshot.people], 2)))),
        )
    after = dataclasses.replace(
        snapshot,
        people=tuple(p for p in snapshot.people if p.id not in leavers),
        history=dataclasses.replace(snapshot.history, avoid=avoid),
    )
    settled = settle(layout, after)
    check_holds(settled, after)
    assert settle(settled, after) == settled


SIX = tuple(person(f"m{k}", f"Org {k}", "data") for k in range(6))


def test_two_members_of_different_pairs_can_be_swapped_and_nobody_else_moves() -> None:
    snapshot = snapshot_of(*SIX)
    layout = layout_of(propose(snapshot))
    first, second, third = (table.members for table in layout.tables)
    change = decide(layout, snapshot, Wish("swap", first[0], second[0]), ROUND)
    assert seated_together(change) == {
        frozenset((second[0], first[1])),
        frozenset((first[0], second[1])),
        frozenset(third),
    }
    assert len(change.before) == len(change.after) == 2


def test_pairing_by_hand_gives_the_two_who_lost_their_partners_to_each_other() -> None:
    snapshot = snapshot_of(*SIX)
    layout = layout_of(propose(snapshot))
    first, second, third = (table.members for table in layout.tables)
    change = decide(layout, snapshot, Wish("pair", first[0], second[0]), ROUND)
    assert seated_together(change) == {
        frozenset((first[0], second[0])),
        frozenset((first[1], second[1])),
        frozenset(third),
    }
    by_hand = next(t for t in change.proposal.tables if first[0] in t.members)
    assert by_hand.locked


def test_whoever_loses_a_partner_who_is_taken_out_joins_a_pair() -> None:
    snapshot = snapshot_of(*SIX)
    layout = layout_of(propose(snapshot))
    out = layout.tables[0].members[0]
    change = decide(layout, snapshot, Wish("take out", out), ROUND)
    assert change.proposal.left_out == ((out, TAKEN_OUT),)
    assert sorted(len(table.members) for table in change.proposal.tables) == [2, 3]
    assert change.percent_after < change.percent_before


def test_whoever_was_taken_out_stays_out_of_a_new_plan_until_put_back() -> None:
    snapshot = snapshot_of(*SIX)
    planned = layout_of(propose(dataclasses.replace(snapshot, taken_out=("m2",))))
    assert planned.left_out == (("m2", TAKEN_OUT),)
    change = decide(planned, snapshot, Wish("put back", MemberId("m2")), ROUND)
    assert change.proposal.left_out == ()
    check_holds(layout_of(change.proposal), snapshot)


def test_a_locked_pair_survives_another_plan_and_is_not_changed_by_hand() -> None:
    snapshot = snapshot_of(*SIX)
    locked = ("m0", "m5")
    planned = layout_of(propose(dataclasses.replace(snapshot, locked=(locked,))))
    assert frozenset(locked) in {frozenset(table.members) for table in planned.tables}
    with pytest.raises(ImpossibleChangeError) as refused:
        decide(planned, snapshot, Wish("swap", MemberId("m0"), MemberId("m1")), ROUND)
    assert refused.value.why == "locked"


def test_a_lock_is_given_up_when_the_two_must_not_meet_any_more() -> None:
    snapshot = snapshot_of(*SIX, avoid=(("m0", "m5"),))
    planned = layout_of(propose(dataclasses.replace(snapshot, locked=(("m0", "m5"),))))
    assert frozenset(("m0", "m5")) not in {frozenset(table.members) for table in planned.tables}
    check_holds(planned, snapshot)


def test_a_repeat_is_listed_and_allowed() -> None:
    snapshot = snapshot_of(*SIX, met=(("m0", "m1", 2),))
    change = decide(
        layout_of(propose(snapshot)), snapshot, Wish("pair", MemberId("m0"), MemberId("m1")), ROUND
    )
    assert [(pair.a, pair.b, pair.rounds_ago) for pair in change.bends] == [("m0", "m1", 2)]
    assert len(change.proposal.relaxed) == 1


@pytest.mark.parametrize(
    ("snapshot", "why"),
    [
        (snapshot_of(*SIX, avoid=(("m0", "m1"),)), "avoided"),
        (snapshot_of(person("m0", "Org"), person("m1", "Org"), *SIX[2:]), "colleagues"),
    ],
)
def test_colleagues_and_avoid_lists_never_bend(snapshot: Snapshot, why: str) -> None:
    layout = layout_of(propose(snapshot))
    with pytest.raises(ImpossibleChangeError) as refused:
        decide(layout, snapshot, Wish("pair", MemberId("m0"), MemberId("m1")), ROUND)
    assert refused.value.why == why


def test_somebody_who_does_not_take_part_cannot_be_placed() -> None:
    snapshot = snapshot_of(*SIX)
    with pytest.raises(ImpossibleChangeError) as refused:
        decide(
            layout_of(propose(snapshot)), snapshot, Wish("take out", MemberId("stranger")), ROUND
        )
    assert refused.value.why == "not in round"
