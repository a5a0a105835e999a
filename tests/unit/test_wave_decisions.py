"""A wave of people who wait: nobody twice, nobody dropped, nobody to avoid, and nobody again."""

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.matching import History, Person, Rules
from jobs.waves.waves import Pool, Wave, decide, may_meet

FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    """Up to nine people who wait, with a past together."""
    count = draw(st.integers(1, 9))
    places = st.sampled_from(("", "Leeds", "York", "Hull"))
    people = tuple(Person(id=f"m{k}", organisation=draw(places)) for k in range(count))
    pairs = list(combinations((person.id for person in people), 2))
    some = st.lists(st.sampled_from(pairs), max_size=12) if pairs else st.just([])
    met = tuple((a, b, draw(st.integers(1, 8))) for a, b in draw(some))
    rules = Rules(
        different_organisation=draw(st.booleans()), no_repeat_within=draw(st.integers(0, 6))
    )
    return Pool(people, History(met, tuple(draw(some)[:4])), rules, draw(st.integers(0, 3)))


def pairs_in(wave: Wave) -> set[frozenset[str]]:
    return {frozenset(pair) for t in wave.tables for pair in combinations(t.members, 2)}


def forbidden(pool: Pool) -> set[frozenset[str]]:
    """Pairs that must not be: to avoid, colleagues, met lately or in this very round."""
    lately = max(pool.rules.no_repeat_within, 1)
    found = {frozenset(pair) for pair in pool.history.avoid}
    found |= {frozenset((a, b)) for a, b, ago in pool.history.met if ago <= lately}
    if pool.rules.different_organisation:
        found |= {
            frozenset((a.id, b.id))
            for a, b in combinations(pool.people, 2)
            if a.organisation and a.organisation == b.organisation
        }
    return found


@given(pools())
@FEW
def test_everybody_is_introduced_once_or_goes_on_waiting(pool: Pool) -> None:
    wave = decide(pool)
    named = [member for table in wave.tables for member in table.members] + list(wave.left)
    assert sorted(named) == sorted(person.id for person in pool.people)
    assert set(wave.met_all) <= set(wave.left)


@given(pools())
@FEW
def test_no_rule_bends_in_a_wave(pool: Pool) -> None:
    wave = decide(pool)
    assert pairs_in(wave) & forbidden(pool) == set()
    assert all(may_meet(pool, table.members) for table in wave.tables)


@given(pools())
@FEW
def test_two_who_may_meet_never_both_go_on_waiting(pool: Pool) -> None:
    wave = decide(pool)
    assert {frozenset(pair) for pair in combinations(wave.left, 2)} <= forbidden(pool)


def test_where_only_a_repeat_is_left_both_wait_and_that_is_known() -> None:
    two = (Person("a", "Leeds"), Person("b", "York"))
    wave = decide(Pool(two, History(met=(("a", "b", 2),)), Rules(), 1))
    assert wave == Wave((), ("a", "b"), ("a", "b"))  # type: ignore[arg-type]  # ids in short
    colleagues = (Person("a", "Leeds"), Person("b", "Leeds"))
    assert decide(Pool(colleagues, History(), Rules(), 1)).met_all == ()


def test_even_where_repeats_are_allowed_nobody_gets_the_partner_of_this_round_again() -> None:
    two = (Person("a"), Person("b"))
    wave = decide(Pool(two, History(met=(("a", "b", 1),)), Rules(no_repeat_within=0), 1))
    assert wave.tables == ()


def test_an_odd_one_joins_a_pair_of_the_same_wave() -> None:
    three = (Person("a"), Person("b"), Person("c"))
    (table,) = decide(Pool(three, History(), Rules(), 1)).tables
    assert sorted(table.members) == ["a", "b", "c"]
