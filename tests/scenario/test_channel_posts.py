"""A scheme's channel reads that a round comes, and is reminded half-way: each once a round."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.message import plain_text
from jobs.schedule import Ticker
from jobs.schemes import schemes
from jobs.schemes.posts import announce_at
from storage.notices.channels import Announcement, ReminderPost
from storage.programmes import Plan
from storage.queue_records import Delivery
from storage.round_records import Format, Programme, Quiet, Timing
from storage.transaction import Transaction
from tests.support.chat import World, all_buttons
from tests.support.organising import WorldClock, do_errands, people, priya

SET_UP = datetime(2026, 11, 16, 9, tzinfo=UTC)
ANNOUNCED = datetime(2026, 11, 24, 10, tzinfo=UTC)
DUE = datetime(2026, 12, 1, 10, tzinfo=UTC)
HALF_WAY = datetime(2026, 12, 18, 10, tzinfo=UTC)


async def _begin(
    world: World, *, approve: bool = True, timing: Timing | None = None, asks: bool = False
) -> Programme:
    """A second scheme, set up in time for its first round to be announced."""
    world.now = SET_UP
    plan = Plan(
        "Design lunch",
        world.channel.id,
        timing=timing or Timing(starts=SET_UP.date()),
        approve=approve,
        format=Format(asks=asks),
    )
    return await world.aside.write(lambda tx: schemes.set_up(tx, world.network.id, plan, world.now))


async def _tick(world: World, moment: datetime) -> None:
    world.now = moment
    ticker = Ticker(world.aside, WorldClock(world), retention_months=24)
    while await ticker.run_once():
        pass
    await do_errands(world)


async def _posts(world: World) -> list[str]:
    """What waits to be posted in the channel, word for word."""

    def read(tx: Transaction) -> list[str]:
        found = [d for d in tx.deliveries.waiting(1000) if d.place_id and _is_post(tx, d)]
        worded = [world.word(tx, delivery) for delivery in found]
        return [plain_text(message) for message in worded if message]

    return await world.aside.read(read)


def _is_post(tx: Transaction, delivery: Delivery) -> bool:
    return isinstance(tx.deliveries.notice(delivery), Announcement | ReminderPost)


async def test_a_round_that_members_are_asked_about_is_announced_too_at_the_same_moment(
    world: World,
) -> None:
    await _begin(world, asks=True)
    await _tick(world, ANNOUNCED)
    assert len(await _posts(world)) == 1


async def test_a_round_is_announced_five_working_days_ahead(world: World) -> None:
    await _begin(world)
    await _tick(world, ANNOUNCED - timedelta(minutes=1))
    assert await _posts(world) == []
    await _tick(world, ANNOUNCED)
    (said,) = await _posts(world)
    assert said == (
        "Design lunch\n"
        "The next round is on Tuesday 1 December 2026 at 10am.\n"
        "Not in it yet? Press Join. In it already, but busy? Type /unmentor skip."
    )


async def test_the_announcement_has_a_join_button(world: World) -> None:
    scheme = await _begin(world)
    await _tick(world, ANNOUNCED)

    def buttons(tx: Transaction) -> list[tuple[str, str]]:
        (delivery,) = [d for d in tx.deliveries.waiting() if _is_post(tx, d)]
        return [(b.label, b.command) for b in all_buttons(world.word(tx, delivery))]

    assert ("Join", "unmentor join") in await world.aside.read(buttons)
    assert scheme.format.posts


async def test_it_is_announced_once_however_often_the_program_starts_again(world: World) -> None:
    await _begin(world)
    await asyncio.gather(_tick(world, ANNOUNCED), _tick(world, ANNOUNCED))
    for hours in (1, 24, 72):
        await _tick(world, ANNOUNCED + timedelta(hours=hours))
    assert len(await _posts(world)) == 1


async def test_a_round_that_is_moved_is_announced_for_its_new_date(world: World) -> None:
    await _begin(world)
    organiser = priya(world)
    world.now = SET_UP + timedelta(days=1)
    await organiser.say("organise edit design lunch")
    await organiser.fill(nth="2")
    await _tick(world, ANNOUNCED)
    assert await _posts(world) == []
    await _tick(world, datetime(2026, 12, 1, 10, tzinfo=UTC))
    (said,) = await _posts(world)
    assert "on Tuesday 8 December 2026 at 10am" in said


async def test_one_that_was_announced_already_is_not_announced_again_when_moved(
    world: World,
) -> None:
    await _begin(world)
    organiser = priya(world)
    await _tick(world, ANNOUNCED)
    await organiser.say("organise edit design lunch")
    await organiser.fill(nth="2")
    await _tick(world, datetime(2026, 12, 1, 10, tzinfo=UTC))
    (said,) = await _posts(world)
    assert "on Tuesday 8 December 2026 at 10am" in said  # it says what is true when it is told


async def test_before_a_quiet_period_it_comes_earlier(world: World) -> None:
    quiet = (Quiet(datetime(2026, 11, 20).date(), datetime(2026, 11, 29).date(), "Away"),)
    scheme = await _begin(world, timing=Timing(starts=SET_UP.date(), quiet=quiet))
    assert announce_at(scheme, DUE) == datetime(2026, 11, 19, 10, tzinfo=UTC)
    await _tick(world, datetime(2026, 11, 19, 10, tzinfo=UTC))
    assert len(await _posts(world)) == 1


async def test_nothing_is_posted_where_posts_are_off(world: World) -> None:
    await _begin(world, approve=False)
    await people(world, 4)
    organiser = priya(world)
    await organiser.say("organise words design lunch")
    await organiser.fill(posts="no")
    for moment in (ANNOUNCED, DUE, HALF_WAY):
        await _tick(world, moment)
    assert await _posts(world) == []
    world.now = datetime(2026, 12, 19, 10, tzinfo=UTC)
    await organiser.say("organise words design lunch")
    await organiser.fill(posts="yes")
    await _tick(world, datetime(2026, 12, 29, 10, tzinfo=UTC))
    (said,) = await _posts(world)
    assert "on Tuesday 5 January 2027" in said


async def test_nothing_is_posted_of_a_scheme_that_has_ended(world: World) -> None:
    await _begin(world)
    await priya(world).say("organise end Design lunch yes")
    await _tick(world, ANNOUNCED)
    assert await _posts(world) == []


async def test_after_days_without_the_program_a_round_that_began_is_not_announced(
    world: World,
) -> None:
    await _begin(world)
    await _tick(world, DUE + timedelta(hours=1))
    assert await _posts(world) == []
    await _tick(world, datetime(2026, 12, 24, 10, tzinfo=UTC))
    assert len(await _posts(world)) == 1


async def test_half_way_the_channel_is_reminded_once_without_names(world: World) -> None:
    scheme = await _begin(world, approve=False)
    for number in range(4):
        await world.member(f"Person {number:02}", f"Organisation {number:02}", programme=scheme)
    await _tick(world, DUE)
    await _tick(world, HALF_WAY)
    await _tick(world, HALF_WAY + timedelta(hours=1))
    (said,) = [words for words in await _posts(world) if "half-way" in words]
    assert said == (
        "Design lunch\n"
        "We're half-way. If you haven't met yet, there is time: agree a day this week.\n"
        "To see whom you were introduced to, type /unmentor status."
    )
    assert "Person" not in said


async def test_an_organisers_own_words_are_posted_as_they_were_typed(world: World) -> None:
    await _begin(world)
    organiser = priya(world)
    await organiser.say("organise words design lunch")
    await organiser.fill(announcement="{scheme}: <!channel> *tea* on {date}. {0} {name!r} {{x}}")
    await _tick(world, ANNOUNCED)
    (said,) = await _posts(world)
    assert (
        "Design lunch: <!channel> *tea* on Tuesday 1 December 2026 at 10am. {0} {name!r} {{x}}"
    ) in said


async def test_the_reminder_is_an_organisers_own_or_the_plain_one_again(world: World) -> None:
    scheme = await _begin(world, approve=False)
    for number in range(4):
        await world.member(f"Person {number:02}", f"Organisation {number:02}", programme=scheme)
    organiser = priya(world)
    await organiser.say("organise words design lunch")
    await organiser.fill(reminder="{scheme}: tea before {date}?")
    await _tick(world, DUE)
    await _tick(world, HALF_WAY)
    assert "Design lunch: tea before Tuesday 5 January 2027 at 10am?" in (await _posts(world))[-1]
    await organiser.say("organise words design lunch")
    await organiser.fill(reminder="")
    assert "We're half-way. If you haven't met yet, there is time" in (await _posts(world))[-1]
