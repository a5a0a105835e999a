"""An organiser changes a round by hand; each change shows its cost before it is made."""

import re
from datetime import timedelta

import pytest

from bot.form import FormErrors
from tests.support.chat import Chat, World
from tests.support.organising import (
    audit,
    do_errands,
    pairs,
    people,
    preview,
    priya,
    waiting_round,
)


async def _planned(world: World, count: int = 6) -> Chat:
    organiser = priya(world)
    await people(world, count)
    await preview(world, organiser)
    return organiser


async def test_a_swap_shows_its_cost_before_it_is_made(world: World) -> None:
    organiser = await _planned(world)
    (a, b), (c, d), rest = await pairs(world)
    said = await organiser.say(f"round swap @{a} @{c}")
    assert said.startswith(f"Swap {a} and {c}?")
    assert "per cent of the best possible" in said
    assert "Nothing has changed yet." in said
    assert await pairs(world) == [[a, b], [c, d], rest]
    said = await organiser.press("Make this change")
    assert f"Done: {a} and {c} have swapped places." in said
    assert await pairs(world) == sorted([sorted([a, d]), sorted([b, c]), rest])
    made, _first = await audit(world)
    assert made.action == "round.swap"
    assert set(made.detail) == {"a", "b"}


async def test_how_good_the_plan_is_is_said_in_the_same_way_before_and_after(world: World) -> None:
    organiser = priya(world)
    for number, interest in enumerate(("boats", "boats", "data", "data", "tea", "tea")):
        await world.member(f"Person {number}", f"Council {number}", interests=(interest,))
    assert "100.0 per cent of the best possible" in await preview(world, organiser)
    (a, _b), (c, _d), _rest = await pairs(world)
    said = await organiser.say(f"round swap @{a} @{c}")
    cost = re.search(
        r"How good the plan is: (\d+\.\d) per cent of the best possible with this change, "
        r"100\.0 per cent without it\.",
        said,
    )
    assert cost, said
    made = await organiser.press("Make this change")
    assert f"How good the plan is now: {cost[1]} per cent of the best possible." in made
    assert f"How good it is: {cost[1]} per cent" in await organiser.press("Back to the preview")


async def test_pressing_twice_changes_once(world: World) -> None:
    organiser = await _planned(world)
    (a, _b), (c, _d), _rest = await pairs(world)
    await organiser.say(f"round swap @{a} @{c}")
    await organiser.press("Make this change")
    after = await pairs(world)
    said = await organiser.press("Make this change")
    assert "The plan has changed since you looked at it, so we haven't done that." in said
    assert await pairs(world) == after
    assert [entry.action for entry in await audit(world)] == ["round.swap", "round.plan"]


async def test_with_yes_it_is_made_at_once(world: World) -> None:
    organiser = await _planned(world)
    (a, b), (c, d), rest = await pairs(world)
    await organiser.say(f"round swap {a} and {c} yes")
    assert await pairs(world) == sorted([sorted([a, d]), sorted([b, c]), rest])


@pytest.mark.parametrize("words", ["{a} {c}", "{a} and {c}", "@{a}, @{c}", "@Person 00 {c}"])
async def test_people_can_be_mentioned(world: World, words: str) -> None:
    organiser = priya(world)
    chats = await people(world, 6)
    await preview(world, organiser)
    (_a, b), *_others = [pair for pair in await pairs(world) if "Person 00" in pair]
    other = next(chat for chat in chats if chat.name not in ("Person 00", b))
    said = await organiser.say("round swap " + words.format(a=chats[0].key, c=other.key))
    assert said.startswith(f"Swap Person 00 and {other.name}?")
    stranger = world.person("Some Stranger").key
    said = await organiser.say(f"round take out {stranger}")
    assert "We know nobody called that person in this network." in said


async def test_namesakes_are_told_apart_by_their_organisation(world: World) -> None:
    organiser = priya(world)
    ade = await world.member("Ade Bello", "Health and Care, North")
    await people(world, 3)
    jo = [world.person("Jo March", user) for user in ("UEAST", "UWEST")]
    for chat, place in zip(jo, ("Records and Registration", "Northmoor"), strict=True):
        await world.take_in(chat, place)
    await preview(world, organiser)
    said = await organiser.say("round why Jo March and Ade Bello")
    assert "Jo March (Northmoor)" in said
    assert "Type the name with the organisation in brackets." in said
    said = await organiser.say("round why Jo March (Records and Registration) and Ade Bello")
    assert "whom you mean" not in said
    assert "Jo March" in said
    assert ade.name in said


async def test_a_pair_by_hand_gives_their_partners_to_each_other(world: World) -> None:
    organiser = await _planned(world)
    (a, b), (c, d), rest = await pairs(world)
    await organiser.say(f"round pair @{a} @{c}")
    said = await organiser.press("Make this change")
    assert "are a pair, and stay one if the round is planned again" in said
    assert await pairs(world) == sorted([[a, c], sorted([b, d]), rest])
    world.now += timedelta(minutes=1)
    await organiser.say("round again")
    await do_errands(world)
    assert [a, c] in await pairs(world)


