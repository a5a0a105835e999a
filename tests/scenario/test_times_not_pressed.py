"""Times that nobody presses: the other is invited to suggest, and nobody is left to wait."""

from datetime import UTC, datetime, timedelta

from jobs.rounds import checking_in
from storage.round_records import Group
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.organising import tick

FRIDAY = datetime(2026, 11, 27, 12, tzinfo=UTC)
DUE = datetime(2026, 12, 3, 10, tzinfo=UTC)  # four working days after a Friday
HALF_WAY = datetime(2026, 12, 14, 10, tzinfo=UTC)


async def _pair(world: World) -> tuple[Chat, Chat, Group]:
    sam = await world.member("Sam Okafor", "Okafor Council")
    ade = await world.member("Ade Bello", "Bello Council")
    (group,) = await world.introduce([sam, ade])
    world.now = FRIDAY
    for each in (sam, ade):
        await each.told()
    return sam, ade, group


async def test_after_four_working_days_the_times_are_shown_again_once(world: World) -> None:
    sam, ade, _group = await _pair(world)
    await sam.say("times 8 December at 10am or 9 December at 2pm")
    await ade.told()
    await tick(world, DUE - timedelta(minutes=1))
    assert await ade.told() == []
    await tick(world, DUE + timedelta(minutes=1))
    (invited,) = await ade.told()
    assert "Sam suggested times on Friday 27 November 2026, and none is chosen yet." in invited
    assert "That's fine." in invited
    assert ade.buttons() == [
        "Tuesday 8 December 2026 at 10am",
        "Wednesday 9 December 2026 at 2pm",
        "Suggest other times",
    ]
    assert await sam.told() == [], "whoever suggested has done their part"
    await tick(world, DUE + timedelta(days=5))
    assert await ade.told() == [], "once is enough"
    world.now = DUE + timedelta(hours=1)
    assert "Agreed: Tuesday 8 December 2026 at 10am" in await ade.press("Tuesday 8 December")


async def test_where_the_times_have_passed_the_other_may_suggest_some(world: World) -> None:
    sam, ade, _group = await _pair(world)
    await sam.say("times 1 December at 10am")
    await ade.told()
    await tick(world, DUE + timedelta(minutes=1))
    (invited,) = await ade.told()
    assert invited.startswith("The times that Sam suggested have passed.")
    (passed,) = await sam.told()
    assert passed == (
        "The times that you suggested to Ade have passed, and none was chosen.\n"
        "That happens. We've asked Ade, too. Would you like to suggest new ones?"
    )
    assert sam.buttons() == ["Suggest times"]
    await ade.press("Suggest times")
    assert "We've sent Sam these times:" in await ade.fill()


async def test_whoever_suggested_later_times_hears_once_the_last_has_passed(world: World) -> None:
    sam, ade, _group = await _pair(world)
    await sam.say("times 8 December at 10am or 9 December at 2pm")
    await tick(world, DUE + timedelta(minutes=1))
    assert await sam.told() == [], "one of them may still be chosen"
    await ade.told()
    await tick(world, datetime(2026, 12, 9, 14, 1, tzinfo=UTC))
    (passed,) = await sam.told()
    assert passed.startswith("The times that you suggested to Ade have passed")
    assert await ade.told() == [], "invited already"
    await tick(world, datetime(2026, 12, 11, 14, 1, tzinfo=UTC))
    assert await sam.told() == [], "once is enough"


async def test_a_meeting_called_off_without_new_times_is_not_forgotten(world: World) -> None:
    sam, ade, _group = await _pair(world)
    await sam.say("times 1 December at 10am")
    await ade.say("times choose 1")
    await sam.say("times off")
    for each in (sam, ade):
        await each.told()
    await tick(world, DUE - timedelta(minutes=1))
    assert await sam.told() == await ade.told() == []
    await tick(world, DUE + timedelta(minutes=1))
    for each, other in ((sam, "Ade"), (ade, "Sam")):
        (invited,) = await each.told()
        assert f"No new time has been suggested for you and {other} yet." in invited
        assert each.buttons() == ["Suggest times"]


