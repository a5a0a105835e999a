"""Mentoring: offered and wished for, introduced, asked about each month, ended kindly."""

from datetime import UTC, datetime, timedelta

from jobs.mentoring.mentor_parts import mentor_of
from storage.round_records import Format, Rules
from tests.support.chat import Chat, World
from tests.support.organising import (
    change_kind,
    do_errands,
    priya,
    running_groups,
    send_term,
    tick,
)

MENTORING = Format(kind="mentors", meetings=3, posts=False)


async def start(world: World) -> None:
    """The world's scheme becomes one of mentoring, for three months."""
    await change_kind(world, "Mentoring", MENTORING, Rules())


async def somebody(
    world: World, name: str, offers: str = "", wishes: str = "", room: int = 1
) -> Chat:
    """A member of an organisation of their own, who says what they offer and wish for."""
    chat = await world.member(name, f"Office of {name}")
    if offers:
        assert "You can help" in await chat.say(f"offers {offers}")
        assert f"{room} p" in await chat.say(f"capacity {room}")
    if wishes:
        assert f"You'd like help with {wishes}" in await chat.say(f"wishes {wishes}")
    return chat


async def test_a_mentor_with_two_mentees_over_three_months(world: World) -> None:
    await start(world)
    ade = await somebody(world, "Ade Bello", offers="coaching, budgets", room=2)
    bea = await somebody(world, "Bea Cole", wishes="coaching")
    cal = await somebody(world, "Cal Dunn", wishes="budgets")
    found = await send_term(world)
    assert [len(group.members) for group in found] == [2, 2]
    assert {mentor_of(group) for group in found} == {(await ade.find_member()).id}
    assert "Ade Bello mentors Bea Cole on coaching." in (await bea.told())[-1]
    assert bea.buttons() == ["Suggest times", "We've met", "Something was wrong"]
    assert "It lasts 3 months" in "".join(told := await cal.told()), told
    assert len(await ade.told()) == 2
    begun = world.now
    for month in (1, 2):
        await tick(world, begun + timedelta(days=31 * month + 10))
        asked = (await bea.told())[-1]
        assert "How is mentoring going with Ade?" in asked
        assert bea.buttons() == ["Fine", "We haven't met", "It isn't working"]
        assert "good to hear" in await bea.press("Fine")
        assert "there's still time" in await cal.say("mentoring missed")
        await cal.told()
        questions = [told for told in await ade.told() if "How is mentoring going" in told]
        assert len(questions) == 2, "a question for each of the two"
    await tick(world, begun + timedelta(days=31 * 3 + 10))
    (thanks,) = await bea.told()
    assert "are over. Thank you both." in thanks
    assert bea.buttons() == ["Yes", "Somewhat", "No"]
    await bea.press("Yes")
    await tick(world, world.now + timedelta(days=21))
    assert await world.aside.read(lambda tx: tx.rounds.under_way(world.programme.id)) == []


async def test_one_that_is_not_working_ends_kindly_and_the_mentee_finds_another(
    world: World,
) -> None:
    await start(world)
    ade = await somebody(world, "Ade Bello", offers="coaching")
    bea = await somebody(world, "Bea Cole", wishes="coaching")
    await send_term(world)
    await ade.told()
    await bea.told()
    eli = await somebody(world, "Eli Fox", offers="coaching")
    await tick(world, world.now + timedelta(days=40))
    await bea.told()
    said = await bea.press("It isn't working")
    assert "We've told them that it ended, and nothing else." in said
    assert "introducing you now" in said
    assert "nobody's fault" in (await ade.told())[-1]
    assert "Eli Fox mentors Bea Cole" in (await eli.told())[-1]
    assert "nothing has changed" in await bea.press("It isn't working")


async def test_mentoring_that_ends_calls_off_the_meeting_that_was_agreed(world: World) -> None:
    await start(world)
    ade = await somebody(world, "Ade Bello", offers="coaching")
    bea = await somebody(world, "Bea Cole", wishes="coaching")
    await send_term(world)
    soon = world.now + timedelta(days=13)
    await bea.say(f"times {soon:%d %B %Y} at 10am")
    assert "Agreed" in await ade.say("times choose 1")
    await ade.told()
    assert "it ended" in await bea.say("mentoring over")
    over, off = await ade.told()
    assert "nobody's fault" in over
    assert "at 10am is called off." in off
    await tick(world, soon.replace(hour=9, minute=0))
    assert await ade.told() == [], "and nobody is reminded of it"


async def test_a_mentee_whose_mentor_leaves_is_told_and_looked_after(world: World) -> None:
    await start(world)
    ade = await somebody(world, "Ade Bello", offers="coaching")
    bea = await somebody(world, "Bea Cole", wishes="coaching")
    await send_term(world)
    await bea.told()
    await ade.say("leave")
    assert "We're looking for another mentor for you" in (await bea.told())[-1]
    eli = await somebody(world, "Eli Fox", offers="coaching")
    await tick(world, world.now + timedelta(days=41))
    assert "Eli Fox mentors Bea Cole" in (await eli.told())[-1]


async def test_one_person_mentors_and_is_mentored_by_different_people(world: World) -> None:
    await start(world)
    await somebody(world, "Ade Bello", offers="coaching")
    bea = await somebody(world, "Bea Cole", offers="budgets", wishes="coaching")
    await somebody(world, "Cal Dunn", wishes="budgets")
    assert len(await send_term(world)) == 2
    assert len(await bea.told()) == 2