async def test_taking_somebody_out_leaves_nobody_alone(world: World) -> None:
    organiser = await _planned(world)
    (a, b), *_rest = await pairs(world)
    said = await organiser.say(f"round take out {a}")
    assert said.startswith(f"Take {a} out of this round?")
    await organiser.press("Make this change")
    groups = await pairs(world)
    assert sorted(len(group) for group in groups) == [2, 3]
    assert any(b in group for group in groups)
    said = await organiser.say("round preview")
    assert f"{a}: An organiser took them out of this round." in said
    world.now += timedelta(minutes=1)
    await organiser.say("round again")
    await do_errands(world)
    assert all(a not in group for group in await pairs(world))
    await organiser.say(f"round put back {a} yes")
    assert [len(group) for group in await pairs(world)] == [2, 2, 2]


async def test_the_form_asks_for_what_the_words_left_out(world: World) -> None:
    organiser = await _planned(world)
    ids = {name: await _id(world, name) for group in await pairs(world) for name in group}
    (a, _b), (c, _d), _rest = await pairs(world)
    await organiser.say("round preview")
    await organiser.press("Change pairs")
    said = await organiser.fill(first=ids[a], kind="swap")
    assert isinstance(organiser.last, FormErrors)
    assert said == "second: Choose somebody else, too: this is about two people."
    assert f"Swap {a} and {c}?" in await organiser.fill(first=ids[a], second=ids[c], kind="swap")
    assert "Who: Type some letters of the name." in await organiser.say("round take out")
    assert f"Take {c} out of this round?" in await organiser.fill(first=ids[c])


async def _id(world: World, name: str) -> str:
    members = await world.aside.write(lambda tx: tx.members.present(world.network.id))
    return next(member.id for member in members if member.name == name)


async def test_locked_groups_are_left_alone(world: World) -> None:
    organiser = await _planned(world)
    (a, b), (c, _d), _rest = await pairs(world)
    assert f"the group of {a} stays together" in await organiser.say(f"round lock {a}")
    said = await organiser.say(f"round swap @{a} @{c}")
    assert "are locked together. Unlock them first." in said
    assert a in said
    assert b in said
    assert "may change" in await organiser.say(f"round unlock {b}")
    assert "Swap" in await organiser.say(f"round swap @{a} @{c}")


async def test_a_repeat_is_named_and_allowed_after_a_yes(world: World) -> None:
    organiser = priya(world)
    sam, ade, *_others = await people(world, 6)
    await world.introduce([sam, ade])
    await world.close_round()
    await preview(world, organiser)
    said = await organiser.say("round pair @Person 00 @Person 01")
    assert (
        "Person 00 and Person 01 were last introduced on Thursday 26 November 2026, so the rule "
        "on repeats would bend." in said
    )
    await organiser.press("Make this change")
    assert ["Person 00", "Person 01"] in await pairs(world)
    assert "One rule had to bend" in await organiser.say("round preview")


async def test_an_avoid_list_never_bends_and_nobody_is_told_whose_it_is(world: World) -> None:
    organiser = priya(world)
    sam, *_others = await people(world, 6)
    await sam.say("avoid Person 01")
    await preview(world, organiser)
    before = await pairs(world)
    for words in ("round pair @Person 00 @Person 01", "round pair @Person 01 @Person 00"):
        said = await organiser.say(words)
        assert "can't be matched." in said
        assert "avoid" not in said
    assert await pairs(world) == before


async def test_colleagues_are_never_paired(world: World) -> None:
    organiser = priya(world)
    await people(world, 4)
    await world.member("Colleague", "Organisation 00")
    await world.member("Sixth", "Sixth")
    await preview(world, organiser)
    said = await organiser.say("round pair @Person 00 @Colleague yes")
    assert "are colleagues, and this scheme never matches colleagues." in said
    assert "Nothing has changed." in said


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("round swap @Person 00", "We need the names of two people"),
        ("round swap @Person 00 @Nobody Known", "We know nobody called Nobody Known"),
        ("round swap @Person 00 @Person", "Type the full name."),
        ("round swap @Person 00 @Person 00", "Please name two different people."),
        ("round put back @Person 00", "Person 00 is in a group already."),
        ("round take out @Elsewhere", "Elsewhere can't be in this round"),
    ],
)
async def test_every_wrong_change_says_what_to_do(world: World, words: str, answer: str) -> None:
    organiser = await _planned(world)
    elsewhere = await world.member("Elsewhere")
    await elsewhere.say("skip")
    before = await pairs(world)
    assert answer in await organiser.say(words)
    assert await pairs(world) == before
    assert [entry.action for entry in await audit(world)] == ["round.plan"]


async def test_without_a_round_there_is_nothing_to_change(world: World) -> None:
    organiser = priya(world)
    said = await organiser.say("round swap @Person 00 @Person 01")
    assert "No round of Unmentoring, monthly waits to be sent." in said
    assert "type /unmentor round preview" in said


async def test_no_change_after_the_round_was_sent(world: World) -> None:
    organiser = await _planned(world)
    (a, _b), (c, _d), _rest = await pairs(world)
    await organiser.say(f"round swap @{a} @{c}")
    await organiser.say("round send yes")
    said = await organiser.press("Make this change")
    assert "Priya Raman sent December's round on" in said
    round_ = await world.aside.write(lambda tx: tx.rounds.latest(world.programme.id))
    assert round_
    assert round_.state == "open"


async def test_a_lock_is_kept_by_the_round_that_waits(world: World) -> None:
    organiser = await _planned(world)
    await organiser.say("round lock Person 00")
    round_ = await waiting_round(world)
    groups = await world.aside.write(lambda tx: tx.rounds.groups(round_.id))
    assert sum(group.locked for group in groups) == 1
