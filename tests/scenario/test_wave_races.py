"""Waves that meet each other, a press or a crash: nobody is ever introduced twice, or lost."""

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import timedelta
from itertools import combinations
from random import Random
from typing import Any

import pytest

from jobs.errand_runner import ErrandRunner
from jobs.schedule import Ticker
from jobs.waves import wave_errand, waves
from jobs.waves.waiting import ask_for_wave
from storage.errors import StaleError
from storage.notices.introductions import Replaced
from storage.round_records import Group, Round
from storage.transaction import Transaction
from storage.types import GroupId, MemberId
from tests.support.chat import START, Chat, World
from tests.support.organising import WorldClock, do_errands, people

Seen = dict[GroupId, frozenset[MemberId]]


async def _tick(world: World, moment: timedelta) -> None:
    world.now += moment
    ticker = Ticker(world.aside, WorldClock(world), retention_months=24)
    while await ticker.run_once():
        pass


async def _four_wait(world: World) -> list[Chat]:
    """Eight people in pairs; one of each can't, so that four wait."""
    members = await people(world, 8)
    await world.introduce(*[members[k : k + 2] for k in range(0, 8, 2)])
    world.now += timedelta(hours=1)
    for member in members[::2]:
        await member.say("can't")
    return members[1::2]


def _round(tx: Transaction, world: World) -> Round:
    found = tx.rounds.latest(world.programme.id, "open")
    assert found
    return found


async def _active_seats(world: World) -> Counter[MemberId]:
    def count(tx: Transaction) -> Counter[MemberId]:
        groups = tx.rounds.groups(_round(tx, world).id)
        return Counter(m for group in groups for m in group.members)

    return await world.aside.read(count)


async def _introductions(world: World) -> int:
    def count(tx: Transaction) -> int:
        return len(tx.deliveries.of_round(_round(tx, world).id, "Introduced"))

    return await world.aside.read(count)


async def test_two_replicas_do_the_same_wave_at_once(world: World) -> None:
    waiting = await _four_wait(world)
    world.now = START + timedelta(days=1)
    before = await _introductions(world)
    for _ in range(2):
        await world.aside.write(lambda tx: ask_for_wave(tx, _round(tx, world), world.now))
    with ThreadPoolExecutor(2) as workers:
        runners = [ErrandRunner(world.aside, WorldClock(world), workers) for _ in range(2)]
        await asyncio.gather(*(runner.run_once() for runner in runners))
        while await runners[0].run_once():
            pass
    seats = await _active_seats(world)
    assert {seats[(await chat.find_member()).id] for chat in waiting} == {1}
    assert await _introductions(world) == before + 2


async def test_a_wave_that_was_worked_out_before_another_is_not_recorded(world: World) -> None:
    await _four_wait(world)
    world.now = START + timedelta(days=1)

    def read(tx: Transaction) -> tuple[Round, waves.Wave]:
        round_ = _round(tx, world)
        return round_, waves.decide(waves.take_pool(tx, world.programme, round_, world.now))

    round_, wave = await world.aside.read(read)

    def introduce(tx: Transaction) -> int:
        return len(waves.introduce(tx, world.programme, round_, wave, world.now))

    assert await world.aside.write(introduce) == 2
    assert await world.aside.write(introduce) == 0, "they no longer wait"
    chat = world.person("Person 01")
    await chat.say("can't")
    fresh = await world.aside.read(lambda tx: _round(tx, world))
    assert fresh.version == round_.version + 1

    def stale(tx: Transaction) -> None:
        tx.rounds.seating.add_wave(round_, wave.tables, world.now)

    with pytest.raises(StaleError):
        await world.aside.write(stale)


async def test_a_worker_that_dies_after_recording_introduces_nobody_twice(world: World) -> None:
    await _four_wait(world)
    world.now = START + timedelta(days=1)
    before = await _introductions(world)
    await world.aside.write(lambda tx: ask_for_wave(tx, _round(tx, world), world.now))

    def die(tx: Transaction) -> None:
        claimed = tx.errands.claim(timedelta(0))
        assert claimed
        facts = wave_errand.read(tx, claimed[0], world.now)
        assert facts
        wave_errand.record(tx, claimed[0], facts, wave_errand.compute(facts), world.now)

    await world.aside.write(die)
    assert await do_errands(world) == 1, "the errand is taken up again"
    assert await _introductions(world) == before + 2
    assert max((await _active_seats(world)).values()) == 1


class _Broken(Executor):
    """Workers that always fail."""

    def submit(self, work: Callable[..., Any], /, *args: object, **kwargs: object) -> Future[Any]:
        failed: Future[Any] = Future()
        failed.set_exception(MemoryError())
        return failed


async def test_a_wave_that_fails_is_tried_again_on_the_next_working_day(world: World) -> None:
    waiting = await _four_wait(world)
    await _tick(world, timedelta(hours=23))
    runner = ErrandRunner(world.aside, WorldClock(world), _Broken())
    while await runner.run_once():
        pass
    await _tick(world, timedelta(days=2))
    assert await do_errands(world) == 0, "not at the weekend"
    await _tick(world, timedelta(days=1))
    await do_errands(world)
    seats = await _active_seats(world)
    assert {seats[(await chat.find_member()).id] for chat in waiting} == {1}


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_people_do_nobody_is_seated_twice_or_forgotten(
    world: World, seed: int
) -> None:
    random = Random(seed)
    members = await people(world, 7)
    await world.introduce(members[:2], members[2:4], members[4:7])
    quiet: set[str] = set()
    seen: Seen = {}
    for _step in range(24):
        if random.random() < 0.3:
            await _tick(world, timedelta(hours=random.choice((3, 24, 72))))
            await do_errands(world)
            continue
        chat = random.choice(members)
        line = random.choice(_LINES)
        answer = await chat.say(line)
        if line in _OUT:
            quiet.add(chat.name)
        elif "looking for a partner for you" in answer:
            quiet.discard(chat.name)
        await _check(world, members, quiet, seen)


_OUT = ("can't", "rematch stop", "pause for 1 week", "met")
_LINES = (*_OUT, "rematch", "rematch", "resume", "not yet", "rematch now", "wait", "status")


async def _check(world: World, members: list[Chat], quiet: set[str], seen: Seen) -> None:
    """Everybody is seated once, or waits, or said they don't want to, or was told; none again."""

    def read(tx: Transaction) -> tuple[list[Group], set[MemberId], set[MemberId]]:
        round_ = _round(tx, world)
        waiting = {wait.member_id for wait in tx.waiting.of_round(round_.id)}
        notices = map(tx.deliveries.notice, tx.deliveries.of_round(round_.id, "Replaced"))
        told = {each.member_id for each in notices if isinstance(each, Replaced)}
        return tx.rounds.groups(round_.id), waiting, told

    groups, waiting, told = await world.aside.read(read)
    seats = Counter(member for group in groups for member in group.members)
    assert max(seats.values(), default=1) == 1
    for group in groups:
        seen.setdefault(group.id, frozenset(group.members))
    pairs = Counter(pair for each in seen.values() for pair in combinations(sorted(each), 2))
    assert max(pairs.values(), default=1) == 1, "nobody meets the same person again"
    for chat in members:
        member = (await chat.find_member()).id
        known = chat.name in quiet or member in told
        assert member in seats or member in waiting or known, chat.name