async def test_joining_asks_what_people_offer_and_wish_for(world: World) -> None:
    await start(world)
    sam = world.person("Sam Reid")
    form = await sam.say("join")
    for asked in ("I can help with …", "I'd like help with …", "at the same time"):
        assert asked in form
    wrong = await sam.fill(
        organisation="new:Office of Sam", sector="local", offers=("new:coaching",), capacity="9"
    )
    assert "Choose a number from 0 to 5" in wrong
    await sam.fill(
        organisation="new:Office of Sam", sector="local", offers=("new:coaching",), capacity="2"
    )
    member = await sam.find_member()
    part = await world.aside.read(lambda tx: tx.enrolments.get(world.programme.id, member.id))
    assert (part.offers, part.wishes, part.capacity) == (("coaching",), (), 2)


async def test_mentoring_pairs_are_not_changed_by_hand(world: World) -> None:
    await start(world)
    await somebody(world, "Ade Bello", offers="coaching")
    await somebody(world, "Bea Cole", wishes="coaching")
    organiser = priya(world)
    await organiser.say("unmentor round preview")
    await do_errands(world)
    assert "aren't changed by hand" in await organiser.say("round lock @Ade Bello")


async def test_who_leaves_between_plan_and_send_is_replaced_and_the_rest_stays(
    world: World,
) -> None:
    await start(world)
    ade = await somebody(world, "Ade Bello", offers="coaching")
    await somebody(world, "Bea Cole", wishes="coaching")
    await somebody(world, "Cal Dunn", offers="budgets")
    await somebody(world, "Dee Eze", wishes="budgets")
    organiser = priya(world)
    await organiser.say("unmentor round preview")
    await do_errands(world)
    await ade.say("leave")
    await organiser.say("round send yes")
    (pair,) = await running_groups(world)
    found = await world.aside.read(lambda tx: tx.members.many(pair.members))
    assert sorted(member.name for member in found.values()) == ["Cal Dunn", "Dee Eze"]


async def test_organisers_read_once_who_has_said_nothing_yet(world: World) -> None:
    await start(world)
    await somebody(world, "Ade Bello", offers="coaching")
    await somebody(world, "Bea Cole", wishes="coaching")
    await somebody(world, "Cal Dunn")
    await somebody(world, "Dee Eze")
    organiser = priya(world)
    await organiser.say("unmentor round preview")
    await do_errands(world)
    (preview,) = (await organiser.told())[-1:]
    words = "not said yet what they can help with, or would like help with."
    assert f"Cal Dunn and Dee Eze: {words}" in preview


async def test_organisers_read_who_would_mentor_whom_on_what(world: World) -> None:
    await start(world)
    await somebody(world, "Ade Bello", offers="coaching, budgets", room=2)
    await somebody(world, "Bea Cole", wishes="coaching")
    await somebody(world, "Cal Dunn", wishes="budgets")
    organiser = priya(world)
    await organiser.say("unmentor round preview")
    await do_errands(world)
    preview = (await organiser.told())[-1]
    shown = (preview, await organiser.say("round show"))
    ade = "Ade Bello (Office of Ade Bello) mentors"
    for words in shown:
        assert f"{ade} Bea Cole (Office of Bea Cole) on coaching." in words
        assert f"{ade} Cal Dunn (Office of Cal Dunn) on budgets." in words
    await organiser.say("round preview")
    assert organiser.buttons() == ["Introduce 2 pairs", "Send to me only"]


async def test_whoever_was_mentored_is_matched_again_when_the_months_are_over(
    world: World,
) -> None:
    await start(world)
    await somebody(world, "Ade Bello", offers="coaching")
    await somebody(world, "Bea Cole", wishes="coaching")
    await send_term(world)
    organiser = priya(world)
    await organiser.told()
    await somebody(world, "Eli Fox", offers="coaching")
    # The round of March begins a day after the last month; people may still answer then.
    await tick(world, datetime(2027, 2, 26, 12, tzinfo=UTC))
    assert any(
        "Eli Fox" in words and "mentors Bea Cole" in words for words in await organiser.told()
    )


async def test_organisers_hear_nothing_of_a_month_in_which_mentoring_goes_on(
    world: World,
) -> None:
    await start(world)
    await somebody(world, "Ade Bello", offers="coaching")
    await somebody(world, "Bea Cole", wishes="coaching")
    await send_term(world)
    organiser = priya(world)
    await organiser.told()
    await tick(world, world.now + timedelta(weeks=7))
    assert [words for words in await organiser.told() if "no introductions" in words] == []


async def test_two_who_asked_never_to_meet_again_are_not_matched_in_the_middle_of_a_term(
    world: World,
) -> None:
    bea, eli = await somebody(world, "Bea Cole"), await somebody(world, "Eli Fox")
    await world.introduce([bea, eli])
    await bea.say("touch never Eli Fox")
    await world.close_round()
    world.now += timedelta(days=41)
    await change_kind(world, "Mentoring", MENTORING, Rules(no_repeat_within=0))
    await somebody(world, "Ade Bello", offers="coaching")
    await bea.say("wishes coaching")
    await send_term(world)
    await eli.say("offers coaching")
    await bea.told()
    said = await bea.say("mentoring over")
    assert "We've told them that it ended" in said
    assert "introducing you now" not in said
    assert "Eli" not in "".join(await bea.told())
