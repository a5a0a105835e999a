"""Sets of three to six: what must hold whoever the members are, and how good they are."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.population import make_population
from bench.sets_case import broken_rules, pair_split, peer_weights
from jobs.matching import History, Person, Plan, Rules, plan
from jobs.matching.groups import count_groups

SOME = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
ORGANISATIONS = ("", "Leeds", "York", "Hull", "Bath", "Ely", "Wells", "Truro")
PROFESSIONS = ("", "policy", "delivery", "data")
Case = tuple[list[Person], History, Rules]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Up to 26 people with some who avoid each other, for sets of three to six."""
    people = [
        Person(
            id=f"m{number:02d}",
            organisation=draw(st.sampled_from(ORGANISATIONS)),
            profession=draw(st.sampled_from(PROFESSIONS)),
            interests=tuple(draw(st.lists(st.sampled_from("abcde"), max_size=3, unique=True))),
        )
        for number in range(draw(st.integers(2, 26)))
    ]
    pairs = list(combinations([person.id for person in people], 2))
    avoid = tuple(draw(st.lists(st.sampled_from(pairs), max_size=12)))
    met = tuple((a, b, 1) for a, b in draw(st.lists(st.sampled_from(pairs), max_size=12)))
    return people, History(met, avoid), Rules(group_size=draw(st.integers(3, 6)))


def planned(case: Case, seed: int = 1) -> Plan:
    """The plan of a case."""
    return plan(*case, seed)


def pairs_of(made: Plan) -> set[frozenset[str]]:
    """Every two people who are in one set."""
    return {frozenset(pair) for group in made.groups for pair in combinations(group.members, 2)}


@given(cases())
@SOME
def test_everybody_is_in_one_set_or_left_out_with_a_cause(case: Case) -> None:
    made = planned(case)
    seen = Counter(member for group in made.groups for member in group.members)
    seen.update(out.member for out in made.left_out)
    assert seen == Counter(person.id for person in case[0])
    assert all(out.why for out in made.left_out)


@given(cases())
@SOME
def test_nobody_sits_with_a_colleague_or_somebody_they_avoid(case: Case) -> None:
    together = pairs_of(planned(case))
    of = {person.id: person.organisation for person in case[0]}
    for pair in together:
        a, b = pair
        assert not (of[a] and of[a] == of[b])
    assert not together & {frozenset(pair) for pair in case[1].avoid}


@given(cases())
@SOME
def test_no_set_is_larger_than_the_rule_by_more_than_one_nor_a_person_alone(case: Case) -> None:
    size = case[2].group_size
    assert all(2 <= len(group.members) <= size + 1 for group in planned(case).groups)


@given(st.integers(6, 60), st.integers(3, 6), st.integers(0, 3))
@SOME
def test_where_no_rule_stands_in_the_way_sizes_differ_by_one_at_most(
    n: int, size: int, seed: int
) -> None:
    people = [Person(id=f"m{number:02d}", organisation=f"o{number}") for number in range(n)]
    made = plan(people, History(), Rules(group_size=size), seed)
    sizes = [len(group.members) for group in made.groups]
    assert not made.left_out
    assert sum(sizes) == n
    assert max(sizes) - min(sizes) <= 1
    assert len(sizes) == count_groups(n, size)


@given(cases())
@SOME
def test_the_order_in_which_people_are_named_changes_nothing(case: Case) -> None:
    people, history, rules = case
    turned = list(reversed(people))
    assert [g.members for g in planned(case).groups] == [
        g.members for g in planned((turned, history, rules)).groups
    ]


def test_professions_are_spread_over_sets() -> None:
    professions = ("policy", "delivery", "data", "design", "legal")
    people = [
        Person(id=f"m{n:02d}", organisation=f"o{n}", profession=professions[n % 5])
        for n in range(25)
    ]
    of = {person.id: person.profession for person in people}
    made = plan(people, History(), Rules(group_size=5), 4)
    assert [len({of[member] for member in group.members}) for group in made.groups] == [5] * 5


@pytest.mark.parametrize("size", [3, 4, 5, 6])
def test_a_small_network_reaches_the_best_of_many_plain_runs(size: int) -> None:
    """A short form of `python -m bench.sets`: ten runs of the peer at 40 people."""
    population = make_population(40, 1)
    made = plan(population.people, population.history, Rules(group_size=size), 1)
    weight = peer_weights(population)
    best = max(pair_split(weight, size, np.random.default_rng(seed)) for seed in range(10))
    assert broken_rules(population, made) == 0
    assert made.objective >= 0.97 * best
