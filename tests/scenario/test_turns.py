"""Whose turn it is: asked before each round, every second round, and coming back in between."""

from datetime import UTC, datetime, timedelta

import pytest

from jobs.rounds import rounds
from jobs.schedule import Ticker
from jobs.schemes import schemes
from storage.programmes import Plan
from storage.round_records import Enrolment, Format, Timing
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.organising import WorldClock, do_errands, pairs, people, preview, priya

ASK = datetime(2026, 11, 24, 10, tzinfo=UTC)
AGAIN = datetime(2026, 11, 25, 10, tzinfo=UTC)
PREVIEW = datetime(2026, 11, 26, 10, tzinfo=UTC)
DUE = datetime(2026, 12, 1, 10, tzinfo=UTC)
JANUARY = datetime(2027, 1, 5, 10, tzinfo=UTC)
FEBRUARY = datetime(2027, 2, 2, 10, tzinfo=UTC)
MARCH = datetime(2027, 3, 2, 10, tzinfo=UTC)


async def _begin(
    world: World,
    count: int = 4,
    *,
    asks: bool = True,
    approve: bool = True,
    timing: Timing | None = None,
) -> list[Chat]:
    """People take part in a scheme whose first round is to come."""
    found = await people(world, count)
    world.now = ASK - timedelta(days=1)
    old = world.programme
    plan = Plan(old.name, old.place_id, approve=approve, format=Format(asks=asks))
    if timing:
        plan = Plan(old.name, old.place_id, timing=timing, approve=approve, format=plan.format)

    def change(tx: Transaction) -> None:
        world.programme = tx.programmes.change(old, plan)
        rounds.schedule_next(tx, world.programme, world.now)

    await world.aside.write(change)
    return found


async def _tick(world: World, moment: datetime) -> None:
    """Let everything happen that is due at a moment."""
    world.now = moment
    ticker = Ticker(world.aside, WorldClock(world), retention_months=24)
    while await ticker.run_once():
        pass
    await do_errands(world)


async def _part(world: World, chat: Chat) -> Enrolment:
    member = await chat.find_member()
    return await world.aside.read(lambda tx: tx.enrolments.get(world.programme.id, member.id))


async def _in_pairs(world: World, state: str = "proposed") -> set[str]:
    return {name for pair in await pairs(world, state) for name in pair}


async def test_members_are_asked_five_working_days_ahead_and_who_is_in_is_introduced(
    world: World,
) -> None:
    members = await _begin(world)
    await _tick(world, ASK - timedelta(minutes=1))
    assert await members[0].told() == []
    await _tick(world, ASK)
    for member in members:
        (asked,) = await member.told()
        assert "Are you in December's round" in asked
        assert "Tuesday 1 December 2026 at 10am" in asked
        assert "Please tell us by Thursday 26 November 2026 at 10am." in asked
        assert "If we don't hear from you, you're not in this round" in asked
        assert member.buttons() == ["I'm in", "Not this time"]
    assert "You're in December's round." in await members[0].press("I'm in")
    assert "That's fine." in await members[1].press("Not this time")
    assert "You're in December's round." in await members[2].say("unmentor I'm in")
    await _tick(world, PREVIEW)
    assert await pairs(world) == [["Person 00", "Person 02"]]
    (ready,) = await priya(world).told()
    assert "1 pair" in ready


async def test_the_silent_are_asked_once_more_and_nobody_else(world: World) -> None:
    members = await _begin(world)
    await _tick(world, ASK)
    for member in members:
        await member.told()
    await members[0].press("I'm in")
    await members[1].press("Not this time")
    await _tick(world, AGAIN)
    await _tick(world, AGAIN + timedelta(hours=3))
    assert [len(await member.told()) for member in members] == [0, 0, 1, 1]


async def test_an_answer_can_be_changed_until_the_round_is_sent(world: World) -> None:
    members = await _begin(world)
    await _tick(world, ASK)
    for member in members:
        await member.told()
        await member.press("I'm in")
    await _tick(world, PREVIEW)
    organiser = priya(world)
    await organiser.told()
    await members[0].say("out")
    await members[1].say("not this time")
    world.now = DUE
    await organiser.say("unmentor round preview")
    await do_errands(world)
    assert await pairs(world) == [["Person 02", "Person 03"]]
    await members[0].say("in")
    await members[1].say("count me in")
    assert "The plan has changed" in await organiser.press("Introduce")
    assert "Done." in await organiser.press("Introduce")
    assert len(await _in_pairs(world, "active")) == 4
    assert "has begun" in await members[0].press("Not this time")
    assert len(await _in_pairs(world, "active")) == 4


