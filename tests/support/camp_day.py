"""A camp as tests live through it: an event, its grid by file or website, and its channel."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.message import Message, plain_text
from jobs.delivery.deliver import Deliverer
from jobs.delivery.manners import Manners
from jobs.errand_runner import ErrandRunner
from jobs.feeds.fetch import Fetcher
from jobs.schedule import Ticker
from storage.events import Event
from storage.session_records import EventSession
from storage.transaction import Transaction
from tests.support.chat import Chat, World
from tests.support.hostile_web import Route, Web, open_web
from tests.support.importing import Shelf
from tests.support.organising import WorldClock
from tests.support.scripted_platform import JumpingClock
from tests.support.worded_platform import WordedPlatform

GRID = Path(__file__).parents[1] / "fixtures" / "grid-invented.csv"
NAME = "TeaCamp 2027"


def grid_of(year: int = 2026) -> bytes:
    """The invented grid of 40 sessions in 5 slots, in a year."""
    return GRID.read_bytes().replace(b"2027,", f"{year},".encode())


async def set_up(organiser: Chat, day: str = "2027-01-16") -> str:
    """Set the event up in the channel; return what is answered."""
    return await organiser.say(f'notes event new "{NAME}" {day}', channel=True)


async def give_grid(world: World, organiser: Chat, data: str | bytes) -> list[str]:
    """Give a grid as a file; return the messages that tell of it."""
    rows = data if isinstance(data, bytes) else data.encode()
    await organiser.say("notes event import")
    said = await organiser.fill(file=("F1", "grid.csv", str(len(rows))))
    assert "We're on it" in said
    await do_errands(world, Shelf({"F1": rows}))
    return await organiser.told()


async def do_errands(
    world: World, shelf: Shelf | None = None, fetcher: Fetcher | None = None, most: int = 10
) -> int:
    """Do what waits, with these files and whatever may be fetched."""
    shelf = shelf or Shelf()
    with ThreadPoolExecutor(1) as workers:
        runner = ErrandRunner(world.aside, WorldClock(world), workers, files_of=shelf.of)
        if fetcher:
            runner = ErrandRunner(
                world.aside,
                WorldClock(world),
                workers,
                files_of=shelf.of,
                fetch=fetcher.fetch_document,
            )
        done = 0
        while done < most and await runner.run_once():
            done += 1
        return done


async def pass_time(world: World, until: datetime, fetcher: Fetcher | None = None) -> None:
    """Let the time pass, with all that falls due on the way."""
    ticker = Ticker(world.aside, WorldClock(world), 24)
    while True:
        upcoming = await world.aside.read(lambda tx: tx.schedules.upcoming(1))
        if not upcoming or upcoming[0].next_due > until:
            break
        world.now = max(world.now, upcoming[0].next_due)
        await ticker.run_once()
        await do_errands(world, fetcher=fetcher)
    world.now = until


@dataclass
class Channel:
    """The event's channel, as somebody reads it."""

    world: World
    seen: set[int] = field(default_factory=set)

    async def told(self, act: str = "post") -> list[str]:
        """Return what was posted since the last look, worded as it is now."""
        return [plain_text(one) for one in await self.messages(act)]

    async def messages(self, act: str = "post") -> list[Message]:
        """Return the messages themselves."""

        def read(tx: Transaction) -> list[Message]:
            found = []
            for delivery in tx.deliveries.waiting(10_000):
                mine = delivery.place_id == self.world.channel.id and delivery.act == act
                if not mine or delivery.seq in self.seen:
                    continue
                self.seen.add(delivery.seq)
                message = self.world.word(tx, delivery)
                if message:
                    found.append(message)
            return found

        return await self.world.aside.read(read)


class Readers:
    """People who read the channel after everything was delivered, as it stands there then."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clock = JumpingClock(world.now)
        self.platform = WordedPlatform(self.clock, world=world)
        self.deliverer = Deliverer(
            world.aside, lambda _platform: self.platform, self.clock, Manners(settle_time=60)
        )

    async def read(self) -> list[str]:
        """Return what stands in the channel, each message as it was changed last."""
        self.clock.moment = max(self.clock.moment, self.world.now)
        idle = 0
        while idle < 3:
            idle = 0 if await self.deliverer.run_once() else idle + 1
            self.clock.advance(5)
        here = self.world.channel.external_id
        found = [f"ts-{key}" for _when, place, key in self.platform.arrived if place == here]
        return [self.platform.shown[ts] for ts in found if ts in self.platform.shown]


async def event_of(world: World, name: str = NAME) -> Event:
    """Return the event."""
    found = await world.aside.read(lambda tx: tx.events.find(world.network.id, name))
    assert found
    return found


async def sessions_of(world: World, name: str = NAME) -> dict[str, EventSession]:
    """Return the event's sessions by title."""
    event = await event_of(world, name)
    found = await world.aside.read(lambda tx: tx.sessions.of_event(event.id))
    return {one.title: one for one in found}


@asynccontextmanager
async def grid_site(routes: dict[str, Route]) -> AsyncIterator[tuple[Web, Fetcher]]:
    """A website that the operator allows; its routes may be changed while it runs."""
    async with open_web(routes) as web, Fetcher({("127.0.0.1", web.port)}) as fetcher:
        await asyncio.sleep(0)
        yield web, fetcher
