"""People meet somebody new while anybody new is left, beyond what the rule asks for."""

from itertools import combinations

from jobs.matching import History, Person, Plan, Rules, plan
from jobs.rounds.freshness import plan_freshest

RULES = Rules(no_repeat_within=2)
PEOPLE = tuple(
    Person(f"m{k:02}", f"org {k}", interests=("tea", "data") if k < 4 else ()) for k in range(12)
)


def run_rounds(count: int, *, freshest: bool) -> list[set[tuple[str, str]]]:
    """So many rounds after each other; each is a set of pairs."""
    rounds: list[set[tuple[str, str]]] = []
    for number in range(count):
        met = tuple((a, b, number - k) for k, pairs in enumerate(rounds) for a, b in pairs)
        found = _plan(History(met), number, freshest=freshest)
        rounds.append({p for g in found.groups for p in combinations(sorted(g.members), 2)})
    return rounds


def _plan(history: History, seed: int, *, freshest: bool) -> Plan:
    def with_rules(rules: Rules) -> Plan:
        return plan(PEOPLE, history, rules, seed)

    return plan_freshest(with_rules, PEOPLE, history, RULES) if freshest else with_rules(RULES)


def test_nobody_meets_again_while_somebody_new_is_left() -> None:
    rounds = run_rounds(9, freshest=True)
    assert len(set().union(*rounds)) == sum(len(pairs) for pairs in rounds)


def test_the_rule_alone_brings_the_best_pairs_back() -> None:
    rounds = run_rounds(9, freshest=False)
    assert len(set().union(*rounds)) < sum(len(pairs) for pairs in rounds)


def test_when_everybody_has_met_the_rule_still_holds() -> None:
    rounds = run_rounds(16, freshest=True)
    assert all(sum(len(pair) for pair in pairs) == 12 for pairs in rounds)
    for earlier, later in combinations(range(16), 2):
        if later - earlier <= RULES.no_repeat_within:
            assert not rounds[earlier] & rounds[later]


FIVE = PEOPLE[:5]
SETS = Rules(no_repeat_within=6, group_size=5)


def _plan_five(history: History) -> Plan:
    return plan_freshest(lambda rules: plan(FIVE, history, rules, 1), FIVE, history, SETS)


def test_two_of_five_who_met_are_in_the_set_again_and_that_is_listed() -> None:
    found = _plan_five(History(met=(("m00", "m01", 2),)))
    assert [len(group.members) for group in found.groups] == [5]
    assert found.relaxed == (
        "m00 and m01 met 2 rounds ago. The rule is not to meet again within 6 rounds, "
        "and it had to bend.",
    )


def test_who_must_not_meet_are_never_in_one_set_even_if_two_are_left_over() -> None:
    found = _plan_five(History(avoid=(("m00", "m01"),)))
    assert all({"m00", "m01"} - set(group.members) for group in found.groups)
    assert found.relaxed == ()