async def test_where_nobody_says_yes_organisers_read_that_and_nothing_else(world: World) -> None:
    await _begin(world, 6)
    await _tick(world, ASK)
    await _tick(world, PREVIEW)
    (said,) = await priya(world).told()
    assert "6 people were asked, and none of them said yes." in said
    assert "Nobody is taking part" not in said
    assert "To look at it then, type /unmentor round preview." in said


async def test_where_all_have_a_break_nobody_is_said_to_be_missing(world: World) -> None:
    for member in await _begin(world, 2, asks=False):
        await member.say("skip")
    await _tick(world, PREVIEW)
    (said,) = await priya(world).told()
    assert "Everybody who takes part sits this round out." in said


async def test_a_day_that_has_passed_is_promised_to_nobody(world: World) -> None:
    one, other, *_rest = await _begin(world)
    await _tick(world, ASK)
    await one.told()
    await one.press("I'm in")
    await _tick(world, DUE + timedelta(days=3))
    assert "You're in December's round, once an organiser sends it." in await one.say("status")
    assert "once an organiser sends it? Type" in await other.say("status")
    for chat, word in ((other, "in"), (one, "out")):
        said = await chat.say(word)
        assert "December's round" in said
        assert "1 December" not in said
    assert "as soon as an organiser sends it" in await one.say("in")


async def test_who_joins_or_comes_back_after_the_asking_is_in(world: World) -> None:
    members = await _begin(world, 3)
    await _tick(world, ASK)
    await members[0].told()
    await members[0].press("I'm in")
    await members[1].say("pause for 2 weeks")
    await members[1].say("resume")
    late = await world.member("Late Comer", "Late Council")
    await _tick(world, PREVIEW)
    assert await _in_pairs(world) == {"Person 00", "Person 01", "Late Comer"}
    assert late.name


async def test_nobody_is_asked_where_there_is_no_time_left_to_answer(world: World) -> None:
    """After days without the program everybody is in, as in a scheme that does not ask."""
    members = await _begin(world)
    await _tick(world, PREVIEW)
    assert await members[0].told() == []
    assert len(await _in_pairs(world)) == 4


async def test_a_round_previewed_by_hand_before_is_still_asked_about_and_planned(
    world: World,
) -> None:
    members = await _begin(world)
    organiser = priya(world)
    await preview(world, organiser)
    assert len(await _in_pairs(world)) == 4
    await _tick(world, ASK)
    for member in members[:2]:
        await member.told()
        await member.press("I'm in")
    await _tick(world, PREVIEW)
    assert "1 pair" in (await organiser.told())[-1]
    assert await _in_pairs(world) == {"Person 00", "Person 01"}


async def test_a_change_of_the_scheme_between_asking_and_planning_loses_no_round(
    world: World,
) -> None:
    members = await _begin(world)
    await _tick(world, ASK)
    for member in members:
        await member.told()
        await member.press("I'm in")

    def again(tx: Transaction) -> None:
        rounds.schedule_next(tx, world.programme, world.now)

    await world.aside.write(again)
    await _tick(world, PREVIEW)
    assert len(await _in_pairs(world)) == 4


async def test_in_a_weekly_scheme_the_last_round_is_never_dropped_to_ask(world: World) -> None:
    weekly = Timing(kind="weeks", weekday=1, starts=DUE.date())
    members = await _begin(world, timing=weekly)
    await _tick(world, datetime(2026, 11, 25, 10, tzinfo=UTC))
    assert len(await members[0].told()) == 1
    for member in members:
        await member.say("in")
    await _tick(world, PREVIEW)
    await _tick(world, DUE)
    assert len(await _in_pairs(world)) == 4, "it still waits for the organiser on its day"


async def test_without_asking_in_and_out_mean_the_next_round(world: World) -> None:
    members = await _begin(world, asks=False)
    assert "sitting out the next round" in await members[0].say("out")
    assert (await _part(world, members[0])).skip_next
    assert "Welcome back" in await members[0].say("in")
    assert not (await _part(world, members[0])).skip_next
    assert "You're in Unmentoring, monthly already." in await members[0].say("in")
    await members[0].say("pause forever")
    assert "having a break from Unmentoring, monthly already" in await members[0].say("out")
    await _tick(world, ASK)
    assert await members[1].told() == []


