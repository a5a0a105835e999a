"""Times are offered on the days that both work, and shown by each reader's own clock."""

from datetime import UTC, datetime

from bot.form import DateInput, Form, MultiChoiceInput
from storage.types import Profile
from tests.support.chat import Chat, World


async def _pair(world: World, **profile: object) -> tuple[Chat, Chat]:
    """Sam, who said nothing of days, in London; Ade, who said what is given."""
    sam = await world.member("Sam Okafor")
    ade = await world.member("Ade Bello", **profile)  # type: ignore[arg-type]  # a test's shorthand
    await world.introduce([sam, ade])
    for each in (sam, ade):
        await each.told()
    return sam, ade


def _days(chat: Chat) -> list[str]:
    assert isinstance(chat.last, Form)
    return [given.value for given in chat.last.inputs if isinstance(given, DateInput)]


async def _profile(chat: Chat) -> Profile:
    return (await chat.find_member()).profile


async def test_a_part_timer_in_belfast_is_met_on_fridays_that_are_open_in_both(
    world: World,
) -> None:
    world.now = datetime(2027, 3, 1, 10, tzinfo=UTC)
    sam, ade = await _pair(world, region="Northern Ireland")
    asked = await ade.say("profile")
    assert "Days you work" in asked
    assert "Whose clock you go by" in asked
    await ade.fill(days=("fri",))
    await sam.press("Suggest times")
    assert _days(sam) == ["2027-03-05", "2027-03-12", "2027-03-19"]
    await ade.say("profile")
    await ade.fill(days=("wed",))
    await sam.say("times")
    assert _days(sam) == ["2027-03-03", "2027-03-10", "2027-03-24"], "not on St Patrick's Day"
    answer = await sam.say("times 17 March at 10am, 18 March at 10am, 24 March at 10am")
    assert "Wednesday 17 March 2027 is a bank holiday for Ade." in answer
    assert "Thursday 18 March 2027 may not be a working day for Ade." in answer
    assert answer.count("24 March") == 1, "it is sent, and nothing is the matter with it"
    assert "Ade can choose from them all the same." in answer
    assert len(await ade.told()) == 1, "the times went out all the same"


async def test_two_who_share_no_working_day_are_told_so_and_can_name_any(world: World) -> None:
    sam, ade = await _pair(world, days=(5, 6))
    form = await sam.say("times")
    assert "no time that is in the working days and hours of both you and Ade" in form
    assert _days(sam) == ["", "", ""]
    answer = await sam.fill(day1="2026-12-03", time1="10:00")
    assert "Thursday 3 December 2026 may not be a working day for Ade." in answer
    (offer,) = await ade.told()
    assert "Which time suits you?" in offer
    assert "Agreed: Thursday 3 December 2026 at 10am." in await ade.press("Thursday 3")


async def test_a_time_off_the_clock_of_work_is_taken_with_a_word(world: World) -> None:
    sam, ade = await _pair(world)
    answer = await sam.say("times 25 December at 4pm, Saturday 12 December at 11am, 3 Dec at 9pm")
    assert "Friday 25 December 2026 is a bank holiday." in answer
    assert "Saturday 12 December 2026 is at the weekend." in answer
    assert "Thursday 3 December 2026 at 9pm is early or late in the day." in answer
    assert "To suggest others, type /unmentor times others." in answer
    await ade.told()
    assert len(ade.buttons()) == 3
    plain = await sam.say("times 3 December at 10am")
    assert "all the same" not in plain


async def test_each_reads_times_by_their_own_clock(world: World) -> None:
    sam, ade = await _pair(world, zone="Europe/Brussels")
    assert "as on the clock in London" in await sam.say("times")
    assert "as on the clock in Brussels" in await ade.say("times")
    answer = await ade.say("times 1 December at 11am or 3pm")
    assert "Tuesday 1 December 2026 at 10am, 11am your time" in answer
    (offer,) = await sam.told()
    assert "your time" not in offer
    assert sam.buttons()[0] == "Tuesday 1 December 2026 at 10am"
    await sam.press("Tuesday 1 December 2026 at 10am")
    (agreed,) = await ade.told()
    assert "on Tuesday 1 December 2026 at 10am, 11am your time" in agreed
    assert "at 10am, 11am your time" in await ade.say("status")
    await sam.say("times 2 December at 10am or 3pm")
    await ade.told()
    assert ade.buttons()[0] == "Wednesday 2 December 2026 at 10am, 11am your time"
    assert "at 3pm, 4pm your time" in await ade.say("times choose 2 December at 4pm")


async def test_far_away_the_day_is_named_too(world: World) -> None:
    sam, ade = await _pair(world, zone="Pacific/Auckland")
    assert "no time that is in the working days and hours" in await sam.say("times")
    answer = await sam.say("times 1 December at 8pm")
    assert "Tuesday 1 December 2026 at 8pm is early or late in the day." not in answer
    await ade.told()
    assert ade.buttons()[0] == "Tuesday 1 December 2026 at 8pm, 9am on Wednesday your time"


async def test_days_and_clock_are_kept_shown_and_deleted_as_said(world: World) -> None:
    ade = await world.member("Ade Bello")
    await ade.say("profile")
    assert "other_zone: We don't know that time zone." in await ade.fill(other_zone="Narnia")
    await ade.fill(days=("thu", "mon"), other_zone="perth")
    profile = await _profile(ade)
    assert profile.days == (0, 3)
    assert profile.zone == "Australia/Perth"
    await ade.say("profile")
    assert ade.form
    chosen = [each.values for each in ade.form.inputs if isinstance(each, MultiChoiceInput)]
    assert chosen == [("mon", "thu")]
    await ade.say("my data")
    told = "\n".join(await ade.told())
    assert "days you work: Monday and Thursday" in told
    assert "whose clock you go by: Australia/Perth" in told
    await ade.say("profile")
    await ade.fill(days=(), other_zone="", zone="Europe/Brussels")
    profile = await _profile(ade)
    assert profile.days == ()
    assert profile.zone == "Europe/Brussels"
