"""Rounds come by themselves: planned, waited for, sent, asked about and closed, each once."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.message import plain_text
from jobs.errand_runner import ErrandRunner
from jobs.rounds import rounds
from jobs.schedule import Ticker, tidy
from storage.notices.channels import RoundClosed
from storage.programmes import Plan
from storage.round_records import Round, RoundState
from storage.transaction import Transaction
from tests.support.chat import World
from tests.support.organising import WorldClock, do_errands, people, preview, priya

PREVIEW = datetime(2026, 11, 26, 10, tzinfo=UTC)
DUE = datetime(2026, 12, 1, 10, tzinfo=UTC)


async def _begin(world: World, count: int = 4, *, approve: bool = True) -> None:
    """People take part, and the scheme's first round is to come."""
    await people(world, count)

    def plan(tx: Transaction) -> None:
        if not approve:
            old = world.programme
            tx.programmes.change(old, Plan(old.name, old.place_id, approve=False))
        programme = tx.programmes.get(world.programme.id, world.network.id)
        rounds.schedule_next(tx, programme, world.now)

    world.now = PREVIEW - timedelta(hours=1)
    await world.aside.write(plan)


async def _tick(world: World, moment: datetime) -> None:
    """Let everything happen that is due at a moment."""
    world.now = moment
    ticker = Ticker(world.aside, WorldClock(world), retention_months=24)
    while await ticker.run_once():
        pass
    await do_errands(world)


async def _rounds(world: World) -> list[tuple[str, RoundState]]:
    states: tuple[RoundState, ...] = ("proposed", "open", "closed", "cancelled")

    def read(tx: Transaction) -> list[tuple[str, RoundState]]:
        found: Iterable[Round | None] = (
            tx.rounds.of_period(world.programme.id, f"{year}-{month:02}")
            for year in (2026, 2027)
            for month in range(1, 13)
        )
        return [(each.label, each.state) for each in found if each and each.state in states]

    return await world.aside.read(read)


async def test_a_round_is_planned_days_ahead_and_waits_for_an_organiser(world: World) -> None:
    await _begin(world)
    await _tick(world, PREVIEW - timedelta(minutes=1))
    assert await _rounds(world) == []
    await _tick(world, PREVIEW)
    assert await _rounds(world) == [("2026-12", "proposed")]
    (told,) = await priya(world).told()
    assert "2 pairs" in told
    assert "reminder" not in told


async def test_on_the_day_organisers_are_reminded_once(world: World) -> None:
    await _begin(world)
    organiser = priya(world)
    await _tick(world, PREVIEW)
    await organiser.told()
    await _tick(world, DUE)
    await _tick(world, DUE + timedelta(days=1))
    (told,) = await organiser.told()
    assert told.startswith("A reminder: December's round is due")


@pytest.mark.parametrize("approve", [True, False])
async def test_who_joined_an_empty_scheme_before_the_day_counts_on_it(
    world: World, approve: bool
) -> None:
    await _begin(world, 0, approve=approve)
    await _tick(world, PREVIEW)
    organiser = priya(world)
    assert await organiser.told() == [], "an empty scheme has time until its day"
    late = await people(world, 2)
    await _tick(world, DUE)
    if approve:
        (told,) = await organiser.told()
        assert "2 people would be introduced, in 1 pair." in told
        return
    for member in late:
        assert any("Please meet each other" in told for told in await member.told())


@pytest.mark.parametrize("approve", [True, False])
async def test_a_scheme_that_is_empty_on_its_day_is_told_once(world: World, approve: bool) -> None:
    await _begin(world, 0, approve=approve)
    await _tick(world, PREVIEW)
    organiser = priya(world)
    assert await organiser.told() == []
    await _tick(world, DUE)
    (told,) = await organiser.told()
    assert "Unmentoring, monthly: no introductions this time" in told
    assert "Nobody is taking part yet." in told
    await _tick(world, DUE + timedelta(days=1))
    assert await organiser.told() == []


async def test_a_round_without_anybody_is_told_once_and_nothing_is_promised(world: World) -> None:
    await _begin(world)
    await _tick(world, PREVIEW)
    organiser = priya(world)
    await organiser.say("round send yes")
    for number in range(1, 4):
        await world.person(f"Person {number:02}").say("leave")
    await organiser.told()
    await _tick(world, datetime(2026, 12, 30, 10, tzinfo=UTC))
    *_report, told = await organiser.told()
    assert "no introductions this time" in told
    await _tick(world, datetime(2027, 1, 4, 10, tzinfo=UTC))
    closing = await _closing_post(world)
    assert "is over" in closing
    assert "The next round starts" not in closing
    await _tick(world, datetime(2027, 1, 5, 10, tzinfo=UTC))
    assert await organiser.told() == [], "there is nothing that waits to be sent"


