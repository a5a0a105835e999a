"""Editions of a digest: each nominal period once, on the days on which it comes; on both databases.

The clock is moved; everything that is due is fired by two workers.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from bot.message import plain_text
from jobs.schedule import Ticker
from storage.round_records import Quiet
from tests.support.chat import World
from tests.support.digest_days import (
    COUNCIL,
    deliveries,
    due_at,
    kept,
    message,
    post,
    replan,
    tick,
    until,
)
from tests.support.digesting import (
    DAILY,
    WEEKLY,
    editions_of,
    follow,
    labels,
)
from tests.support.organising import WorldClock, priya

DAY = timedelta(days=1)
"""Dialogs begin on Thursday 26 November 2026 at 10am."""


# Once a period


async def test_a_daily_digest_comes_every_working_day_once_and_only_with_something_new(
    world: World,
) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1, 2)
    await until(world, datetime(2026, 11, 30, 8, tzinfo=UTC))
    await post(world, 3)
    await until(world, datetime(2026, 12, 1, 12, tzinfo=UTC))
    assert await labels(world, digest) == [
        "2026-11-27 delivered",
        "2026-11-30 delivered",
        "2026-12-01 empty",
    ]
    assert len(await deliveries(world)) == 2
    told = plain_text(await message(world))
    assert told.startswith("New from the blogs this channel follows: Monday 30 November 2026")
    assert "1 new post since Friday 27 November 2026" in told
    assert "Post number 3" in told
    assert "Post number 1" not in told


async def test_two_workers_at_once_send_one(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    world.now = datetime(2026, 11, 27, 9, tzinfo=UTC)
    seen = await world.aside.read(lambda tx: tx.schedules.find("digest", digest.id))
    assert seen
    for _worker in range(2):  # each saw it as due before the other had fired it
        await world.aside.write(
            partial(Ticker(world.aside, WorldClock(world), 24)._fire, seen=seen)
        )
    assert await labels(world, digest) == ["2026-11-27 queued"]
    assert len(await deliveries(world)) == 1


async def test_a_restart_in_the_middle_sends_no_second_one(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    world.now = datetime(2026, 11, 27, 9, tzinfo=UTC)
    await tick(world)
    again = await World.find(world.aside)
    again.now = world.now + timedelta(seconds=30)
    await tick(again)
    assert await labels(again, digest) == ["2026-11-27 queued"]


async def test_after_days_of_downtime_one_edition_carries_everything(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    world.now += 4 * DAY
    await post(world, 2)
    world.now = datetime(2026, 12, 3, 16, tzinfo=UTC)
    await tick(world)
    assert len(await deliveries(world)) == 1
    told = plain_text(await message(world))
    assert "Post number 1" in told
    assert "Post number 2" in told
    assert await labels(world, digest) == ["2026-11-27 queued"]
    assert await due_at(world, digest) == datetime(2026, 12, 4, 9, tzinfo=UTC)


async def test_what_is_late_waits_for_a_working_day(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    world.now = datetime(2026, 11, 28, 3, tzinfo=UTC)
    await tick(world)
    assert await labels(world, digest) == []
    assert await due_at(world, digest) == datetime(2026, 11, 30, 9, tzinfo=UTC)


async def test_a_weekly_one_comes_once_a_week_and_a_fortnightly_one_every_other(
    world: World,
) -> None:
    digest = await follow(world, COUNCIL, plan=WEEKLY)
    for week in range(4):
        await post(world, week)
        await until(world, world.now + 7 * DAY)
    assert await labels(world, digest) == [f"2026-W{n} delivered" for n in (49, 50, 51, 52)]
    starts = date(2027, 1, 6)
    await replan(world, digest, replace(WEEKLY, rhythm="fortnightly", weekday=4, starts=starts))
    for week in range(4, 9):
        await post(world, week)
        await until(world, world.now + 7 * DAY)
    assert [each.label for each in await editions_of(world, digest)][4:] == [
        "2027-W01",
        "2027-W03",
    ]


async def test_an_edited_hour_or_weekday_never_fires_a_period_twice(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    await until(world, datetime(2026, 11, 27, 9, 30, tzinfo=UTC))
    await post(world, 2)
    await replan(world, digest, replace(DAILY, at="11:00"))
    await until(world, datetime(2026, 11, 27, 18, tzinfo=UTC))
    assert await labels(world, digest) == ["2026-11-27 delivered"]
    await replan(world, digest, replace(WEEKLY, weekday=0))
    await until(world, datetime(2026, 11, 30, 10, tzinfo=UTC))
    await post(world, 3)
    await replan(world, digest, replace(WEEKLY, weekday=3))
    await until(world, datetime(2026, 12, 4, 18, tzinfo=UTC))
    assert await labels(world, digest) == ["2026-11-27 delivered", "2026-W49 delivered"]
    assert await due_at(world, digest) == datetime(2026, 12, 10, 9, tzinfo=UTC)


async def test_an_hour_moved_before_it_came_moves_it(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    await until(world, datetime(2026, 11, 27, 8, 30, tzinfo=UTC))
    await replan(world, digest, replace(DAILY, at="15:00"))
    await until(world, datetime(2026, 11, 27, 14, 59, tzinfo=UTC))
    assert await labels(world, digest) == []
    await until(world, datetime(2026, 11, 27, 15, 1, tzinfo=UTC))
    assert await labels(world, digest) == ["2026-11-27 delivered"]


@pytest.mark.parametrize(
    ("sunday", "dues"),
    [
        (date(2027, 3, 28), ["2027-03-21 01:30", "2027-03-28 01:30", "2027-04-04 00:30"]),
        (date(2026, 10, 25), ["2026-10-18 00:30", "2026-10-25 00:30", "2026-11-01 01:30"]),
    ],
)
async def test_the_hour_that_clocks_skip_or_repeat_fires_once(
    world: World, sunday: date, dues: list[str]
) -> None:
    """Weekly windows, DST both ways: half past one is skipped in March, and twice in October."""
    world.now = datetime.combine(sunday - 8 * DAY, datetime.min.time(), UTC)
    plan = replace(WEEKLY, weekday=6, at="01:30", starts=date(2026, 9, 7))
    digest = await follow(world, COUNCIL, plan=plan)
    for week in range(3):
        await post(world, week)
        await until(world, world.now + 7 * DAY)
    made = [f"{each.made_at:%Y-%m-%d %H:%M}" for each in await editions_of(world, digest)]
    assert made == dues


async def test_it_comes_at_the_wall_time_of_its_own_zone(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=replace(DAILY, zone="America/New_York"))
    assert await due_at(world, digest) == datetime(2026, 11, 26, 14, tzinfo=UTC)


# Days off


async def test_a_bank_holiday_shifts_a_weekly_one_and_the_period_stays(world: World) -> None:
    world.now = datetime(2026, 12, 22, 10, tzinfo=UTC)
    digest = await follow(world, COUNCIL, plan=WEEKLY)
    await post(world, 1)
    await until(world, datetime(2026, 12, 29, 8, 59, tzinfo=UTC))
    assert await labels(world, digest) == [], "Monday 28 December is a bank holiday"
    await until(world, datetime(2026, 12, 29, 9, tzinfo=UTC))
    assert await labels(world, digest) == ["2026-W53 delivered"]
    assert await due_at(world, digest) == datetime(2027, 1, 4, 9, tzinfo=UTC)


async def test_a_bank_holiday_can_skip_it_and_the_next_one_carries_its_posts(world: World) -> None:
    world.now = datetime(2026, 12, 22, 10, tzinfo=UTC)
    digest = await follow(world, COUNCIL, plan=replace(WEEKLY, holidays="skip"))
    await post(world, 1)
    await until(world, datetime(2027, 1, 4, 10, tzinfo=UTC))
    assert await labels(world, digest) == ["2027-W01 delivered"]
    assert "Post number 1" in plain_text(await message(world))


async def test_a_daily_one_rests_on_bank_holidays(world: World) -> None:
    world.now = datetime(2026, 12, 24, 10, tzinfo=UTC)
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    await until(world, datetime(2026, 12, 29, 10, tzinfo=UTC))
    assert await labels(world, digest) == ["2026-12-29 delivered"]


async def test_a_quiet_period_holds_it_with_its_window_open(world: World) -> None:
    digest = await follow(world, COUNCIL, plan=DAILY)
    await post(world, 1)
    election = Quiet(date(2026, 11, 27), date(2026, 12, 6), "Local elections")
    await world.aside.write(lambda tx: tx.quiet_periods.add(world.network.id, election))
    await until(world, datetime(2026, 12, 6, 23, tzinfo=UTC))
    await post(world, 2)
    assert await labels(world, digest) == []
    assert (await kept(world, digest)).until == digest.until
    await until(world, datetime(2026, 12, 7, 23, tzinfo=UTC))
    assert len(await labels(world, digest)) == 1
    told = plain_text(await message(world))
    assert "Post number 1" in told
    assert "Post number 2" in told
    assert await due_at(world, digest) == datetime(2026, 12, 8, 9, tzinfo=UTC)


async def test_a_quiet_period_that_was_known_before_moves_it_behind(world: World) -> None:
    election = Quiet(date(2026, 11, 27), date(2026, 12, 8), "Local elections")
    await world.aside.write(lambda tx: tx.quiet_periods.add(world.network.id, election))
    digest = await follow(world, COUNCIL, plan=WEEKLY)
    await post(world, 1)
    assert await due_at(world, digest) == datetime(2026, 12, 9, 9, tzinfo=UTC)
    await until(world, datetime(2026, 12, 14, 8, tzinfo=UTC))
    assert await labels(world, digest) == ["2026-W49 delivered"]
    assert await due_at(world, digest) == datetime(2026, 12, 14, 9, tzinfo=UTC)


async def test_a_quiet_period_that_is_ended_early_holds_nothing_any_more(world: World) -> None:
    election = Quiet(date(2026, 11, 27), date(2026, 12, 8), "Local elections")
    await world.aside.write(lambda tx: tx.quiet_periods.add(world.network.id, election))
    digest = await follow(world, COUNCIL, plan=DAILY)
    assert await due_at(world, digest) == datetime(2026, 12, 9, 9, tzinfo=UTC)
    await priya(world).say("quiet period remove 27 November 2026")
    assert await due_at(world, digest) == datetime(2026, 11, 27, 9, tzinfo=UTC)
