"""Mentors and those they help, compared with every possible assignment where there are few."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.matching import History, MatchingError, Person, Rules
from jobs.matching.explain import Obstacle, index_history, obstacle_between, reasons_for
from jobs.matching.mentors import (
    NEXT_MENTEE,
    TOPIC_POINTS,
    MentorPlan,
    Part,
    match_mentors,
    shared_topics,
)

SOME = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
TOPICS = ("data", "coaching", "law")
RULES = Rules(no_repeat_within=3)
Case = tuple[list[Part], History]
Worth = tuple[int, int, int, float]


@st.composite
def cases(draw: st.DrawFn, most: int = 5) -> Case:
    """A few people who offer and wish for topics, and what they remember of each other."""
    topics = st.lists(st.sampled_from(TOPICS), max_size=2, unique=True)
    parts = [
        Part(
            Person(
                f"m{number}",
                organisation=draw(st.sampled_from(("", "Leeds", "York", "Hull"))),
                sat_out=draw(st.booleans()),
            ),
            tuple(draw(topics)),
            tuple(draw(topics)),
            draw(st.integers(0, 2)),
        )
        for number in range(draw(st.integers(0, most)))
    ]
    pairs = [(a.person.id, b.person.id) for a, b in product(parts, parts) if a is not b]
    some = st.lists(st.sampled_from(pairs), max_size=3) if pairs else st.just([])
    met = tuple((a, b, draw(st.integers(1, 5))) for a, b in draw(some))
    return parts, History(met, tuple(draw(some)))


def worth_of(case: Case, arcs: list[tuple[str, str]]) -> Worth:
    """What the assignment is worth, best level first."""
    parts, history = case
    by_id, known = {part.person.id: part for part in parts}, index_history(history)
    bends, points, load = 0, 0.0, Counter[str]()
    for mentor, mentee in arcs:
        a, b = by_id[mentor], by_id[mentee]
        bends += obstacle_between(a.person, b.person, known, RULES) is Obstacle.MET
        points += TOPIC_POINTS * len(shared_topics(a.offers, b.wishes))
        points += reasons_for(a.person, b.person, known, RULES).score - NEXT_MENTEE * load[mentor]
        load[mentor] += 1
    bends += sum(1 for a, b in arcs if a < b and (b, a) in arcs)
    sat_out = sum(by_id[mentee].person.sat_out for _mentor, mentee in arcs)
    return len(arcs), sat_out, -bends, points


def best_of_all(case: Case) -> Worth:
    """The best of every assignment that breaks no rule."""
    parts, history = case
    known = index_history(history)
    choices: list[list[str]] = []
    for mentee in parts:
        legal = [
            mentor.person.id
            for mentor in parts
            if shared_topics(mentor.offers, mentee.wishes)
            and obstacle_between(mentor.person, mentee.person, known, RULES) in {None, Obstacle.MET}
        ]
        choices.append(["", *legal])
    room = {part.person.id: part.capacity for part in parts}
    worths = [(0, 0, 0, 0.0)]
    for chosen in product(*choices):
        arcs = [(m, p.person.id) for m, p in zip(chosen, parts, strict=True) if m]
        if all(used <= room[m] for m, used in Counter(m for m, _ in arcs).items()):
            worths.append(worth_of(case, arcs))
    return max(worths)


def arcs_of(made: MentorPlan) -> list[tuple[str, str]]:
    """Who mentors whom."""
    return [(pair.mentor, pair.mentee) for pair in made.pairs]


@given(cases(), st.integers(0, 3))
@SOME
def test_no_other_assignment_is_better(case: Case, seed: int) -> None:
    made = match_mentors(*case, RULES, seed)
    assert worth_of(case, arcs_of(made)) == best_of_all(case)


@given(cases(most=12))
@SOME
def test_no_rule_bends_and_nobody_has_more_than_they_have_room_for(case: Case) -> None:
    parts, history = case
    made = match_mentors(parts, history, RULES, 2)
    by_id, known = {part.person.id: part for part in parts}, index_history(history)
    for pair in made.pairs:
        mentor, mentee = by_id[pair.mentor], by_id[pair.mentee]
        assert pair.topics
        obstacle = obstacle_between(mentor.person, mentee.person, known, RULES)
        assert obstacle in {None, Obstacle.MET}
    load = Counter(pair.mentor for pair in made.pairs)
    assert all(used <= by_id[mentor].capacity for mentor, used in load.items())
    assert max(Counter(pair.mentee for pair in made.pairs).values(), default=0) <= 1


@given(cases(most=8))
@SOME
def test_everybody_is_in_a_pair_or_told_why_not(case: Case) -> None:
    made = match_mentors(*case, RULES, 1)
    placed = {member for arc in arcs_of(made) for member in arc}
    out = {left.member: left.why for left in made.left_out}
    assert placed | out.keys() == {part.person.id for part in case[0]}
    assert all(member in why for member, why in out.items() if "Everybody" not in why)


@given(cases(most=8))
@SOME
def test_the_order_of_people_changes_nothing(case: Case) -> None:
    parts, history = case
    assert match_mentors(parts, history, RULES, 3) == match_mentors(parts[::-1], history, RULES, 3)


def person(name: str, offers: str = "", wishes: str = "", capacity: int = 1) -> Part:
    """Somebody of an organisation of their own."""
    return Part(Person(name, f"of {name}"), (offers,), (wishes,), capacity)


def test_two_do_not_mentor_each_other_while_anybody_else_can() -> None:
    close = ("sea swimming", "maps")
    circle = [
        Part(Person(name, f"of {name}", interests=close), ("data",), ("data",))
        for name in ("ana", "ben")
    ]
    made = match_mentors(circle, History(), RULES, 1)
    assert [pair.mutual for pair in made.pairs] == [True, True], "nobody else is there"
    made = match_mentors([*circle, person("cat", "data")], History(), RULES, 1)
    assert len(made.pairs) == 2
    assert not any(pair.mutual for pair in made.pairs)


def test_topics_are_compared_as_people_mean_them() -> None:
    made = match_mentors([person("ana", "Data "), person("ben", "", "DATA")], History(), RULES, 1)
    assert [(pair.mentor, pair.mentee, pair.topics) for pair in made.pairs] == [
        ("ana", "ben", ("DATA",))
    ]


def test_who_sat_out_last_time_has_the_only_place() -> None:
    waited = Part(Person("cat", "of cat", sat_out=True), (), ("data",))
    made = match_mentors(
        [person("ana", "data"), person("ben", "", "data"), waited], History(), RULES, 1
    )
    assert arcs_of(made) == [("ana", "cat")]
    (out,) = made.left_out
    assert (
        out.why == "Everybody who could help ben has as many people already as they have room for."
    )


def test_a_pair_that_goes_on_uses_its_places_up() -> None:
    parts = [
        person("ana", "data", capacity=2),
        person("ben", "", "data"),
        person("cat", "", "data"),
    ]
    made = match_mentors(parts, History(), RULES, 1, kept=[("ana", "ben")])
    assert arcs_of(made) == [("ana", "ben"), ("ana", "cat")]
    with pytest.raises(MatchingError, match="takes no part"):
        match_mentors(parts, History(), RULES, 1, kept=[("ana", "dan")])


def test_causes_name_what_is_missing() -> None:
    parts = [
        person("ana", "law"),
        person("ben", "", "data"),
        Part(Person("cat", "of ana"), (), ("law",)),
        Part(Person("dan")),
    ]
    made = match_mentors(parts, History(), Rules(different_organisation=True), 1)
    assert arcs_of(made) == []
    assert {out.member: out.why for out in made.left_out} == {
        "ana": "Nobody asked this time for what ana can help with, or others help them already.",
        "ben": "Nobody who takes part offers what ben would like help with: data.",
        "cat": "Everybody who could help cat is a colleague, or on an avoid list, "
        "so nobody may be matched.",
        "dan": "dan has not said yet what they can help with, or would like help with.",
    }
