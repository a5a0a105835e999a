"""Ids are drawn afresh in each database; who meets whom must not depend on them."""

from random import Random

import pytest

from jobs import matching
from jobs.rounds.leading import choose_leader
from storage.types import MemberId


def _people(count: int, seed: int) -> list[matching.Person]:
    """The same people by their ranks, with other ids for another seed."""
    chosen = Random(seed)
    ids = chosen.sample(range(10_000), count)
    return [
        matching.Person(
            id=f"m_{ids[n]:05}",
            organisation=f"Organisation {n % 7}",
            profession=f"profession {n % 3}",
            rank=f"{n:03}",
        )
        for n in range(count)
    ]


def _by_rank(people: list[matching.Person], plan: matching.Plan) -> set[frozenset[str]]:
    rank = {person.id: person.rank for person in people}
    return {frozenset(rank[member] for member in group.members) for group in plan.groups}


@pytest.mark.parametrize("size", [2, 4])
def test_the_same_people_are_matched_alike_whatever_their_ids(size: int) -> None:
    rules = matching.Rules(group_size=size)
    found = []
    for seed in range(3):
        people = _people(31, seed)
        plan = matching.plan(people, matching.History(), rules, 5)
        found.append(_by_rank(people, plan))
    assert found[0] == found[1] == found[2]


def test_without_ranks_lots_fall_by_ids() -> None:
    people = [matching.Person(id=f"m_{n}") for n in range(10)]
    turned = list(reversed(people))
    once, again = (
        matching.plan(p, matching.History(), matching.Rules(), 5) for p in (people, turned)
    )
    assert once.groups == again.groups


def test_who_goes_first_is_drawn_by_name() -> None:
    leaders = set()
    for a, b in (("m_1", "m_2"), ("m_2", "m_1"), ("m_8", "m_3")):
        names = {MemberId(a): "Ade Bello", MemberId(b): "Sam Okafor"}
        leaders.add(names[choose_leader(list(names), {}, 7, names)])
    assert len(leaders) == 1
