"""Times on offer and the one agreed, on both databases: of several who choose, exactly one wins."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Protocol

import pytest

from storage.errors import NotFoundError
from storage.meetings import Meeting, Offer
from storage.store import Store
from storage.transaction import Transaction
from storage.types import GroupId, MeetingId, MemberId, NetworkId, RoundId


class Life(Protocol):
    """What somebody lived through; see conftest."""

    @property
    def member_id(self) -> MemberId: ...
    @property
    def round_id(self) -> RoundId: ...
    @property
    def group_id(self) -> GroupId: ...


@pytest.fixture
def meeting(store: Store, life: Life, now: datetime) -> Meeting:
    """A second meeting of a group, with two times on offer."""
    with store.begin() as tx:
        opened = tx.meetings.prepare(life.group_id, 2, 30, life.member_id)
        return tx.meetings.suggest(opened, _offer(life.member_id, now), now)


def _offer(by: MemberId, now: datetime) -> Offer:
    return Offer(by, (now + timedelta(days=2), now + timedelta(days=1)), "phone", "01632 960123")


def _race(store: Store, *works: Callable[[Transaction], bool]) -> list[bool]:
    barrier = Barrier(len(works))

    def run(work: Callable[[Transaction], bool]) -> bool:
        barrier.wait(5)
        return store.write(work)

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def _choosing(seen: Meeting, slot: datetime, now: datetime) -> Callable[[Transaction], bool]:
    return lambda tx: tx.meetings.agree(seen, slot, now)


def test_a_meeting_is_made_once_and_offers_its_times_in_order(
    store: Store, life: Life, meeting: Meeting, now: datetime
) -> None:
    assert meeting.state == "suggested"
    assert meeting.slots == (now + timedelta(days=1), now + timedelta(days=2))
    assert (meeting.way, meeting.where, meeting.led_by) == ("phone", "01632 960123", life.member_id)
    with store.begin() as tx:
        again = tx.meetings.prepare(life.group_id, 2, 45, None)
        assert again == meeting, "made already, so nothing has changed"
        assert [each.number for each in tx.meetings.of_group(life.group_id)] == [1, 2]


def test_of_two_who_choose_at_once_one_wins(store: Store, meeting: Meeting, now: datetime) -> None:
    first, second = meeting.slots
    for _ in range(5):
        answers = _race(
            store,
            _choosing(meeting, first, now),
            _choosing(meeting, second, now),
        )
        assert sorted(answers) == [False, True]
        found = _find(store, meeting)
        assert found.starts_at == (first if answers[0] else second)
        assert (found.sequence, found.slots) == (meeting.sequence + 1, ())
        with store.begin() as tx:
            assert found.suggested_by
            meeting = tx.meetings.suggest(found, _offer(found.suggested_by, now), now)


def test_a_choice_and_a_new_offer_at_once_never_agree_to_what_is_gone(
    store: Store, life: Life, meeting: Meeting, now: datetime
) -> None:
    later = now + timedelta(minutes=1)
    other = Offer(life.member_id, (now + timedelta(days=3),), "video")

    def offer_others(tx: Transaction) -> bool:
        return bool(tx.meetings.suggest(tx.meetings.of_group(life.group_id)[-1], other, later))

    _race(store, _choosing(meeting, meeting.slots[0], now), offer_others)
    found = _find(store, meeting)
    assert found.slots == other.slots, "the new offer stands either way"
    assert found.starts_at in (None, meeting.slots[0])
    assert (found.state == "agreed") == (found.starts_at is not None)


def test_only_a_time_of_the_latest_offer_can_be_chosen(
    store: Store, meeting: Meeting, now: datetime
) -> None:
    with store.begin() as tx:
        assert not tx.meetings.agree(meeting, now + timedelta(days=9), now)
        assert meeting.suggested_by
        newer = tx.meetings.suggest(
            meeting,
            _offer(meeting.suggested_by, now + timedelta(hours=1)),
            now + timedelta(hours=1),
        )
        assert not tx.meetings.agree(meeting, newer.slots[0], now), "seen before the newer offer"
        assert tx.meetings.agree(newer, newer.slots[0], now)


def test_an_agreed_time_stays_until_another_is_chosen_and_every_change_counts(
    store: Store, meeting: Meeting, now: datetime
) -> None:
    with store.begin() as tx:
        assert tx.meetings.agree(meeting, meeting.slots[0], now)
    agreed = _find(store, meeting)
    with store.begin() as tx:
        assert agreed.suggested_by
        moving = tx.meetings.suggest(agreed, _offer(agreed.suggested_by, now), now)
        assert (moving.state, moving.starts_at, moving.sequence) == ("agreed", agreed.starts_at, 1)
        assert tx.meetings.agree(moving, moving.slots[1], now)
    moved = _find(store, meeting)
    with store.begin() as tx:
        assert not tx.meetings.cancel(agreed), "that was the version before"
        assert tx.meetings.cancel(moved)
        assert not tx.meetings.cancel(_again(tx, moved)), "called off once"
        assert _again(tx, moved).sequence == 3


def test_groups_without_times_are_those_in_which_nobody_offered_one(
    store: Store, life: Life, meeting: Meeting
) -> None:
    with store.read() as tx:
        assert meeting.group_id == life.group_id
        assert tx.meetings.without_times(life.round_id) == []


def test_another_network_finds_no_meeting(store: Store, meeting: Meeting) -> None:
    with store.read() as tx, pytest.raises(NotFoundError):
        tx.meetings.get(meeting.id, NetworkId("n_other"))
    with store.read() as tx:
        assert tx.meetings.of_group(GroupId("m_other")) == []
        with pytest.raises(NotFoundError):
            tx.meetings.get(MeetingId("y_other"), NetworkId("n_other"))


def _find(store: Store, meeting: Meeting) -> Meeting:
    with store.read() as tx:
        return _again(tx, meeting)


def _again(tx: Transaction, meeting: Meeting) -> Meeting:
    (found,) = [each for each in tx.meetings.of_group(meeting.group_id) if each.id == meeting.id]
    return found
