"""A scheme's two forms: each is saved alone, and says kindly what cannot be."""

import pytest

from bot.form import Form, FormErrors
from storage.round_records import Programme
from tests.support.chat import Chat, World, read
from tests.support.organising import priya


async def _scheme(world: World) -> Programme:
    return await world.aside.read(
        lambda tx: tx.programmes.get(world.programme.id, world.network.id)
    )


async def _editing(world: World) -> Chat:
    organiser = priya(world)
    await organiser.say("organise edit")
    return organiser


async def _wording(world: World) -> Chat:
    organiser = priya(world)
    await organiser.say("organise words")
    return organiser


def _errors(organiser: Chat) -> dict[str, str]:
    assert isinstance(organiser.last, FormErrors)
    return dict(organiser.last.errors)


async def test_both_forms_can_be_saved_as_they_are_and_change_nothing(world: World) -> None:
    before = await _scheme(world)
    for line in ("organise edit", "organise words"):
        organiser = priya(world)
        await organiser.say(line)
        assert "Saved." in await organiser.fill()
    after = await _scheme(world)
    assert (after.rules, after.timing, after.format) == (
        before.rules,
        before.timing,
        before.format,
    )


async def test_a_form_asks_for_at_most_fourteen_things(world: World) -> None:
    for organiser in (await _editing(world), await _wording(world)):
        assert isinstance(organiser.last, Form)
        assert len(organiser.last.inputs) <= 14


async def test_sets_have_meetings_and_a_rhythm_with_room_for_them(world: World) -> None:
    organiser = await _editing(world)
    said = await organiser.fill(format="sets", size="5", meetings="6", between="4", every="6")
    assert "Kind: action learning sets of 5, 6 meetings 4 weeks apart" in said
    scheme = await _scheme(world)
    assert scheme.rules.group_size == 5
    assert (scheme.format.kind, scheme.format.meetings, scheme.format.weeks_between) == (
        "sets",
        6,
        4,
    )


async def test_a_rhythm_without_room_says_by_how_much(world: World) -> None:
    organiser = await _editing(world)
    await organiser.fill(format="sets", size="4", meetings="6", between="4")
    assert _errors(organiser) == {
        "every": "A set's 6 meetings 4 weeks apart take 22 weeks, since the first is 2 weeks "
        "after it begins. The next round would come 5 months too soon: choose 6 or more."
    }
    assert "Saved." in await organiser.fill(
        format="sets", size="4", meetings="6", between="4", every="6"
    )


async def test_mentoring_lasts_no_longer_than_until_the_next_round(world: World) -> None:
    organiser = await _editing(world)
    await organiser.fill(format="mentors", meetings="6", every="5")
    assert _errors(organiser) == {
        "every": "Mentoring lasts 6 months. "
        "The next round would come 1 month too soon: choose 6 or more."
    }
    said = await organiser.fill(format="mentors", meetings="6", every="6")
    assert "Kind: mentoring, for 6 months" in said


@pytest.mark.parametrize(
    ("kind", "size", "sentence"),
    [
        ("sets", "2", "An action learning set is of 3 to 6 people. Choose one of these."),
        ("mentors", "3", "Mentoring is between two people. Choose 2."),
    ],
)
async def test_a_group_that_its_kind_cannot_have_is_said_at_the_size(
    world: World, kind: str, size: str, sentence: str
) -> None:
    organiser = await _editing(world)
    await organiser.fill(format=kind, size=size, every="12")
    assert _errors(organiser) == {"size": sentence}
    assert (await _scheme(world)).format.kind == "pairs"


async def test_introductions_ask_for_no_number_of_meetings(world: World) -> None:
    organiser = await _editing(world)
    assert "Saved." in await organiser.fill(meetings="many", between="")
    said = await (await _editing(world)).fill(size="4")
    assert "Kind: introductions in groups of 4" in said


async def test_what_is_said_around_a_round_is_the_organisers_to_choose(world: World) -> None:
    organiser = await _wording(world)
    assert isinstance(organiser.last, Form)
    shown = read(organiser.last)
    assert "We fill in {scheme}, and {date}: when the next round is." in shown
    assert "“The next round is on {date}.”" in shown
    said = await organiser.fill(asks="yes", posts="no", shares="no", repeat="3", approve="no")
    assert "Who is in a round: whoever says yes when asked before it" in said
    assert "In the channel: the totals of each round" in said
    scheme = await _scheme(world)
    assert (scheme.format.asks, scheme.format.posts, scheme.format.shares) == (True, False, False)
    assert (scheme.rules.no_repeat_within, scheme.approve) == (3, False)


async def test_a_word_in_place_of_a_number_stands_at_its_input(world: World) -> None:
    organiser = await _wording(world)
    await organiser.fill(repeat="never")
    assert _errors(organiser) == {"repeat": "Give a whole number from 0 to 60."}


async def test_each_form_keeps_what_the_other_one_says(world: World) -> None:
    await (await _wording(world)).fill(announcement="Tea on {date}.", repeat="9")
    await (await _editing(world)).fill(minutes="45")
    scheme = await _scheme(world)
    assert scheme.format.announcement == "Tea on {date}."
    assert (scheme.rules.no_repeat_within, scheme.minutes) == (9, 45)


async def test_two_organisers_in_different_forms_do_not_get_in_each_others_way(
    world: World,
) -> None:
    first, second = await _editing(world), await _wording(world)
    await first.fill(minutes="45")
    assert "Saved." in await second.fill(repeat="9")
    scheme = await _scheme(world)
    assert (scheme.rules.no_repeat_within, scheme.minutes) == (9, 45)


async def test_two_organisers_in_one_form_keep_what_they_typed(world: World) -> None:
    first, second = await _wording(world), await _wording(world)
    await first.fill(repeat="4")
    said = await second.fill(announcement="Tea on {date}.")
    assert "Somebody else changed this scheme while you had it open." in said
    assert "Rounds before two people may meet again: 4" in said
    assert (await _scheme(world)).format.announcement == ""
    await second.fill(repeat="4")
    scheme = await _scheme(world)
    assert (scheme.rules.no_repeat_within, scheme.format.announcement) == (4, "Tea on {date}.")


async def test_a_copy_has_everything_but_the_name_and_the_members(world: World) -> None:
    await (await _wording(world)).fill(announcement="Tea on {date}.", repeat="9", posts="no")
    await (await _editing(world)).fill(at="14:00", quiet="21 December 2026: Christmas")
    await world.member("Sam Okafor")
    organiser = priya(world)
    said = await organiser.say("organise copy")
    assert "It's filled in as the scheme that you copy." in said
    said = await organiser.fill(name="Design lunch")
    assert "Design lunch is set up." in said
    assert "nobody yet" in said
    running = await world.aside.read(lambda tx: tx.programmes.running(world.network.id))
    copy, original = (
        next(p for p in running if p.name == name)
        for name in ("Design lunch", "Unmentoring, monthly")
    )
    assert (copy.rules, copy.format) == (original.rules, original.format)
    assert (copy.timing.at, copy.timing.quiet) == ("14:00", original.timing.quiet)


async def test_a_copy_has_a_name_of_its_own_unless_that_is_taken(world: World) -> None:
    organiser = priya(world)
    await organiser.say("organise copy")
    assert "Copy of Unmentoring, monthly is set up." in await organiser.fill()
    await organiser.say("organise copy unmentoring, monthly")
    assert "name: There is a scheme of this name already." in await organiser.fill()