async def test_status_says_what_was_asked_and_answered(world: World) -> None:
    members = await _begin(world)
    assert "We'll ask before then whether you're in." in await members[0].say("status")
    await _tick(world, ASK)
    assert "Are you in December's round" in await members[0].say("status")
    await members[0].say("in")
    assert "You're in December's round: we'll" in await members[0].say("status")
    await members[0].say("out")
    assert "You're not in December's round." in await members[0].say("status")


async def test_every_second_round_one_is_sat_out_and_said_when_the_next_is(world: World) -> None:
    members = await _begin(world, 6, asks=False, approve=False)
    assert "every second round of Unmentoring" in await members[0].say("every 2 months")
    await _tick(world, DUE)
    assert "Person 00" in await _in_pairs(world, "active")
    assert "You're next in on Tuesday 2 February 2027" in await members[0].say("status")
    await _tick(world, JANUARY - timedelta(days=1))
    await _tick(world, JANUARY)
    assert "Person 00" not in await _in_pairs(world, "active")
    assert len(await _in_pairs(world, "active")) == 5
    await _tick(world, FEBRUARY - timedelta(days=1))
    await _tick(world, FEBRUARY)
    assert "Person 00" in await _in_pairs(world, "active")
    assert (await _part(world, members[0])).rest == 1
    for member in members[1:]:
        await member.say("not yet")  # else they would be paused after three silent rounds
    await members[0].say("every month")
    await _tick(world, MARCH - timedelta(days=1))
    await _tick(world, MARCH)
    assert "Person 00" in await _in_pairs(world, "active")


async def test_who_rests_is_not_asked_but_may_come_sooner(world: World) -> None:
    members = await _begin(world)
    await _tick(world, ASK)
    for member in members:
        await member.say("in")
    await _tick(world, PREVIEW)
    organiser = priya(world)
    await organiser.told()
    world.now = DUE
    await organiser.press("Introduce")
    said = await members[0].say("every other month")
    assert "You're next in on Tuesday 2 February 2027" in said, "they have just taken part"
    for member in members:
        await member.told()
    await _tick(world, JANUARY - timedelta(days=8))
    asked = ["Are you in January's round" in "".join(await m.told()) for m in members]
    assert asked == [False, True, True, True]
    assert "You're in January's round." in await members[0].say("in")
    assert (await _part(world, members[0])).rest == 0


@pytest.mark.parametrize(
    ("words", "every"),
    [
        ("2", 2),
        ("2 months", 2),
        ("3 rounds", 3),
        ("third time", 3),
        ("2nd month", 2),
        ("other month", 2),
        ("month", 1),
        ("round", 1),
        ("six months", 6),
        ("Unmentoring, monthly every 2 rounds", 2),
    ],
)
async def test_how_often_is_understood(world: World, words: str, every: int) -> None:
    sam = await world.member("Sam Okafor")
    assert "Nothing has changed" not in await sam.say(f"every {words}")
    assert (await _part(world, sam)).every == every


@pytest.mark.parametrize("words", ["0", "13", "2 weeks", "purple", "-1", "2 months and a half"])
async def test_how_often_that_cannot_be_kept_changes_nothing(world: World, words: str) -> None:
    sam = await world.member("Sam Okafor")
    assert "Nothing has changed" in await sam.say(f"every {words}")
    assert (await _part(world, sam)).every == 1


async def test_how_often_can_be_chosen_in_a_form(world: World) -> None:
    sam = await world.member("Sam Okafor")
    assert "How often would you like to be in?" in await sam.say("every")
    assert "one round in 3" in await sam.fill(every="3")
    assert (await _part(world, sam)).every == 3


async def test_asking_can_be_switched_on_and_off_by_the_scheme(world: World) -> None:
    members = await _begin(world, asks=False)
    old = world.programme

    def asks(tx: Transaction, value: bool) -> None:
        now = tx.programmes.get(old.id, old.network_id)
        plan = Plan(old.name, old.place_id, format=Format(asks=value))
        world.programme = schemes.change(tx, now, plan, world.now)

    await world.aside.write(lambda tx: asks(tx, True))
    await _tick(world, ASK)
    assert len(await members[0].told()) == 1
    await world.aside.write(lambda tx: asks(tx, False))
    await _tick(world, AGAIN)
    assert await members[0].told() == [], "nobody is reminded of a question that counts no more"
    await _tick(world, PREVIEW)
    assert len(await _in_pairs(world)) == 4, "all are in again"
