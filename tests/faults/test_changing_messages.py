"""Threads, changes and removals, on both databases, while everything goes wrong."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from jobs.aside import Aside
from jobs.crash import CrashPoints, Point
from jobs.delivery.deliver import Deliverer
from jobs.delivery.manners import Manners
from jobs.delivery.voice import RefusalReason, UnsureError
from storage.notice_queue import To, key_of
from storage.notices.channels import JoinCard
from storage.queue_records import Delivery, DeliveryState
from storage.store import Store
from storage.types import NetworkId, ProgrammeId, SpaceId
from tests.support.scripted_platform import (
    BUSY,
    LATE,
    LOST_ANSWER,
    NEVER_ARRIVED,
    OK,
    Answer,
    JumpingClock,
    ScriptedPlatform,
    refused,
)

START = datetime(2026, 11, 24, 10, tzinfo=UTC)
STATES: tuple[DeliveryState, ...] = (
    "ready",
    "sending",
    "uncertain",
    "checking",
    "unsure",
    "sent",
    "dead",
    "cancelled",
)
DIES_HERE = Answer(error=RuntimeError("the worker dies here"))


@dataclass(slots=True)
class Board:
    """A channel in which things are posted, answered, changed and taken back."""

    store: Store
    aside: Aside
    clock: JumpingClock
    platform: ScriptedPlatform
    deliverer: Deliverer
    network: NetworkId
    space: SpaceId
    to: To

    def post(self, what: str = "note", under: str | None = None) -> str:
        notice = JoinCard(ProgrammeId(what))
        with self.store.begin() as tx:
            tx.notices.queue(self.network, notice, [self.to], self.clock.now(), thread=under)
        return key_of(notice, self.to)

    def change(self, key: str, what: str = "1") -> bool:
        with self.store.begin() as tx:
            return tx.notices.change(key, self.network, self.clock.now(), what)

    def remove(self, key: str) -> bool:
        with self.store.begin() as tx:
            return tx.notices.remove(key, self.network, self.clock.now())

    async def work(self, minutes: int = 6) -> None:
        end = self.clock.now() + timedelta(minutes=minutes)
        while self.clock.now() < end:
            if not await self.deliverer.run_once():
                self.clock.advance(20)

    def all(self) -> list[Delivery]:
        with self.store.read() as tx:
            found = [one for s in STATES for one in tx.deliveries.in_state(self.network, s)]
        return sorted(found, key=lambda delivery: delivery.seq)

    def states(self) -> list[str]:
        return [delivery.state for delivery in self.all()]


@pytest.fixture
def board(store: Store) -> Iterator[Board]:
    clock = JumpingClock(START)
    platform, aside = ScriptedPlatform(clock), Aside(store)
    with store.begin() as tx:
        network = tx.networks.add("Public services together")
        space = tx.spaces.install("slack", "T1", "T1", "Workspace")
        tx.networks.link(network.id, space.id, default=True)
        place = tx.places.see(space.id, "C1", "channel", "general")
    deliverer = Deliverer(aside, lambda _platform: platform, clock, Manners(settle_time=60))
    to = To(space.id, place_id=place.id)
    yield Board(store, aside, clock, platform, deliverer, network.id, space.id, to)
    aside.close()


# Threads


async def test_parts_of_a_thread_follow_their_first_message_in_order(board: Board) -> None:
    top = board.post()
    parts = [board.post(f"part {number}", under=top) for number in range(3)]
    await board.work(1)
    assert [key for _, _, key in board.platform.arrived] == [top, *parts]
    assert {board.platform.under[part] for part in parts} == {f"ts-{top}"}
    assert board.platform.under[top] is None


async def test_parts_of_a_message_that_failed_are_cancelled_and_tried_again_with_it(
    board: Board,
) -> None:
    board.platform.script = iter([refused("too long")])
    top = board.post()
    part = board.post("part", under=top)
    other = board.post("something else")
    await board.work(2)
    assert board.states() == ["dead", "cancelled", "sent"]
    assert board.all()[1].error == "what it follows failed"
    with board.store.begin() as tx:
        assert tx.deliveries.retry(board.all()[0].seq, board.network, board.clock.now())
    await board.work(2)
    assert board.states() == ["sent", "sent", "sent"]
    assert [key for _, _, key in board.platform.arrived] == [other, top, part]


async def test_a_part_waits_for_a_first_message_that_is_unsure_and_holds_nobody_up(
    board: Board,
) -> None:
    board.platform.can_look = False
    board.platform.script = iter([NEVER_ARRIVED])
    top = board.post()
    part = board.post("part", under=top)
    other = board.post("something else")
    await board.work()
    assert board.states() == ["unsure", "ready", "sent"]
    with board.store.begin() as tx:
        seq = board.all()[0].seq
        assert tx.deliveries.settle_unsure(seq, board.network, arrived=False, now=board.clock.now())
    await board.work()
    assert board.states() == ["sent", "sent", "sent"]
    assert [key for _, _, key in board.platform.arrived] == [other, top, part]


async def test_where_nobody_knows_which_message_it_is_its_thread_is_given_up(board: Board) -> None:
    board.platform.can_look = False
    board.platform.script = iter([LOST_ANSWER])
    top = board.post()
    board.post("part", under=top)
    await board.work()
    with board.store.begin() as tx:
        seq = board.all()[0].seq
        assert tx.deliveries.settle_unsure(seq, board.network, arrived=True, now=board.clock.now())
    assert board.change(top)
    await board.work()
    assert board.states() == ["sent", "dead", "dead"]
    assert {delivery.error for delivery in board.all()[1:]} == {"message unknown"}


@pytest.mark.parametrize("trouble", [LOST_ANSWER, NEVER_ARRIVED, LATE])
async def test_an_unsure_part_is_looked_up_in_its_thread_before_anything_is_repeated(
    board: Board, trouble: Answer
) -> None:
    board.platform.script = iter([OK, trouble])
    top = board.post()
    part = board.post("part", under=top)
    await board.work()
    assert board.states() == ["sent", "sent"]
    assert board.platform.counts() == {top: 1, part: 1}


async def test_a_thread_whose_first_message_was_deleted_by_somebody_else_ends(board: Board) -> None:
    board.platform.script = iter([OK, refused("message gone")])
    top = board.post()
    board.post("part", under=top)
    await board.work(1)
    assert board.states() == ["sent", "cancelled"]


# Changes


async def test_a_change_says_it_again_in_its_place(board: Board) -> None:
    key = board.post()
    await board.work(1)
    assert board.change(key)
    await board.work(1)
    assert board.platform.deeds == [f"change ts-{key}"]
    assert board.platform.shown[f"ts-{key}"].endswith("changed")
    assert board.platform.counts() == {key: 1}


async def test_what_was_not_sent_yet_needs_no_change_and_changes_that_wait_are_one(
    board: Board,
) -> None:
    key = board.post()
    assert board.change(key, "1")
    assert board.states() == ["ready"]
    await board.work(1)
    assert board.change(key, "2")
    assert board.change(key, "3")
    assert board.states() == ["sent", "ready"]


@pytest.mark.parametrize("trouble", [LOST_ANSWER, NEVER_ARRIVED, DIES_HERE])
@pytest.mark.parametrize("act", ["change", "remove"])
async def test_a_change_of_which_nobody_knows_is_simply_done_again(
    board: Board, trouble: Answer, act: str
) -> None:
    key = board.post()
    await board.work(1)
    board.platform.acts = iter([trouble])
    assert board.change(key) if act == "change" else board.remove(key)
    await board.work()
    assert board.states() == ["sent", "sent"]
    shown = board.platform.shown.get(f"ts-{key}", "gone")
    assert shown.endswith("changed" if act == "change" else "gone")
    assert board.platform.counts() == {key: 1}


async def test_a_change_that_never_gets_through_is_given_up_at_last(board: Board) -> None:
    key = board.post()
    await board.work(1)
    never = Answer(arrives=False, error=UnsureError("read timeout"))
    board.platform.acts = iter([never] * 20)
    assert board.change(key)
    await board.work(60)
    assert board.states() == ["sent", "dead"]


async def test_a_busy_platform_holds_back_changes_and_not_posts(board: Board) -> None:
    key = board.post()
    await board.work(1)
    board.platform.acts = iter([BUSY])
    assert board.change(key)
    await board.deliverer.run_once()
    board.clock.advance(15)
    await board.deliverer.run_once()
    assert board.platform.deeds == []
    await board.work(3)
    assert board.platform.deeds == [f"change ts-{key}"]


async def test_a_change_waits_for_as_long_as_its_message_is_on_its_way(board: Board) -> None:
    board.platform.script = iter([LOST_ANSWER])
    key = board.post()
    await board.deliverer.run_once()
    assert board.states() == ["uncertain"]
    assert board.change(key)
    await board.deliverer.run_once()
    assert board.platform.deeds == []
    await board.work()
    assert board.states() == ["sent", "sent"]
    assert board.platform.deeds == [f"change ts-{key}"]


REFUSALS: list[tuple[RefusalReason, str]] = [
    ("message gone", "cancelled"),
    ("unchangeable", "dead"),
]


@pytest.mark.parametrize(("reason", "becomes"), REFUSALS)
async def test_a_change_that_is_refused_is_settled_by_its_reason(
    board: Board, reason: RefusalReason, becomes: str
) -> None:
    key = board.post()
    await board.work(1)
    board.platform.acts = iter([refused(reason)])
    assert board.change(key)
    await board.work(1)
    assert board.states() == ["sent", becomes]


async def test_what_never_arrived_is_neither_changed_nor_removed(board: Board) -> None:
    board.platform.script = iter([refused("too long")])
    key = board.post()
    await board.work(1)
    assert not board.change(key)
    assert not board.remove(key)
    assert not board.change("no such key")
    assert board.states() == ["dead"]


async def test_what_fails_after_its_change_was_queued_cancels_the_change(board: Board) -> None:
    board.platform.script = iter([LOST_ANSWER])
    board.platform.can_look = False
    key = board.post()
    await board.work()
    assert board.states() == ["unsure"]
    assert board.change(key)
    with board.store.begin() as tx:
        seq = board.all()[0].seq
        assert tx.deliveries.settle_unsure(seq, board.network, arrived=False, now=board.clock.now())
    board.platform.script = iter([refused("place closed")])
    await board.work(2)
    assert board.states()[:2] == ["dead", "cancelled"]


# Removals


async def test_what_was_not_sent_yet_is_taken_back_in_silence(board: Board) -> None:
    key = board.post()
    part = board.post("part", under=key)
    assert board.remove(part)
    assert board.remove(key)
    await board.work(1)
    assert board.states() == ["cancelled", "cancelled"]
    assert board.platform.arrived == []


async def test_a_removal_comes_instead_of_changes_that_wait(board: Board) -> None:
    key = board.post()
    await board.work(1)
    assert board.change(key)
    assert board.remove(key)
    assert board.remove(key), "taking back twice is as good as once"
    await board.work(1)
    assert board.states() == ["sent", "cancelled", "sent"]
    assert board.platform.deeds == [f"remove ts-{key}"]


async def test_where_deleting_is_not_allowed_one_sentence_takes_its_place(board: Board) -> None:
    key = board.post()
    await board.work(1)
    board.platform.acts = iter([refused("unchangeable")])
    assert board.remove(key)
    await board.work(1)
    assert board.states() == ["sent", "sent"]
    assert board.platform.shown[f"ts-{key}"].endswith("removed")


async def test_where_nothing_may_be_changed_the_organisers_hear_of_it(board: Board) -> None:
    key = board.post()
    await board.work(1)
    board.platform.acts = iter([refused("unchangeable"), refused("unchangeable")])
    assert board.remove(key)
    await board.work(1)
    assert board.states() == ["sent", "dead"]


async def test_what_somebody_else_deleted_already_is_taken_back(board: Board) -> None:
    key = board.post()
    await board.work(1)
    board.platform.shown.clear()
    assert board.remove(key)
    await board.work(1)
    assert board.states() == ["sent", "sent"]


async def test_another_network_changes_nothing_here(board: Board) -> None:
    key = board.post()
    await board.work(1)
    with board.store.begin() as tx:
        other = tx.networks.add("Another network")
        assert not tx.notices.change(key, other.id, START, "1")
        assert not tx.notices.remove(key, other.id, START)


# A worker that is lost in the middle


@pytest.mark.parametrize("fixed", [False, True])
@pytest.mark.parametrize("act", ["change", "remove"])
async def test_a_worker_lost_during_a_change_leaves_it_to_the_next(
    board: Board, act: str, fixed: bool
) -> None:
    key = board.post()
    await board.work(1)
    assert board.change(key) if act == "change" else board.remove(key)
    with board.store.begin() as tx:
        (lost,) = tx.outbox.claim("ready", board.clock.now(), timedelta(seconds=-1), 5)
        if fixed:
            assert tx.outbox.fix_route(lost, "C1", "words", board.clock.now())
    await board.work()
    assert board.states() == ["sent", "sent"]
    assert board.platform.deeds == [f"{act} ts-{key}"]
    with board.store.begin() as tx:
        assert not tx.outbox.fix_route(replace(lost), "C1", "words", board.clock.now())


async def test_a_worker_lost_with_a_part_of_a_thread_leaves_it_in_the_thread_once(
    board: Board,
) -> None:
    top = board.post()
    await board.work(1)
    part = board.post("part", under=top)
    with board.store.begin() as tx:
        (lost,) = tx.outbox.claim("ready", board.clock.now(), timedelta(seconds=-1), 5)
        assert tx.outbox.fix_route(lost, "C1", "words", board.clock.now())
    board.platform.arrived.append((board.clock.now(), "C1", part))
    board.platform.under[part] = f"ts-{top}"
    await board.work()
    assert board.states() == ["sent", "sent"]
    assert board.platform.counts() == {top: 1, part: 1}


LEASE = 0.6


class Died(BaseException):
    """Nothing catches it, as nothing catches a kill."""


class Dying(CrashPoints):
    """Dies at one point, the first time that it is passed."""

    def __init__(self, at: Point) -> None:
        super().__init__()
        self.left = [at]

    def reach(self, point: Point) -> None:
        if point in self.left:
            self.left.remove(point)
            raise Died


async def survive(board: Board, point: Point) -> None:
    """Die at the point, and let another worker find what was left."""
    manners = Manners(settle_time=60, lease=LEASE)
    dying = Deliverer(
        board.aside, lambda _platform: board.platform, board.clock, manners, Dying(point)
    )
    with pytest.raises(Died):
        await dying.run_once()
    await asyncio.sleep(LEASE * 1.2)
    await board.work(3)


WORST: tuple[Point, ...] = (
    "after claim",
    "after route",
    "before send",
    "after send",
    "before settle",
    "after settle",
)


@pytest.mark.parametrize("point", WORST)
async def test_dying_at_the_worst_moment_leaves_each_thing_done_once(
    board: Board, point: Point
) -> None:
    top = board.post()
    await board.work(1)
    part = board.post("part", under=top)
    await survive(board, point)
    assert board.platform.counts() == {top: 1, part: 1}
    assert board.platform.under[part] == f"ts-{top}"
    assert board.change(part)
    await survive(board, point)
    assert board.platform.shown[f"ts-{part}"].endswith("changed")
    assert board.remove(part)
    await survive(board, point)
    assert list(board.platform.shown) == [f"ts-{top}"]
    assert board.states() == ["sent"] * 4
