"""The wiring: the only module that knows all others. Nothing is built at import."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from bot import commands
from bot.command import Names, load
from bot.connecting import Platforms, Wires, connect_platforms
from bot.dispatch import Dispatcher
from bot.pace import Pace
from bot.pages.by_mail import open_mail_pages, with_mail_pages
from bot.pages.diary import Diary
from bot.pages.links import Links
from bot.pages.published_list import PublishedLists
from bot.pages.removal import RemovalPages
from bot.pages.room import RoomPages
from bot.pages.room_code import RoomCodes
from bot.pages.room_door import RoomDoor
from bot.pages.room_watch import RoomWatch
from bot.pages.set_dates import SetDates
from bot.pages.stop_asking import StopAsking
from bot.settings import Settings, SlackSettings, can_be_opened
from bot.settings.teams import TEAMS_AT
from bot.shortcuts import read_shortcuts
from jobs.aside import Aside
from jobs.clock import Clock, MovableClock, RealClock
from jobs.crash import CrashPoints
from jobs.delivery.deliver import Deliverer
from jobs.delivery.manners import Manners
from jobs.errand_runner import ErrandRunner
from jobs.feeds.fetch import Fetcher
from jobs.feeds.parse_workers import ParseWorkers
from jobs.polling.poller import Pace as PollingPace
from jobs.polling.poller import Poller
from jobs.rounds import deciding
from jobs.schedule import Ticker
from jobs.ticks import Job, Ticks
from jobs.workers import Workers
from jobs.workspaces.tokens import TokenKeeper
from storage.errors import StorageError
from storage.store import Store

TICK_SECONDS = {
    "deliver": 1.0,
    "errands": 1.0,
    "feeds": 5.0,
    "schedule": 5.0,
    "tokens": 30.0,
    "came back": 300.0,
}


@dataclass(frozen=True, slots=True)
class Web:
    """What fetches documents and reads feeds, for polling and for errands alike."""

    fetcher: Fetcher
    readers: ParseWorkers
    poller: Poller

    async def close(self) -> None:
        """Let go of threads and processes; a parser that is at work is waited for in a thread."""
        self.fetcher.close()
        await asyncio.to_thread(self.readers.close)


@dataclass(frozen=True, slots=True)
class Teapoint:
    """Everything that runs, built and not started."""

    settings: Settings
    clock: Clock
    store: Store
    aside: Aside
    dispatcher: Dispatcher
    ticks: Ticks
    workers: Workers
    platforms: Platforms
    pages: Sequence[BaseRoute]
    web: Web
    watch: RoomWatch

    def routes(self) -> list[BaseRoute]:
        """What the world may call: health, pages opened by link, and each platform's address."""
        return [Route("/healthz", self._health), *self.pages, *self.platforms.routes()]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Connect, tick, and at the end finish what is under way."""
        await self.platforms.start()
        self.workers.submit(deciding.warm_up)  # a fresh process takes seconds to be ready
        self.ticks.start()
        try:
            yield
        finally:
            await self.watch.aclose()
            await self.web.poller.stop()
            await self.ticks.stop()
            await self.platforms.stop()
            self.workers.shutdown(wait=False, cancel_futures=True)
            await self.web.close()
            self.aside.close()
            self.store.close()

    async def _health(self, _request: Request) -> JSONResponse:
        """200 while the database takes what is written; 503 when it is down, locked or full."""
        now = self.clock.now()
        try:
            await self.aside.write(lambda tx: tx.outbox.hold("health", now))
        except StorageError:
            return JSONResponse({"ok": False, "why": "the database takes nothing now"}, 503)
        return JSONResponse({"ok": True})


def build(
    settings: Settings,
    store: Store,
    clock: Clock,
    hurry: float = 1.0,
    pages: str = "",
    patience: float = 2.0,
) -> Teapoint:
    """Wire everything up for these settings, over this store and clock.

    `hurry` is how many times faster than a real platform allows messages may go. `pages` is where
    links in messages begin, where that is not the settings' address. `patience`: how many seconds
    an answer is awaited, before we say that we are on it.
    """
    aside, base = Aside(store), pages or settings.url
    links = Links(store.cipher, base)
    names = names_of(settings)
    if pages or can_be_opened(settings):
        names = with_pages(names, links)
    if settings.mail:
        names = with_mail_pages(names, links.mails, base)
    dispatcher = Dispatcher(load(commands), aside, clock.now, settings.policy, names, Pace())
    wires = Wires(settings, dispatcher, aside, clock, names, links, hurry, patience)
    platforms = connect_platforms(wires)
    workers, web, watch = Workers(), open_web(settings, aside, clock), RoomWatch(aside)
    ticks = Ticks(jobs_of(settings, aside, clock, platforms, workers, web, hurry), TICK_SECONDS)
    typed = (names.typed("notes page"), names.typed("teapoint join"))
    door = RoomDoor(aside, links.rooms, base, clock.now, *typed)
    opened = open_pages(aside, links, door, watch)
    if settings.mail:
        policy, now = settings.policy, clock.now
        opened += open_mail_pages(aside, dispatcher, links.mails, names, policy, base, now)
    return Teapoint(
        settings, clock, store, aside, dispatcher, ticks, workers, platforms, opened, web, watch
    )


def open_web(settings: Settings, aside: Aside, clock: Clock) -> Web:
    """Return what fetches and reads; no process of it starts before there is work."""
    agent, readers = agent_of(settings), ParseWorkers()
    fetcher = Fetcher(settings.allowed_hosts, agent=agent)
    pace, crash = PollingPace(gap=settings.feed_gap), CrashPoints(settings.crash_at)
    poller = Poller(aside, clock, fetcher.fetch_document, readers.parse, agent, pace, crash)
    return Web(fetcher, readers, poller)


def jobs_of(
    settings: Settings,
    aside: Aside,
    clock: Clock,
    platforms: Platforms,
    workers: Workers,
    web: Web,
    hurry: float,
) -> dict[str, Job]:
    """Return everything that ticks, by the names in TICK_SECONDS."""
    voice_of = platforms.voice_of
    crash, lease = CrashPoints(settings.crash_at), timedelta(seconds=settings.lease_seconds)
    fetch, readers = web.fetcher.fetch_document, web.readers
    errands = ErrandRunner(aside, clock, workers, lease, crash, voice_of, fetch, readers)
    jobs: dict[str, Job] = {
        "deliver": Deliverer(aside, voice_of, clock, manners_of(settings, hurry), crash).run_once,
        "errands": errands.run_once,
        "feeds": web.poller.run_once,
        "schedule": Ticker(aside, clock, settings.policy.retention_months).run_once,
    }
    if platforms.renew:
        jobs["tokens"] = TokenKeeper(aside, clock, platforms.renew).run_once
    if platforms.look_back:
        jobs["came back"] = platforms.look_back
    return jobs


def open_pages(aside: Aside, links: Links, door: RoomDoor, watch: RoomWatch) -> list[Route]:
    """Return the small pages that people open by link."""
    return [
        *Diary(aside, links, door.now).routes(),
        *SetDates(aside, links, door.now).routes(),
        *RemovalPages(aside, links, door.base, door.now).routes(),
        *PublishedLists(aside, links).routes(),
        *StopAsking(aside, links).routes(),
        *RoomCodes(door).routes(),
        *RoomPages(door, watch).routes(),
    ]


def with_pages(names: Names, links: Links) -> Names:
    """Return the names with where each page is found, since somebody can open them."""
    return replace(
        names,
        diary=links.diary,
        dates=links.dates,
        room=links.room,
        way_in=links.way_in,
        removal=links.removal,
        published=links.published,
        stop_asking=links.stop_asking,
    )


def agent_of(settings: Settings) -> str:
    """Return how we name ourselves to the websites from which we fetch."""
    return f"Teapoint (+{settings.url})"


def names_of(settings: Settings) -> Names:
    """Return what commands are called in the connected workspace, and where Teams is opened."""
    slack = settings.slack or SlackSettings("", "")
    cloud = settings.teams.cloud if settings.teams else "Public"
    return Names("/teapoint", read_shortcuts(slack.shortcuts), teams=TEAMS_AT[cloud])


def manners_of(settings: Settings, hurry: float) -> Manners:
    """Return how messages are delivered under these settings."""
    scale = settings.time.scale if settings.time else 1.0
    usual = Manners()
    return Manners(
        post_gap=usual.post_gap / hurry,
        place_gap=usual.place_gap / hurry,
        open_gap=usual.open_gap / hurry,
        look_gap=usual.look_gap / hurry,
        lease=settings.lease_seconds,
        send_timeout=settings.send_seconds * 1.2,
        settle_time=settings.settle_seconds,
        horizon=10.0 * scale,
        unsure="resend" if settings.unsure == "resend" else "look",
    )


def clock_of(settings: Settings) -> Clock:
    """Return the machine's time, or the movable clock that several processes share."""
    time = settings.time
    return MovableClock(time.origin, time.scale, time.real_origin) if time else RealClock()


def asgi(teapoint: Teapoint, extra: Sequence[BaseRoute] = ()) -> Starlette:
    """Return the one ASGI app that carries everything."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with teapoint.running():
            yield

    app = Starlette(routes=[*teapoint.routes(), *extra], lifespan=lifespan)
    app.state.watches = [teapoint.watch]
    return app
