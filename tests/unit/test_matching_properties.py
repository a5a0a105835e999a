"""What must hold for every plan, whoever the members are (jobs/matching)."""

from dataclasses import replace
from itertools import combinations
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.matching import Cause, History, Obstacle, Person, Plan, Rules, evaluate, plan, repair
from jobs.matching.explain import index_history, obstacle_between

FEW = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
TOPICS = ("data", "design", "policy", "housing", "Data ", "\uff24\uff21\uff34\uff21")
Round = tuple[list[Person], History, Rules]

words = st.sampled_from(("", "a", "b", "c", "A "))


@st.composite
def people_of_a_network(draw: st.DrawFn, most: int = 14) -> list[Person]:
    """Up to `most` invented people, with gaps and spellings as people leave them."""
    count = draw(st.integers(0, most))
    organisations = st.sampled_from(("", "Leeds", "leeds", "York", "Hull", "Bath", "Ely"))
    return [
        Person(
            id=f"m{number:02d}",
            organisation=draw(organisations),
            sector=draw(words),
            region=draw(words),
            profession=draw(words),
            interests=tuple(draw(st.lists(st.sampled_from(TOPICS), max_size=4))),
            last_score=draw(st.sampled_from((None, 0.0, 12.0, 40.0))),
            sat_out=draw(st.booleans()),
        )
        for number in range(count)
    ]


@st.composite
def rounds(draw: st.DrawFn, largest: int = 6) -> Round:
    """People, what they remember of each other, and rules."""
    people = draw(people_of_a_network())
    pairs = [(a.id, b.id) for a, b in combinations(people, 2)]
    some = st.lists(st.sampled_from(pairs), max_size=30) if pairs else st.just([])
    ago = st.integers(1, 9)
    met = tuple((a, b, draw(ago)) for a, b in draw(some))
    avoid = tuple(draw(some)[: len(people)])
    rules = Rules(
        different_organisation=draw(st.booleans()),
        no_repeat_within=draw(st.integers(0, 8)),
        group_size=draw(st.integers(2, largest)),
    )
    return people, History(met, avoid), rules


pairs_only = rounds(largest=2)


def legal_pairs(round_: Round, *, with_repeats: bool) -> set[frozenset[str]]:
    """Pairs that no rule forbids; recent partners count as forbidden unless allowed."""
    people, history, rules = round_
    known = index_history(history)
    allowed = {None, Obstacle.MET} if with_repeats else {None}
    return {
        frozenset((a.id, b.id))
        for a, b in combinations(people, 2)
        if obstacle_between(a, b, known, rules) in allowed
    }


def pairs_in(made: Plan) -> list[frozenset[str]]:
    """Every two people who are in one group."""
    return [frozenset(pair) for group in made.groups for pair in combinations(group.members, 2)]


@given(rounds(), st.integers(0, 5))
@FEW
def test_everybody_is_in_one_group_or_left_out_with_a_reason(round_: Round, seed: int) -> None:
    made = plan(*round_, seed)
    placed = [member for group in made.groups for member in group.members]
    placed += [out.member for out in made.left_out]
    assert sorted(placed) == [person.id for person in round_[0]]
    assert all(len(group.members) > 1 for group in made.groups)
    assert all(out.why.endswith(".") for out in made.left_out)


@given(rounds(), st.integers(0, 5))
@FEW
def test_people_to_avoid_and_colleagues_never_meet(round_: Round, seed: int) -> None:
    assert set(pairs_in(plan(*round_, seed))) <= legal_pairs(round_, with_repeats=True)


@given(rounds())
@FEW
def test_every_repeat_within_the_rule_is_listed(round_: Round) -> None:
    made = plan(*round_, 1)
    fresh = legal_pairs(round_, with_repeats=False)
    bent = [
        g for g in made.groups if any(frozenset(p) not in fresh for p in combinations(g.members, 2))
    ]
    assert [group for group in made.groups if group.relaxed] == bent
    assert len(made.relaxed) == len(bent)


@given(rounds())
@FEW
def test_nobody_is_alone_while_a_legal_group_exists(round_: Round) -> None:
    made = plan(*round_, 1)
    legal = legal_pairs(round_, with_repeats=True)
    alone = {out.member for out in made.left_out}
    assert not any(frozenset(pair) in legal for pair in combinations(sorted(alone), 2))
    for member in alone:
        for group in made.groups:
            friends = [other for other in group.members if frozenset((member, other)) in legal]
            assert len(friends) < len(group.members), "they could join this group"
            assert not (friends and len(group.members) > 2), "one of this group could leave it"


@given(pairs_only)
@FEW
def test_no_repeat_while_everybody_can_meet_somebody_new(round_: Round) -> None:
    people, history, rules = round_
    barred = tuple((a, b) for a, b, ago in history.met if ago <= rules.no_repeat_within)
    without_repeats = plan(people, replace(history, avoid=history.avoid + barred), rules, 1)
    if not without_repeats.left_out:
        assert plan(*round_, 1).relaxed == ()


@given(rounds(), st.randoms(use_true_random=False))
@FEW
def test_the_same_seed_gives_the_same_plan_in_any_order(round_: Round, random: Random) -> None:
    people, history, rules = round_
    shuffled = random.sample(people, len(people))
    turned = History(
        tuple((b, a, ago) for a, b, ago in reversed(history.met)), tuple(reversed(history.avoid))
    )
    first, second = plan(*round_, 3), plan(shuffled, turned, rules, 3)
    assert first.groups == second.groups
    assert first.left_out == second.left_out


@given(rounds())
@FEW
def test_a_plan_is_never_better_than_its_bound(round_: Round) -> None:
    made = plan(*round_, 1)
    assert made.objective <= made.bound + 1e-6
    assert 0 <= made.percent_of_bound <= 100 + 1e-9


@given(rounds())
@FEW
def test_evaluating_a_plan_gives_its_own_score(round_: Round) -> None:
    people, history, rules = round_
    made = plan(*round_, 1)
    again = evaluate([group.members for group in made.groups], people, history, rules)
    assert again.groups == made.groups
    assert (again.score, again.broken) == (made.score, ())
    assert abs(again.objective - made.objective) < 1e-6


@given(rounds(), st.data())
@FEW
def test_a_leaver_changes_only_the_group_they_were_in(round_: Round, data: st.DataObject) -> None:
    people, history, rules = round_
    before = plan(*round_, 1)
    if not before.groups:
        return
    leaver = data.draw(st.sampled_from([m for g in before.groups for m in g.members]))
    after = repair(before, people, history, rules, 1, removed=[leaver])
    seated = [member for group in after.groups for member in group.members]
    alone = [out.member for out in after.left_out]
    assert sorted(seated + alone) == [p.id for p in people if p.id != leaver]
    for group in before.groups:
        if leaver not in group.members:
            now = next(g for g in after.groups if group.members[0] in g.members)
            assert set(group.members) <= set(now.members)
    assert set(pairs_in(after)) <= legal_pairs(round_, with_repeats=True)


@given(people_of_a_network())
@FEW
def test_only_a_known_cause_leaves_somebody_out(people: list[Person]) -> None:
    for out in plan(people, History(), Rules(), 1).left_out:
        assert out.cause in {Cause.ALONE, Cause.ORGANISATION, Cause.NOBODY_LEGAL, Cause.CROWDED}
