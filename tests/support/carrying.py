"""A camp whose notes were posted, for dialogs about what follows it."""

from dataclasses import replace
from datetime import datetime, timedelta

from jobs.carrying_on.following_up import watch_event
from jobs.schedule import Ticker
from jobs.sessions.note_posts import post_note
from storage.notices import as_body
from storage.session_records import EventSession, SessionPlan
from storage.transaction import Transaction
from storage.types import SessionId
from tests.support.camps import hold_camp
from tests.support.chat import Chat, World
from tests.support.organising import WorldClock, do_errands

TITLE = "Practical support for public sector reformers"
DAY = timedelta(days=1)
MONDAY = datetime.fromisoformat("2026-11-30T10:00:00+00:00")
"""Two working days after the camp, which is on the Thursday that dialogs begin on."""


def plan(title: str, number: str, starts: datetime, leaders: tuple[str, ...] = ()) -> SessionPlan:
    """A session of 45 minutes."""
    ends = starts + timedelta(minutes=45)
    return SessionPlan(title, number=number, starts_at=starts, ends_at=ends, leaders=leaders)


async def one_camp(world: World, leader: Chat | None = None, count: int = 1) -> list[SessionId]:
    """Hold a camp of today with its channel; the first session is led by somebody we know."""
    led = (leader.name,) if leader else ()
    plans = [plan(TITLE, "1", world.now, leaders=led)]
    plans += [plan(f"Session about {n}", str(n), world.now) for n in range(2, count + 1)]
    ids = await hold_camp(world, *plans)
    member = await leader.find_member() if leader else None

    def settle(tx: Transaction) -> None:
        event = replace(tx.events.all(world.network.id)[0], place_id=world.channel.id)
        tx.events.change(event)
        watch_event(tx, event, world.now)
        if leader and member:
            assert tx.sessions.settle_who(ids[0], "leader", leader.name, member.id)

    await world.aside.write(settle)
    return ids


async def write_notes(world: World, writer: Chat, id_: SessionId, text: str = "We talked.") -> None:
    """Somebody writes the notes of a session, and they are posted in the channel."""
    member = await writer.find_member()

    def write(tx: Transaction) -> None:
        session = tx.sessions.get(id_, world.network.id)
        tx.notes.write(session, "", text, seen=0, by=member.id, route="form", now=world.now)
        post_note(tx, session, [world.channel], world.now)

    await world.aside.write(write)


async def let_pass(world: World, until: datetime) -> None:
    """Let the time pass: everything that is due is fired, each time by two replicas."""
    while True:
        upcoming = await world.aside.read(lambda tx: tx.schedules.upcoming(1))
        if not upcoming or upcoming[0].next_due > until:
            break
        world.now = max(world.now, upcoming[0].next_due)
        for _replica in range(2):
            await Ticker(world.aside, WorldClock(world), 24).run_once()
        await do_errands(world)
    world.now = until


async def queued(world: World, kind: str) -> list[dict[str, object]]:
    """Return every notice of a kind that was ever queued for somebody, sent or not."""

    def read(tx: Transaction) -> list[dict[str, object]]:
        found = [tx.deliveries.notice(one) for one in tx.deliveries.waiting(10_000)]
        return [dict(as_body(one)) for one in found if type(one).__name__ == kind]

    return await world.aside.read(read)


async def session(world: World, id_: SessionId) -> EventSession:
    """Return a session as it is now."""
    return await world.aside.read(lambda tx: tx.sessions.get(id_, world.network.id))
