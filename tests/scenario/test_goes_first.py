"""Who goes first, the first question, and what is said by itself: reminders and an invitation."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.clock import MovableClock
from jobs.rounds.introducing import announce
from jobs.rounds.leading import choose_leader
from jobs.schedule import Ticker
from storage.round_records import Group
from storage.seating import Led
from storage.transaction import Transaction
from storage.types import MemberId
from tests.support.chat import Chat, World

A, B, C = MemberId("p_a"), MemberId("p_b"), MemberId("p_c")


async def _introduce(world: World, *groups: tuple[Chat, ...]) -> list[Group]:
    """Send a round as it really is sent."""
    proposed = await world.propose(*groups)

    def send(tx: Transaction) -> list[Group]:
        assert tx.rounds.become(proposed, "open", world.now, only_from="proposed")
        tx.rounds.seating.introduce(proposed.id, world.now)
        round_ = tx.rounds.get(proposed.id, world.network.id)
        programme = tx.programmes.get(round_.programme_id, world.network.id)
        announce(tx, programme, round_, tx.rounds.groups(round_.id), [], world.now)
        return tx.rounds.groups(round_.id)

    return await world.aside.write(send)


async def _tick(world: World) -> None:
    await Ticker(world.aside, MovableClock(world.now), 24).run_once()


def _leader(group: Group) -> MemberId:
    (leader,) = [seat.member_id for seat in group.seats if seat.leads]
    return leader


@settings(max_examples=100, deadline=None)
@given(
    st.integers(),
    st.lists(st.tuples(st.integers(1, 20), st.integers(0, 20)), min_size=3, max_size=3),
)
def test_whoever_led_least_leads_and_newcomers_are_spared(
    seed: int, so_far: list[tuple[int, int]]
) -> None:
    history = {m: Led(n, min(n, led)) for m, (n, led) in zip((A, B, C), so_far, strict=True)}
    leader = choose_leader((A, B, C), history, seed)
    seasoned = [led for led in history.values() if led.introductions > 1]
    if seasoned:
        assert history[leader] in seasoned
        assert history[leader].led == min(each.led for each in seasoned)
    assert leader == choose_leader((C, A, B), history, seed), "the order of seats does not matter"


def test_lots_are_fair_over_seeds() -> None:
    chosen = [choose_leader((A, B), {}, seed) for seed in range(200)]
    assert 70 < chosen.count(A) < 130


async def test_over_rounds_each_takes_a_turn(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    leaders = []
    for _ in range(4):
        (group,) = await _introduce(world, (sam, ade))
        leaders.append(_leader(group))
        await world.close_round()
        world.now += timedelta(days=30)
    assert leaders[0] != leaders[1]
    assert leaders[:2] == leaders[2:]


async def test_a_newcomer_never_goes_first_with_somebody_who_knows_it(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await _introduce(world, (sam, ade))
    await world.close_round()
    world.now += timedelta(days=30)
    jo = await world.member("Jo March")
    (group,) = await _introduce(world, (sam, jo))
    assert _leader(group) == (await sam.find_member()).id
    assert "Sam goes first" in (await jo.told())[0]


async def test_the_first_question_is_of_what_they_said(world: World) -> None:
    sam = await world.member("Sam Okafor", topics="broken forms.")
    ade = await world.member("Ade Bello", topics="data sharing")
    jo, eve = await world.member("Jo March"), await world.member("Eve Stone")
    kim = await world.member("Kim Lee", interests=("Bins", "maps"))
    bo = await world.member("Bo Hale", interests=("bins",))
    await world.introduce([sam, ade], [jo, eve], [kim, bo])
    (introduction,) = await sam.told()
    both = {
        f"{first} would like to talk about “{one}”, {second} about “{other}”."
        for first, one, second, other in (
            ("Sam", "broken forms", "Ade", "data sharing"),
            ("Ade", "data sharing", "Sam", "broken forms"),
        )
    }
    assert any(words in introduction for words in both)
    assert "Where do the two meet?" in introduction
    asked = (await kim.told())[0].partition("if you'd like one: ")[2]
    assert "ins" in asked.partition("\n")[0], "the interest that both share"
    first, second = (await jo.told())[0], (await eve.told())[0]
    assert first == second, "both read the same question"
    assert "A first question, if you'd like one: " in first


async def test_after_four_working_days_the_other_is_invited_once(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    jo, eve = await world.member("Jo March"), await world.member("Eve Stone")
    groups = await _introduce(world, (sam, ade), (jo, eve))
    mine = (await sam.find_member()).id
    (group,) = [group for group in groups if mine in group.members]
    leads, other = (sam, ade) if _leader(group) == mine else (ade, sam)
    await jo.say("times 14 December at 10am")
    await eve.say("times choose 1")
    for each in (sam, ade, jo, eve):
        await each.told()
    world.now = datetime(2026, 12, 2, 9, 59, tzinfo=UTC)  # four working days after a Thursday
    await _tick(world)
    assert await other.told() == []
    world.now = datetime(2026, 12, 2, 10, 1, tzinfo=UTC)
    await _tick(world)
    (invited,) = await other.told()
    assert "Nobody has suggested a time for you and" in invited
    assert other.buttons() == ["Suggest times", "We've met"]
    assert await leads.told() == []
    assert await jo.told() == await eve.told() == [], "they have a time already"
    world.now += timedelta(days=5)
    await _tick(world)
    assert await other.told() == [], "once is enough"


async def test_a_reminder_comes_on_the_morning_and_only_then(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await world.introduce([sam, ade])
    await sam.say("times 1 December at 2pm by phone where 01632 960123")
    await ade.say("times choose 1")
    for each in (sam, ade):
        await each.told()
    world.now = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    await _tick(world)
    assert await sam.told() == []
    world.now = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
    await _tick(world)
    for each, other in ((sam, "Ade Bello"), (ade, "Sam Okafor")):
        (reminder,) = await each.told()
        assert f"You're meeting {other} today at 2pm, by phone." in reminder
        assert "Where: 01632 960123" in reminder
    await _tick(world)
    assert await sam.told() == []


async def test_a_meeting_that_moved_or_fell_through_is_not_reminded_of(world: World) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    await world.introduce([sam, ade])
    await sam.say("times 1 December at 2pm")
    await ade.say("times choose 1")
    await ade.say("times others 2 December at 11am")
    await sam.say("times choose 1")
    await sam.told()
    world.now = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    await _tick(world)
    assert await sam.told() == []
    await sam.say("times off")
    world.now = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
    await _tick(world)
    assert await sam.told() == []


async def test_each_is_reminded_on_the_morning_of_their_own_clock(world: World) -> None:
    sam = await world.member("Sam Okafor")
    ade = await world.member("Ade Bello", zone="America/New_York")
    await world.introduce([sam, ade])
    await sam.say("times 1 December at 4pm")
    assert "We'll remind you that morning." in await _choose_first(ade)
    await sam.told()
    for moment in (
        datetime(2026, 12, 1, 8, 29, tzinfo=UTC),
        datetime(2026, 12, 1, 8, 31, tzinfo=UTC),
    ):
        assert await ade.told() == await sam.told() == []
        world.now = moment
        await _tick(world)
    (reminder,) = await sam.told()
    assert "You're meeting Ade Bello today at 4pm, by video." in reminder
    world.now = datetime(2026, 12, 1, 13, 29, tzinfo=UTC)
    await _tick(world)
    assert await ade.told() == [], "it is 8:29am in New York"
    world.now = datetime(2026, 12, 1, 13, 31, tzinfo=UTC)
    await _tick(world)
    (reminder,) = await ade.told()
    assert "You're meeting Sam Okafor today at 11am your time, by video." in reminder
    await _tick(world)
    assert await sam.told() == await ade.told() == [], "once each"


async def _choose_first(chat: Chat) -> str:
    """Choose the first time on offer, and read the message that follows."""
    await chat.say("times choose 1")
    return (await chat.told())[-1]
