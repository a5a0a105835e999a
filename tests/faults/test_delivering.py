"""Deliver, on both databases, against a platform whose answers are scripted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from jobs.aside import Aside
from jobs.clock import MovableClock
from jobs.delivery.deliver import Deliverer
from jobs.delivery.manners import Manners
from storage.notice_queue import To
from storage.notices.channels import JoinCard
from storage.notices.rounds import UnsureList
from storage.queue_records import Delivery
from storage.store import Store
from storage.types import AccountKey, NetworkId, ProgrammeId, SpaceId
from tests.support.scripted_platform import (
    BUSY,
    LATE,
    LOST_ANSWER,
    NEVER_ARRIVED,
    Answer,
    JumpingClock,
    ScriptedPlatform,
    refused,
)

START = datetime(2026, 11, 24, 10, tzinfo=UTC)


@dataclass(slots=True)
class Office:
    """A network with one workspace, two people, and a deliverer."""

    store: Store
    clock: JumpingClock
    platform: ScriptedPlatform
    deliverer: Deliverer
    network: NetworkId
    space: SpaceId
    people: list[To]

    def queue(self, to: To, what: str = "card") -> None:
        notice = JoinCard(ProgrammeId(what))
        with self.store.begin() as tx:
            tx.notices.queue(self.network, notice, [to], self.clock.now())

    async def work(self, minutes: int = 4) -> None:
        """Let the deliverer work for some minutes of domain time."""
        end = self.clock.now() + timedelta(minutes=minutes)
        while self.clock.now() < end:
            if not await self.deliverer.run_once():
                self.clock.advance(20)

    def states(self) -> list[str]:
        return [delivery.state for delivery in self.deliveries()]

    def deliveries(self) -> list[Delivery]:
        with self.store.read() as tx:
            found = []
            for state in ("ready", "sending", "uncertain", "checking", "unsure", "sent", "dead"):
                found += tx.deliveries.in_state(self.network, state)
            return sorted(found, key=lambda d: d.seq)


@pytest.fixture
def office(store: Store) -> Iterator[Office]:
    clock = JumpingClock(START)
    platform = ScriptedPlatform(clock)
    aside = Aside(store)
    with store.begin() as tx:
        network = tx.networks.add("Public services together")
        space = tx.spaces.install("slack", "T1", "T1", "Workspace")
        tx.networks.link(network.id, space.id, default=True)
        accounts = [
            tx.accounts.see(AccountKey("slack", "T1", user), space.id, user) for user in "AB"
        ]
    people = [To(space.id, account_id=account.id) for account in accounts]
    deliverer = Deliverer(aside, lambda _platform: platform, clock, Manners(settle_time=60))
    yield Office(store, clock, platform, deliverer, network.id, space.id, people)
    aside.close()


def script(office: Office, *answers: Answer) -> None:
    office.platform.script = iter(answers)


async def test_a_message_is_sent_once_and_remembered_with_its_reference(office: Office) -> None:
    office.queue(office.people[0])
    await office.work(1)
    assert office.states() == ["sent"]
    assert office.deliveries()[0].remote_place == "D-A"
    assert list(office.platform.counts().values()) == [1]


async def test_the_same_fact_is_queued_once_however_often_it_is_said(office: Office) -> None:
    office.queue(office.people[0])
    office.queue(office.people[0])
    assert office.states() == ["ready"]


@pytest.mark.parametrize("trouble", [LOST_ANSWER, NEVER_ARRIVED, LATE])
async def test_an_unsure_message_is_looked_up_before_anything_is_repeated(
    office: Office, trouble: Answer
) -> None:
    script(office, trouble)
    office.queue(office.people[0])
    await office.work()
    assert office.states() == ["sent"]
    assert list(office.platform.counts().values()) == [1]


async def test_resending_when_unsure_would_say_it_twice(office: Office) -> None:
    """The negative control: what others do is seen to fail here."""
    naive = Manners(settle_time=60, unsure="resend")
    office.deliverer = Deliverer(
        Aside(office.store), lambda _platform: office.platform, office.clock, naive
    )
    script(office, LOST_ANSWER)
    office.queue(office.people[0])
    await office.work()
    assert list(office.platform.counts().values()) == [2]


async def test_without_leave_to_look_the_organiser_decides(office: Office) -> None:
    office.platform.can_look = False
    script(office, LOST_ANSWER, NEVER_ARRIVED)
    for person in office.people:
        office.queue(person)
        await office.work()
    assert office.states() == ["unsure", "unsure"]
    arrived, lost = office.deliveries()
    with office.store.begin() as tx:
        now = office.clock.now()
        assert tx.deliveries.settle_unsure(arrived.seq, office.network, arrived=True, now=now)
        assert tx.deliveries.settle_unsure(lost.seq, office.network, arrived=False, now=now)
        assert not tx.deliveries.settle_unsure(arrived.seq, office.network, arrived=False, now=now)
    await office.work()
    assert office.states() == ["sent", "sent"]
    assert sorted(office.platform.counts().values()) == [1, 1]


async def test_a_busy_platform_is_left_alone_for_as_long_as_it_says(office: Office) -> None:
    script(office, BUSY)
    office.queue(office.people[0])
    await office.deliverer.run_once()
    office.clock.advance(29)
    await office.deliverer.run_once()
    assert office.platform.arrived == []
    await office.work(2)
    assert office.states() == ["sent"]


async def test_a_gone_account_is_a_dead_letter_and_marked(office: Office) -> None:
    script(office, refused("account gone"))
    office.queue(office.people[0])
    await office.work(1)
    (dead,) = office.deliveries()
    assert dead.state == "dead"
    assert dead.error == "account gone (scripted)"
    with office.store.read() as tx:
        assert dead.account_id
        assert tx.accounts.get(dead.account_id).gone


async def test_a_revoked_workspace_pauses_and_loses_nothing(office: Office) -> None:
    script(office, refused("space revoked"), refused("space revoked"))
    office.queue(office.people[0])
    office.queue(office.people[1])
    await office.work(2)
    assert office.platform.arrived == []
    assert office.states() == ["ready", "ready"]
    with office.store.begin() as tx:
        assert tx.spaces.get(office.space).paused_why
        tx.spaces.resume(office.space)
    await office.work(2)
    assert office.states() == ["sent", "sent"]


async def test_a_dead_message_does_not_hold_up_what_comes_after_it(office: Office) -> None:
    script(office, refused("too long"))
    office.queue(office.people[0], "first")
    office.queue(office.people[0], "second")
    await office.work(2)
    assert office.states() == ["dead", "sent"]


async def test_order_is_kept_where_people_read(office: Office) -> None:
    script(office, NEVER_ARRIVED)
    for number in range(4):
        office.queue(office.people[0], f"{number}")
    await office.work()
    order = [key for _, _, key in office.platform.arrived]
    assert order == [delivery.key for delivery in office.deliveries()]


async def test_a_lost_worker_leaves_nothing_sent_twice(office: Office) -> None:
    """A worker took a message, fixed its route, and was never heard of again."""
    office.queue(office.people[0])
    with office.store.begin() as tx:
        (lost,) = tx.outbox.claim("ready", office.clock.now(), timedelta(seconds=-1), 5)
        assert tx.outbox.fix_route(lost, "D-A", "words", office.clock.now())
    office.platform.arrived.append((office.clock.now(), "D-A", lost.delivery.key))
    await office.work()
    assert office.states() == ["sent"]
    assert list(office.platform.counts().values()) == [1]
    with office.store.begin() as tx:
        late = tx.outbox.fix_route(lost, "D-A", "words", office.clock.now())
    assert not late, "the lost worker's lease must be worth nothing any more"


async def test_what_is_too_late_to_say_is_not_said(office: Office) -> None:
    with office.store.begin() as tx:
        tx.notices.queue(
            office.network,
            UnsureList(),
            [office.people[0]],
            START,
            expires_at=START + timedelta(hours=2),
        )
    office.clock.advance(3 * 3600)
    await office.work(1)
    assert office.states() == ["dead"]
    assert office.platform.arrived == []


async def test_pace_is_kept_between_new_conversations(office: Office) -> None:
    clock = MovableClock(START, scale=5)
    platform = ScriptedPlatform(clock)
    office.deliverer = Deliverer(Aside(office.store), lambda _platform: platform, clock)
    with office.store.begin() as tx:
        accounts = [
            tx.accounts.see(AccountKey("slack", "T1", f"U{n}"), office.space) for n in range(14)
        ]
    for account in accounts:
        office.queue(To(office.space, account_id=account.id))
    while len(platform.arrived) < 14:
        await office.deliverer.run_once()
    moments = sorted(when for when, _, _ in platform.arrived)
    steady = (14 - Manners().burst) * Manners().open_gap
    assert (moments[-1] - moments[0]).total_seconds() >= steady * 0.7
