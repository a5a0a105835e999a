"""Days that pass for digests: what is due is fired by two workers, and arrives or does not."""

from datetime import datetime

from sqlalchemy import select, update

from bot.message import Message
from jobs.digests import editions
from jobs.schedule import Ticker
from storage.digest_records import Digest, DigestPlan
from storage.feed_records import Entry
from storage.notices.digests import DigestEdition
from storage.queue_records import Delivery, DeliveryState
from storage.tables import DeliveryRow
from storage.transaction import Transaction
from tests.support.chat import World
from tests.support.digesting import a_feed, an_entry, write
from tests.support.organising import WorldClock

COUNCIL = a_feed("council", "Example Council Digital")
PLANET = a_feed("planet", "Public Sector Bloggers")


async def until(world: World, moment: datetime, *, arrive: bool = True) -> None:
    """Let the time pass; what is sent arrives at once, unless it should not."""
    while True:
        upcoming = await world.aside.read(lambda tx: tx.schedules.upcoming(1))
        if not upcoming or upcoming[0].next_due > moment:
            break
        world.now = max(world.now, upcoming[0].next_due)
        await tick(world)
        if arrive:
            await deliver(world, "sent")
    world.now = moment
    await tick(world)


async def tick(world: World) -> None:
    for _worker in range(2):
        await Ticker(world.aside, WorldClock(world), 24).run_once()


async def deliver(world: World, state: DeliveryState) -> None:
    """Every message that waits becomes this, and the next tick sees it."""

    def settle(tx: Transaction) -> None:
        row = DeliveryRow
        waits = update(row).where(row.state == "ready", row.next_at <= world.now)
        tx.session.execute(waits.values(state=state, settled_at=world.now, remote_ref="1.1"))

    await world.aside.write(settle)
    await tick(world)


async def deliveries(world: World, act: str = "post") -> list[Delivery]:
    """Every delivery of an edition, also those that were settled."""

    def read(tx: Transaction) -> list[Delivery]:
        rows = tx.session.scalars(
            select(DeliveryRow.key).filter_by(act=act).order_by(DeliveryRow.seq)
        )
        found = [tx.deliveries.by_key(key) for key in rows.all()]
        said = [one for one in found if one]
        return [one for one in said if isinstance(tx.deliveries.notice(one), DigestEdition)]

    return await world.aside.read(read)


async def message(world: World, number: int = -1) -> Message:
    """The message of an edition, as it would be told now."""
    (delivery,) = (await deliveries(world))[number:][:1]
    worded = await world.aside.write(lambda tx: world.word(tx, delivery))
    assert worded
    return worded


async def post(world: World, *numbers: int, feed_id: str = "council") -> list[Entry]:
    return await write(world, COUNCIL, *(an_entry(n, feed_id=feed_id) for n in numbers))


async def kept(world: World, digest: Digest) -> Digest:
    return await world.aside.read(lambda tx: tx.digests.get(digest.id, world.network.id))


async def replan(world: World, digest: Digest, plan: DigestPlan) -> Digest:
    now = await kept(world, digest)
    return await world.aside.write(lambda tx: editions.set_plan(tx, now, plan, world.now))


async def due_at(world: World, digest: Digest) -> datetime | None:
    return await world.aside.read(lambda tx: editions.next_due(tx, digest))