async def test_who_called_it_off_and_suggested_new_times_is_not_invited_to(world: World) -> None:
    sam, ade, _group = await _pair(world)
    await sam.say("times 1 December at 10am")
    await ade.say("times choose 1")
    await sam.say("times off")
    world.now += timedelta(days=3)
    await sam.say("times 14 December at 10am")
    for each in (sam, ade):
        await each.told()
    await tick(world, DUE + timedelta(minutes=1))
    assert await sam.told() == await ade.told() == []


async def test_other_times_begin_the_four_days_anew(world: World) -> None:
    sam, ade, _group = await _pair(world)
    await sam.say("times 8 December at 10am")
    world.now += timedelta(days=3)
    await ade.say("times others 10 December at 11am")
    for each in (sam, ade):
        await each.told()
    await tick(world, DUE + timedelta(minutes=1))
    assert await sam.told() == await ade.told() == []
    await tick(world, DUE + timedelta(days=1, minutes=1))
    (invited,) = await sam.told()
    assert "Ade suggested times on Monday 30 November 2026" in invited
    assert await ade.told() == []


async def test_an_agreed_time_or_an_answer_needs_no_press(world: World) -> None:
    sam, ade, _group = await _pair(world)
    await sam.say("times 8 December at 10am")
    await ade.say("times choose 1")
    await sam.say("times others 9 December at 11am")
    for each in (sam, ade):
        await each.told()
    await tick(world, DUE + timedelta(days=1))
    assert await sam.told() == await ade.told() == []


async def test_of_three_both_others_are_invited(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    jo = await world.member("Jo March")
    await world.introduce([sam, ade, jo])
    world.now = FRIDAY
    await sam.say("times 8 December at 10am")
    for each in (sam, ade, jo):
        await each.told()
    await tick(world, DUE + timedelta(minutes=1))
    for each in (ade, jo):
        assert "none is chosen yet" in "".join(await each.told())
    assert await sam.told() == []


async def test_where_both_stay_silent_they_are_asked_half_way_and_can_have_somebody_else(
    world: World,
) -> None:
    sam, ade, _group = await _pair(world)
    await sam.say("times 1 December at 10am")
    await tick(world, DUE + timedelta(minutes=1))
    for each in (sam, ade):
        await each.told()
    world.now = HALF_WAY

    def ask(tx: Transaction) -> None:
        round_ = tx.rounds.latest(world.programme.id, "open")
        assert round_
        checking_in.check_in(tx, world.programme, round_, world.now, last=False)

    await world.aside.write(ask)
    for each in (sam, ade):
        assert "met yet?" in "".join(await each.told())
    answer = await sam.press("Not yet, but we will")
    assert "If we hear nothing from Ade by Tuesday 15 December 2026" in answer


async def test_status_says_which_times_wait_for_an_answer(world: World) -> None:
    sam, ade, _group = await _pair(world)
    await sam.say("times 1 December at 10am or 2pm")
    standing = await ade.say("status")
    assert "Sam suggests these times." in standing
    assert "type /unmentor times choose 1" in standing
    assert "• Tuesday 1 December 2026 at 2pm" in standing
    assert "You suggested these times, and none is chosen yet:" in await sam.say("status")
    world.now = datetime(2026, 12, 1, 11, tzinfo=UTC)
    assert "type /unmentor times choose 2" in await ade.say("status"), "the first has passed"
    await ade.say("times choose 2")
    for each in (sam, ade):
        agreed = await each.say("status")
        assert "on Tuesday 1 December 2026 at 2pm" in agreed
        assert "these times" not in agreed
    await sam.say("times others 3 December at 11am")
    moving = await ade.say("status")
    assert "on Tuesday 1 December 2026 at 2pm" in moving, "it stays until another is chosen"
    assert "• Thursday 3 December 2026 at 11am" in moving
    world.now = datetime(2026, 12, 3, 12, tzinfo=UTC)
    assert "these times" not in await ade.say("status"), "none of them is to come any more"
