"""An account that turns out to be gone when somebody is to be told of their introduction."""

from jobs.delivery.deliver import Deliverer
from jobs.delivery.manners import Manners
from storage.queue_records import Delivery
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.scripted_platform import JumpingClock, ScriptedPlatform


async def _deliver(world: World, platform: ScriptedPlatform, clock: JumpingClock) -> None:
    deliverer = Deliverer(world.aside, lambda _platform: platform, clock, Manners())
    for _ in range(20):
        if not await deliverer.run_once():
            clock.advance(20)


async def _told(world: World, chat: Chat) -> list[tuple[str, str]]:
    """What was queued for somebody's own direct message, and what became of it."""

    def read(tx: Transaction) -> list[tuple[str, str]]:
        account = tx.accounts.find(chat.key)
        found: list[Delivery] = []
        for state in ("ready", "sent", "dead", "cancelled"):
            found += tx.deliveries.in_state(world.network.id, state)
        mine = [each for each in found if account and each.account_id == account.id]
        return [(type(tx.deliveries.notice(each)).__name__, each.state) for each in mine]

    return await world.aside.read(read)


async def test_of_a_pair_the_other_is_told_and_nobody_is_matched_with_them_again(
    world: World,
) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    (group,) = await world.introduce([sam, ade])
    clock = JumpingClock(world.now)
    await _deliver(world, ScriptedPlatform(clock, gone=frozenset({ade.user})), clock)
    assert (await ade.find_member()).left_at
    assert (await sam.find_member()).left_at is None
    assert await _told(world, sam) == [("PartnerLeft", "sent")]
    assert await _told(world, ade) == []
    due = await world.aside.read(lambda tx: tx.enrolments.due(world.programme.id, world.now.date()))
    assert [each.member_id for each in due] == [(await sam.find_member()).id]
    found = await world.aside.read(lambda tx: tx.rounds.group(group.id, world.network.id))
    assert found.state == "cancelled"


async def test_of_three_the_others_are_introduced_all_the_same(world: World) -> None:
    sam, ade, jo = [await world.member(name) for name in ("Sam Okafor", "Ade Bello", "Jo March")]
    await world.introduce([sam, ade, jo])
    clock = JumpingClock(world.now)
    await _deliver(world, ScriptedPlatform(clock, gone=frozenset({ade.user})), clock)
    assert await _told(world, sam) == [("Introduced", "sent")]
    assert await _told(world, jo) == [("Introduced", "sent")]
    assert await _told(world, ade) == []
