"""Why these two, why not those, what a swap costs, whom a leaver touches (jobs/matching)."""

import pytest

from jobs.matching import (
    History,
    MatchingError,
    Obstacle,
    PairReasons,
    Person,
    Rules,
    describe_group,
    evaluate,
    plan,
    repair,
    why_not,
)

ADE = Person("ade", "Example City Council", "local", "Wales", "policy", ("Data standards", "tea"))
BEL = Person("bel", "NHS Example", "NHS", "Wales", "delivery", ("data  standards ",))
CAT = Person("cat", "", "local", "", "policy")
DEE = Person("dee", "Example City Council", "", "London", "")
EVE = Person("eve", "Example Police", "police", "London", "policy", ("tea",))
EVERYBODY = [ADE, BEL, CAT, DEE, EVE]


def strangers(count: int) -> list[Person]:
    """People who share nothing."""
    return [Person(f"m{k}", f"Body {k}") for k in range(count)]


def test_a_pair_says_why_in_plain_data() -> None:
    (group,) = plan([ADE, BEL], History(), Rules(), 1).groups
    assert group.score == 10 + 12 + 16 + 14 + 10
    assert group.reasons == (
        PairReasons(
            a="ade",
            b="bel",
            score=62,
            shared_interests=("Data standards",),
            professions=("policy", "delivery"),
            sectors=("local", "NHS"),
            regions=("Wales", "Wales"),
            different_profession=True,
            different_sector=True,
            same_region=True,
        ),
    )


def test_a_pair_says_why_in_sentences() -> None:
    (group,) = plan([ADE, BEL], History((("bel", "ade", 2),)), Rules(), 1).groups
    assert describe_group(group) == [
        "Both care about Data standards.",
        "Different professions: policy and delivery.",
        "Different sectors: local and NHS.",
        "Same region: Wales.",
        "They met 2 rounds ago: nobody new was left.",
    ]


def test_a_blank_field_neither_matches_nor_differs() -> None:
    (group,) = plan([ADE, CAT], History(), Rules(), 1).groups
    assert group.score == 10
    assert describe_group(group) == ["They may meet, and have not met lately."]


def test_a_blank_organisation_is_nobodys_colleague() -> None:
    people = [Person("a"), Person("b")]
    assert len(plan(people, History(), Rules(), 1).groups) == 1


def test_shared_interests_count_up_to_the_cap() -> None:
    topics = tuple("stuvwx")
    people = [Person("a", interests=topics), Person("b", interests=topics)]
    assert plan(people, History(), Rules(), 1).score == 10 + 4 * 12


def test_a_trio_scores_half_the_sum_of_its_pairs() -> None:
    (group,) = plan([ADE, BEL, EVE], History(), Rules(), 1).groups
    assert group.score == (62 + (10 + 12 + 14) + (10 + 16 + 14)) / 2
    assert describe_group(group)[0] == "ade and bel: both care about Data standards."


def test_the_weakest_fifth_weighs_more_in_the_objective_only() -> None:
    people = [Person("a", last_score=5), Person("b", last_score=50)]
    made = plan(people, History(), Rules(), 1)
    assert (made.score, made.objective) == (10, 10 * (4 + 1))
    blank = plan([Person("a"), Person("b")], History(), Rules(), 1)
    assert (blank.score, blank.objective) == (10, 10)


@pytest.mark.parametrize(
    ("b", "history", "obstacle"),
    [
        ("ade", History(), Obstacle.SAME_PERSON),
        ("bel", History(avoid=(("bel", "ade"),)), Obstacle.AVOIDED),
        ("dee", History(), Obstacle.COLLEAGUES),
        ("bel", History(met=(("bel", "ade", 6),)), Obstacle.MET),
    ],
)
def test_why_not_names_the_rule(b: str, history: History, obstacle: Obstacle) -> None:
    made = plan(EVERYBODY, history, Rules(), 1)
    assert why_not("ade", b, made, EVERYBODY, history, Rules()).obstacle is obstacle


