"""A time in the diary: suggested, chosen, moved, called off, and what everybody hears of it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.form import ChoiceInput, DateInput, Form, TimeInput
from bot.message import Link, Message, Paragraph
from storage.meetings import Meeting
from storage.round_records import Group
from storage.types import Contact
from tests.support.chat import Chat, World
from tests.support.digest_days import deliver


async def _pair(world: World) -> tuple[Chat, Chat, Group]:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    (group,) = await world.introduce([sam, ade])
    for each in (sam, ade):
        await each.told()
    return sam, ade, group


async def _agreed(world: World) -> tuple[Chat, Chat, Group]:
    sam, ade, group = await _pair(world)
    await sam.say("times Tuesday 1 December at 10am by phone")
    await ade.told()
    await ade.press("Tuesday 1 December 2026 at 10am")
    return sam, ade, group


def _links(chat: Chat) -> list[Link]:
    assert isinstance(chat.last, Message)
    parts = [part for b in chat.last.blocks if isinstance(b, Paragraph) for part in b.text]
    return [part for part in parts if isinstance(part, Link)]


async def test_three_times_are_offered_and_one_is_pressed(world: World) -> None:
    sam, ade, _group = await _pair(world)
    form = await sam.press("Suggest times")
    assert "Ade chooses one of these times." in form
    assert "Times are as on the clock in London." in form
    assert isinstance(sam.last, Form)
    days = [given.value for given in sam.last.inputs if isinstance(given, DateInput)]
    assert days == ["2026-11-27", "2026-11-30", "2026-12-01"], "working days, from tomorrow"
    hours = [given.value for given in sam.last.inputs if isinstance(given, TimeInput)]
    assert all("09:00" <= hour <= "16:30" for hour in hours)

    answer = await sam.fill(time1="10:00", where="The tea point")
    assert "We've sent Ade these times:" in answer
    (offer,) = await ade.told()
    assert "Sam suggests meeting by video, for 30 minutes." in offer
    assert "Where: The tea point" in offer
    assert ade.buttons()[0] == "Friday 27 November 2026 at 10am"
    assert len(ade.buttons()) == 3
    assert "Agreed: Friday 27 November 2026 at 10am." in await ade.press("Friday 27 November")
    for reader, other in ((sam, "Ade Bello"), (ade, "Sam Okafor")):
        (agreed,) = await reader.told()
        assert f"You're meeting {other} on Friday 27 November 2026 at 10am, by video" in agreed
        assert [link.text for link in _links(reader)] == ["Outlook", "Google Calendar"]
        assert "We'll remind you that morning." in agreed
        assert reader.buttons() == ["Suggest other times", "Call it off"]


@pytest.mark.parametrize(
    ("way", "said"), [("video", "by video"), ("phone", "by phone"), ("in person", "in person")]
)
async def test_the_form_asks_whether_by_phone_by_video_or_in_person(
    world: World, way: str, said: str
) -> None:
    sam, ade, _group = await _pair(world)
    await sam.press("Suggest times")
    assert isinstance(sam.last, Form)
    (how,) = [given for given in sam.last.inputs if isinstance(given, ChoiceInput)]
    assert {option.value for option in how.options} == {"video", "phone", "in person"}
    await sam.fill(way=way)
    (offer,) = await ade.told()
    assert f"Sam suggests meeting {said}, for 30 minutes." in offer
    await ade.press("Friday 27 November")
    for each in (sam, ade):
        (agreed,) = await each.told()
        assert f", {said}" in agreed.partition("\n")[0]


async def test_it_can_all_be_typed(world: World) -> None:
    sam, ade, _group = await _pair(world)
    answer = await sam.say("times Tuesday 1 December at 10am or 2pm, in person where: Town Hall")
    assert "Tuesday 1 December 2026 at 2pm" in answer
    (offer,) = await ade.told()
    assert "in person" in offer
    assert "Where: Town Hall" in offer
    assert ade.buttons()[2] == "Suggest other times"
    assert "which time you mean" in await ade.say("times choose whenever")
    assert "Agreed: Tuesday 1 December 2026 at 2pm" in await ade.say("times choose 2")
    assert "You're meeting Ade Bello on Tuesday 1 December 2026 at 2pm" in await sam.say("status")
    assert "Suggest times" in await sam.say("times others")
    assert "is called off, and we've told Ade" in await sam.say("times off")
    assert "nothing to call off" in await sam.say("times off")


@pytest.mark.parametrize("chosen", ["2pm on 1 December", "second", "2026-12-01T14:00Z"])
async def test_a_time_can_be_named_in_several_ways(world: World, chosen: str) -> None:
    sam, ade, _group = await _pair(world)
    await sam.say("suggest times 1 December at 10am and 2pm")
    assert "Agreed: Tuesday 1 December 2026 at 2pm" in await ade.say(f"times choose {chosen}")


async def test_times_that_cannot_be_are_refused_kindly(world: World) -> None:
    sam, ade, _group = await _pair(world)
    for words, sorry in (
        ("25 November 2026 at 10am", "That time has passed."),
        ("28 March 2027 at 1:30am", "The clocks go forward over that time"),
        ("soon", "We can't tell which times you mean by “soon”."),
        ("1 December at 10am, 11am, 1pm, 2pm", "Suggest up to three times."),
    ):
        assert sorry in await sam.say(f"times {words}")
    await sam.press("Suggest times")
    assert "time1: That time has passed." in await sam.fill(day1="2026-11-25")
    assert "time2: The clocks go forward" in await sam.fill(day2="2027-03-28", time2="01:30")
    assert "time3: Choose a time, too." in await sam.fill(time3="")
    assert "day3: Choose a day, too." in await sam.fill(day3="")
    empty = await sam.fill(day1="", time1="", day2="", time2="", day3="", time3="")
    assert "day1: Choose a day, too." in empty
    assert await ade.told() == [], "nothing was offered"


async def test_a_time_that_comes_twice_is_the_first_of_the_two(world: World) -> None:
    sam, ade, group = await _pair(world)
    assert "at 1:30am" in await sam.say("times 31 October 2027 at 1:30am")
    meeting = await _meeting(world, group)
    assert meeting.slots == (datetime(2027, 10, 31, 0, 30, tzinfo=UTC),)
    assert await ade.told()


async def test_both_press_at_once_and_the_first_wins(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    jo = await world.member("Jo March")
    await world.introduce([sam, ade, jo])
    await sam.say("times 1 December at 10am, 2 December at 2pm")
    for each in (ade, jo):
        await each.told()
    answers = await asyncio.gather(ade.press("Tuesday 1"), jo.press("Wednesday 2"))
    won = [answer for answer in answers if answer.startswith("Agreed")]
    (second,) = [answer for answer in answers if answer not in won]
    assert len(won) == 1
    moment = won[0].removeprefix("Agreed: ").partition(".")[0]
    assert f"A time is agreed already: {moment}. Nothing has changed." in second
    _introduction, told = await sam.told()
    assert moment in told


async def test_pressed_twice_or_by_whoever_suggested(world: World) -> None:
    sam, ade, group = await _pair(world)
    await sam.say("times 1 December at 10am")
    assert "You suggested these times, so Ade chooses" in await sam.say("times choose 1")
    await ade.told()
    assert "Agreed" in await ade.press("Tuesday 1 December")
    assert "A time is agreed already" in await ade.press("Tuesday 1 December")
    eve = await world.member("Eve Stone")
    eve.shown = ade.shown
    assert "out of date" in await eve.press("Tuesday 1 December"), group.id


async def test_an_earlier_offer_no_longer_counts(world: World) -> None:
    sam, ade, _group = await _pair(world)
    await sam.say("times 1 December at 10am")
    await ade.told()
    assert "We've sent Sam" in await ade.say("times others 2 December at 11am")
    assert "You suggested these times" in await ade.press("Tuesday 1 December")
    (offer,) = await sam.told()
    assert "Ade suggests" in offer
    sam.shown += ade.shown
    assert "no longer on offer" in await sam.press("Tuesday 1 December")


async def test_a_time_that_went_by_cannot_be_chosen(world: World) -> None:
    sam, ade, _group = await _pair(world)
    await sam.say("times 1 December at 10am")
    await ade.told()
    world.now += timedelta(days=7)
    assert "That time has passed, so nothing is agreed." in await ade.press("Tuesday 1 December")


async def test_another_time_leaves_the_agreed_one_until_it_is_chosen(world: World) -> None:
    sam, ade, group = await _agreed(world)
    await ade.told()
    await sam.told()
    await ade.say("times others 3 December at 11am")
    (offer,) = await sam.told()
    assert "the time agreed stays: Tuesday 1 December 2026 at 10am" in offer
    assert (await _meeting(world, group)).sequence == 1
    await sam.press("Thursday 3 December")
    (moved,) = await ade.told()
    assert "on Thursday 3 December 2026 at 11am" in moved
    assert "This is a new time." in moved
    assert (await _meeting(world, group)).sequence == 2


async def test_the_way_and_the_place_stay_as_agreed_until_another_time_is_chosen(
    world: World,
) -> None:
    sam, ade, group = await _pair(world)
    await sam.say("times 1 December at 10am by phone where 01632 960123")
    await ade.say("times choose 1")
    for each in (sam, ade):
        await each.told()
    await ade.say("times others 3 December at 11am in person where Town Hall")
    (offer,) = await sam.told()
    assert "suggests meeting in person" in offer
    assert "Where: Town Hall" in offer
    for each in (sam, ade):
        status = await each.say("status")
        assert "Tuesday 1 December 2026 at 10am, by phone" in status
        assert "Where: 01632 960123" in status
    await sam.press("Thursday 3 December")
    (moved,) = await ade.told()
    assert "on Thursday 3 December 2026 at 11am, in person" in moved
    assert "Where: Town Hall" in moved
    meeting = await _meeting(world, group)
    assert (meeting.way, meeting.where, meeting.instead) == ("in person", "Town Hall", None)


async def test_an_offer_that_is_called_off_leaves_how_it_was_agreed(world: World) -> None:
    sam, ade, group = await _agreed(world)
    await ade.say("times others 3 December at 11am in person where Town Hall")
    await sam.told()
    assert "is called off" in await sam.say("times off")
    meeting = await _meeting(world, group)
    assert (meeting.way, meeting.where, meeting.instead) == ("phone", "", None)


async def test_called_off_by_a_press_and_suggested_anew(world: World) -> None:
    sam, ade, group = await _agreed(world)
    await sam.told()
    await ade.told()
    assert "we've told Ade" in await sam.press("Call it off")
    (told,) = await ade.told()
    assert "Your meeting with Sam on Tuesday 1 December 2026 at 10am is called off." in told
    assert "Please take it out of your diary." in told
    await ade.press("Suggest times")
    await ade.fill()
    assert len(await sam.told()) == 1
    assert (await _meeting(world, group)).state == "suggested"


@pytest.mark.parametrize("goodbye", ["leave", "forget me now"])
async def test_a_partner_who_leaves_calls_the_meeting_off(world: World, goodbye: str) -> None:
    sam, ade, group = await _agreed(world)
    await ade.told()
    await sam.say(goodbye)
    gone, off = await ade.told()
    assert "this introduction is called off" in gone
    assert "Your meeting on Tuesday 1 December 2026 at 10am is called off" in off
    who = "Sam" if goodbye == "leave" else "whom you were to meet"
    assert f"since {who} no longer takes part" in off
    assert (await _meeting(world, group)).state == "cancelled"


async def test_a_break_calls_off_what_falls_in_it(world: World) -> None:
    sam, ade, _group = await _agreed(world)
    await ade.told()
    await sam.told()
    await sam.say("pause until 1 December")
    assert await ade.told() == [], "that is the day they're back"
    await sam.say("pause until 5 January")
    for each, why in ((sam, "since you have a break then."), (ade, "since Sam has a break then.")):
        (off,) = await each.told()
        assert f"on Tuesday 1 December 2026 at 10am is called off, {why}" in off


async def test_by_phone_both_know_who_rings_whom_on_which_number(world: World) -> None:
    sam, jo = await world.member("Sam Okafor"), await world.member("Jo March")
    ade = await world.member("Ade Bello", contact=Contact(phone="01632 960123"))
    await world.introduce([sam, ade])
    await sam.say("times 1 December at 10am by phone")
    await ade.say("times choose 1")
    assert "You ring Ade Bello on 01632 960123." in (await sam.told())[-1]
    assert "Sam Okafor rings you on 01632 960123." in (await ade.told())[-1]
    assert "You ring Ade Bello on 01632 960123." in await sam.say("status")
    await world.close_round()
    world.now += timedelta(days=30)
    await world.introduce([ade, jo])
    await ade.say("times 5 January at 10am by phone")
    await jo.say("times choose 1")
    assert (
        "You ring Jo March. Please ask which number to use before then." in ((await ade.told())[-1])
    )
    assert "Ade Bello rings you, but doesn't have your number." in (await jo.told())[-1]


async def test_i_cannot_calls_it_off_too(world: World) -> None:
    sam, ade, _group = await _agreed(world)
    await ade.told()
    await sam.say("can't")
    assert any("is called off" in text for text in await ade.told())


@pytest.mark.parametrize("goodbye", ["leave", "forget me now"])
async def test_a_trio_goes_on_when_one_leaves(world: World, goodbye: str) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    jo = await world.member("Jo March")
    (group,) = await world.introduce([sam, ade, jo])
    await sam.say("times 1 December at 10am")
    await ade.say("times choose 1")
    await deliver(world, "sent")
    await jo.say(goodbye)
    assert (await _meeting(world, group)).state == "agreed"
    (told,) = await ade.told()
    who = "Jo March" if goodbye == "leave" else "One of you"
    assert f"{who} is no longer in your introduction." in told
    assert "You and Sam go on." in told
    assert "You're meeting Sam Okafor on Tuesday 1 December 2026 at 10am, by video" in told


async def test_after_the_round_only_an_agreed_time_can_be_moved(world: World) -> None:
    sam, ade, _group = await _agreed(world)
    await ade.told()
    await world.close_round()
    await ade.press("Suggest other times")
    assert "We've sent Sam" in await ade.fill()
    await ade.press("Call it off")
    assert "That round has ended" in await sam.press("Suggest times")


async def _meeting(world: World, group: Group) -> Meeting:
    (meeting,) = await world.aside.read(lambda tx: tx.meetings.of_group(group.id))
    return meeting