async def _closing_post(world: World) -> str:
    def read(tx: Transaction) -> str:
        found = [d for d in tx.deliveries.waiting(500) if d.place_id == world.channel.id]
        closed = [d for d in found if isinstance(tx.deliveries.notice(d), RoundClosed)]
        message = world.word(tx, closed[-1])
        return plain_text(message) if message else ""

    return await world.aside.read(read)


async def test_after_days_without_the_program_nobody_is_told_that_there_is_nobody(
    world: World,
) -> None:
    await _begin(world)
    await _tick(world, DUE + timedelta(days=1))  # plan and day are due at once
    (told,) = await priya(world).told()
    assert "2 pairs" in told
    assert "nobody to introduce" not in told


async def test_without_approval_a_round_goes_out_by_itself_once(world: World) -> None:
    await _begin(world, approve=False)
    await _tick(world, PREVIEW)
    assert await _rounds(world) == []
    await asyncio.gather(_tick(world, DUE), _tick(world, DUE))
    await _tick(world, DUE + timedelta(minutes=1))
    assert await _rounds(world) == [("2026-12", "open")]
    person = world.person("Person 00")
    (told,) = await person.told()
    assert "Meet" in told or "Person 0" in told


async def test_a_round_is_asked_about_and_closed_before_the_next(world: World) -> None:
    await _begin(world, approve=False)
    person = world.person("Person 00")
    await _tick(world, DUE)
    await person.told()
    await _tick(world, datetime(2026, 12, 18, 10, tzinfo=UTC))
    *_suggest_times, asked = await person.told()
    assert "met yet?" in asked
    await _tick(world, datetime(2027, 1, 4, 10, tzinfo=UTC))
    assert await _rounds(world) == [("2026-12", "closed")]
    await _tick(world, datetime(2027, 1, 5, 10, tzinfo=UTC))
    assert await _rounds(world) == [("2026-12", "closed"), ("2027-01", "open")]


async def test_a_round_that_nobody_sent_gives_way_to_the_next(world: World) -> None:
    await _begin(world)
    organiser = priya(world)
    await _tick(world, PREVIEW)
    await organiser.told()
    await _tick(world, datetime(2026, 12, 30, 10, tzinfo=UTC))
    assert await _rounds(world) == [("2026-12", "cancelled"), ("2027-01", "proposed")]
    del organiser.shown[1:]  # they look at December's plan still
    said = await organiser.press("Introduce")
    assert "December's round was dropped, so there is nothing to send." in said


async def test_after_a_long_time_only_the_latest_round_is_planned(world: World) -> None:
    await _begin(world)
    await _tick(world, datetime(2027, 6, 20, 3, tzinfo=UTC))
    assert await _rounds(world) == [("2027-06", "proposed")]


async def test_a_break_ends_at_midnight_and_is_told_in_working_hours(world: World) -> None:
    await _begin(world)
    person = world.person("Person 00")
    await person.say("pause for 1 week")
    morning = datetime(2026, 12, 3, 9, tzinfo=UTC)

    def end(tx: Transaction) -> list[int]:
        tidy(tx, morning - timedelta(hours=8, minutes=59))
        hour, lease = timedelta(hours=1), timedelta(minutes=1)
        claimed = [tx.outbox.claim("ready", at, lease, 10) for at in (morning - hour, morning)]
        return [len(each) for each in claimed]

    assert await world.aside.write(end) == [0, 1]


class _Broken(Executor):
    """Workers that always fail."""

    def submit(self, work: Callable[..., Any], /, *args: object, **kwargs: object) -> Future[Any]:
        failed: Future[Any] = Future()
        failed.set_exception(MemoryError())
        return failed


@pytest.mark.parametrize("asked", [True, False])
async def test_when_planning_fails_for_good_whoever_waits_is_told(
    world: World, asked: bool
) -> None:
    organiser = priya(world)
    await people(world, 4)
    await preview(world, organiser)
    if asked:
        await organiser.say("round again")
    else:

        def ask(tx: Transaction) -> None:
            round_ = tx.rounds.latest(world.programme.id, "proposed")
            assert round_
            rounds.ask_for_plan(tx, round_, None, world.now)

        await world.aside.write(ask)
    runner = ErrandRunner(world.aside, WorldClock(world), _Broken())
    tried = 0
    while await runner.run_once():
        tried += 1
    assert tried == 3
    (told,) = await organiser.told()
    assert "We couldn't plan December's round." in told
    assert "Nothing is lost" in told
    world.now += timedelta(minutes=1)
    assert "We're on it" in await organiser.press("Plan it again")
    await do_errands(world)
    assert "2 pairs" in (await organiser.told())[-1]