def test_why_not_tells_what_the_network_would_lose() -> None:
    """With four people, a pair settles the rest: prices never promise more loss than that."""
    people = [ADE, BEL, EVE, Person("fay", "Body F", "central", "Wales", "legal")]
    made = plan(people, History(), Rules(), 1)
    apart = next(
        (a.id, b.id)
        for a in people
        for b in people
        if a.id < b.id and not any({a.id, b.id} <= set(g.members) for g in made.groups)
    )
    rest = [person.id for person in people if person.id not in apart]
    forced = evaluate([apart, rest], people, History(), Rules())
    answer = why_not(*apart, made, people, History(), Rules())
    assert answer.obstacle is Obstacle.COSTS
    alone = evaluate([apart], people, History(), Rules()).objective
    assert answer.points == max(0, made.prices[apart[0]] + made.prices[apart[1]] - alone)
    assert 0 <= answer.points <= made.objective - forced.objective


def test_why_not_two_who_are_together() -> None:
    made = plan([ADE, BEL], History(), Rules(), 1)
    answer = why_not("ade", "bel", made, [ADE, BEL], History(), Rules())
    assert answer.obstacle is Obstacle.TOGETHER
    with pytest.raises(MatchingError, match="no member with the id zed"):
        why_not("ade", "zed", made, [ADE, BEL], History(), Rules())


def test_a_swap_shows_what_it_costs_and_what_it_breaks() -> None:
    people = [ADE, BEL, DEE, EVE]
    swapped = evaluate([["ade", "dee"], ["bel", "eve"]], people, History(), Rules())
    assert swapped.score == 10 + (10 + 16 + 14)
    assert [(pair.a, pair.b, pair.obstacle) for pair in swapped.broken] == [
        ("ade", "dee", Obstacle.COLLEAGUES)
    ]
    with pytest.raises(MatchingError, match="ade is in two groups"):
        evaluate([["ade", "bel"], ["ade", "eve"]], people, History(), Rules())
    with pytest.raises(MatchingError, match="no member with the id zed"):
        evaluate([["ade", "zed"]], people, History(), Rules())


def test_a_leaver_and_a_joiner_leave_the_other_groups_alone() -> None:
    people = strangers(8)
    before = plan(people, History(), Rules(), 1)
    gone = before.groups[0].members[0]
    newcomer = Person("new", "Body N")
    after = repair(
        before, [*people, newcomer], History(), Rules(), 1, removed=[gone], added=["new"]
    )
    assert set(before.groups[1:]) <= set(after.groups)
    widowed = before.groups[0].members[1]
    assert tuple(sorted((widowed, "new"))) in [group.members for group in after.groups]


def test_who_is_left_alone_joins_another_pair_but_not_a_locked_one() -> None:
    people = strangers(6)
    before = plan(people, History(), Rules(), 1)
    first, second, third = (group.members for group in before.groups)
    after = repair(before, people, History(), Rules(), 1, removed=[first[0]], locked=[second])
    assert [set(g.members) for g in after.groups if len(g.members) == 3] == [{first[1], *third}]
    assert second in [group.members for group in after.groups if group.locked]


def test_loose_people_who_met_lately_join_others_rather_than_each_other() -> None:
    people = strangers(8)
    before = plan(people, History(), Rules(), 1)
    (a, gone_a), (b, gone_b) = (group.members for group in before.groups[:2])
    history = History(met=((a, b, 1),))
    after = repair(before, people, history, Rules(), 1, removed=[gone_a, gone_b])
    assert sorted(len(group.members) for group in after.groups) == [3, 3]
    assert after.relaxed == ()


def test_a_repair_bends_a_repeat_only_when_nobody_new_can_be_joined() -> None:
    people = strangers(3)
    before = plan(people[:2], History(), Rules(), 1)
    history = History(met=(("m0", "m2", 2),))
    after = repair(before, people, history, Rules(), 1, added=["m2"])
    assert [group.members for group in after.groups] == [("m0", "m1", "m2")]
    assert after.relaxed == (
        "m0 and m2 met 2 rounds ago. The rule is not to meet again within 6 rounds, "
        "and it had to bend.",
    )
    avoided = History(avoid=(("m0", "m2"),))
    (out,) = repair(before, people, avoided, Rules(), 1, added=["m2"]).left_out
    assert (out.member, out.why) == ("m2", "Everybody else is already in a group.")
