"""Planning ahead on paper: nothing is promised that was not planned, and nobody is forgotten."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs import matching
from jobs.schemes.dry_run import Help, effort_for, fewest, invent, look_ahead
from jobs.schemes.paper_rounds import Ahead, Question, Turn, Wishes, play

SECTORS = ("central", "local", "NHS")
SEEDS = (1, 2, 3, 4, 5, 6)


def person(number: int, organisation: str = "", **more: str) -> matching.Person:
    return matching.Person(
        f"m{number:03}",
        organisation or f"Organisation {number}",
        more.get("sector", SECTORS[number % 3]),
        profession=("policy", "delivery")[number % 2],
        interests=(f"topic {number % 4}",),
    )


def question(
    people: list[matching.Person], met: tuple[tuple[str, str, int], ...] = (), memory: int = 6
) -> Question:
    rules = matching.Rules(no_repeat_within=memory)
    return Question(tuple(people), matching.History(met), rules, SEEDS)


def apart(count: int) -> list[matching.Person]:
    return [person(number) for number in range(count)]


def test_a_pool_that_is_large_enough_lasts_and_nothing_is_asked_for() -> None:
    outlook = look_ahead(question(apart(20)))
    assert outlook.dry is None
    assert [ahead.introduced for ahead in outlook.rounds] == [20] * 6


def test_four_people_have_met_everybody_after_three_rounds() -> None:
    outlook = look_ahead(question(apart(4)))
    assert outlook.dry == 3
    assert [ahead.repeats for ahead in outlook.rounds] == [0, 0, 0, 2, 2, 2]


def test_four_people_can_have_a_memory_of_two_rounds_and_no_longer() -> None:
    helps = look_ahead(question(apart(4))).helps
    assert Help("memory", 2) in helps
    again = play(replace(question(apart(4)), rules=matching.Rules(no_repeat_within=3)))
    assert any(ahead.is_dry for ahead in again)


def test_where_one_department_is_too_large_people_from_elsewhere_are_asked_for() -> None:
    people = [person(n, "Department X" if n < 26 else "") for n in range(40)]
    outlook = look_ahead(question(people))
    assert (outlook.dry, outlook.rounds[0].left_out) == (0, 12)
    assert outlook.helps == (Help("elsewhere", 12, "Department X"),)


def test_earlier_introductions_count_before_the_first_round() -> None:
    met = (("m000", "m001", 1), ("m002", "m003", 1))
    rounds = play(question(apart(4), met))
    assert [ahead.repeats for ahead in rounds[:3]] == [0, 0, 2]


def test_whoever_rests_is_away_for_so_many_rounds_and_then_in_turn() -> None:
    turns = {"m000": Turn(every=3, rest=1), "m001": Turn(every=3)}
    rounds = play(replace(question(apart(20)), turns=turns))
    assert [ahead.introduced for ahead in rounds] == [19, 19, 18, 19, 19, 18]


def test_wishes_hold_in_their_round_and_are_fulfilled_once() -> None:
    first, second = (("m000", "m001"),), (("m002", "m003"),)
    met = tuple((a, b, 1) for a, b in (*first, *second))
    wishes = (Wishes(apart=first, together=second), *[Wishes(together=second)] * 5)
    rounds = play(replace(question(apart(4), met), wishes=wishes))
    assert (rounds[0].introduced, rounds[0].left_out) == (2, 2), "two meet, two are kept apart"
    assert (rounds[1].introduced, rounds[1].repeats) == (4, 0), "all meet somebody new"


def test_two_colleagues_are_not_put_together_by_a_wish() -> None:
    people = [person(n, "Department X" if n < 2 else "") for n in range(4)]
    wishes = (Wishes(together=(("m000", "m001"),)),)
    rounds = play(replace(question(people), wishes=wishes, seeds=(1,)))
    assert rounds == play(replace(question(people), seeds=(1,)))


def test_nobody_at_all_is_an_answer_too() -> None:
    outlook = look_ahead(question([]))
    assert (outlook.people, outlook.helps, outlook.dry) == (0, (), None)


def test_the_sector_whose_people_are_missing_is_named() -> None:
    # All are of one sector but for two: those two make good partners for everybody.
    people = [person(n, sector="NHS" if n < 2 else "local") for n in range(8)]
    assert look_ahead(question(people)).helps == (Help("sector", 2, "NHS"),)
    dry = look_ahead(question(people[:7]))
    assert dry.dry is not None
    [more] = [each for each in dry.helps if each.kind != "memory"]
    assert (more.kind, more.name) == ("sector", "NHS")


def test_very_many_people_are_looked_at_less_closely() -> None:
    efforts = [effort_for(people) for people in (300, 1_500, 5_000, 20_000)]
    assert [effort.rounds for effort in efforts] == [6, 6, 3, 2]
    assert [effort.mode for effort in efforts] == ["auto", "auto", "fast", "fast"]
    assert [effort.trials > 0 for effort in efforts] == [True, True, True, False]


@given(st.integers(1, 60), st.integers(1, 10), st.integers(1, 30))
def test_the_fewest_that_hold_are_found_and_were_tried(least: int, guess: int, tries: int) -> None:
    tried: list[int] = []

    def holds(number: int) -> bool:
        tried.append(number)
        return number >= least

    found = fewest(holds, guess, 60, lambda: len(tried) < tries)
    if found is not None:
        assert found >= least
        assert found in tried
    if tries > 15:
        assert found == least


PEOPLE = st.lists(
    st.tuples(st.sampled_from(["A", "B", "C", "D", ""]), st.sampled_from(SECTORS)), max_size=12
)


@settings(max_examples=25, deadline=None)
@given(PEOPLE, st.integers(1, 4))
def test_whatever_is_said_to_help_helps_when_it_is_planned(
    rows: list[tuple[str, str]], memory: int
) -> None:
    people = [
        replace(person(n, sector=sector), organisation=place)
        for n, (place, sector) in enumerate(rows)
    ]
    asked = question(people, memory=memory)
    outlook = look_ahead(asked)
    assert outlook == look_ahead(asked)
    assert all(ahead.introduced + ahead.left_out == len(people) for ahead in outlook.rounds)
    if outlook.dry is not None:
        for each in outlook.helps:
            assert not any(ahead.is_dry for ahead in _with(asked, each))


def _with(asked: Question, each: Help) -> tuple[Ahead, ...]:
    if each.kind == "memory":
        return play(replace(asked, rules=replace(asked.rules, no_repeat_within=each.count)))
    sector = each.name if each.kind == "sector" else ""
    return play(replace(asked, people=(*asked.people, *invent(asked, each.count, sector))))


@pytest.mark.parametrize("count", [1, 9])
def test_newcomers_are_everybodys_strangers(count: int) -> None:
    newcomers = invent(question(apart(6)), count, "NHS")
    assert len({each.organisation for each in newcomers}) == count
    assert {each.sector for each in newcomers} == {"NHS"}
