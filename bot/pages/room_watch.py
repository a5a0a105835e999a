"""Tells open pages what others add: one reader of the database for all of them, in this process.

A listener holds neither a connection nor a thread; it waits for its room to change, and says so
now and then that it is there. Points of other processes are seen by looking every second.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from bot.pages.room_view import stamp_of
from jobs.aside import Aside
from jobs.sessions.taking_back import taken_back
from storage.errors import NotFoundError, StorageError
from storage.points import Point
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import NetworkId, SessionId

MOST_LISTENERS = 1_000
MOST_OF_A_PHONE = 4
LOOK_SECONDS = 1.0
BEAT_SECONDS = 15.0


@dataclass(slots=True)
class Room:
    """What is known of a session that somebody looks at; `changed` is set once, then replaced."""

    session_id: SessionId
    network_id: NetworkId
    seq: int = 0
    stamp: str = ""
    points: dict[str, Point] = field(default_factory=dict)
    listeners: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """Let everybody who waits look again."""
        self.changed.set()
        self.changed = asyncio.Event()


@dataclass(frozen=True, slots=True)
class News:
    """What a room is like now: its stamp, and the points that changed. None: they are hidden."""

    stamp: str
    points: tuple[Point, ...] | None


class RoomWatch:
    """Counts who listens, and closes all of them when the program stops."""

    def __init__(self, aside: Aside, beat: float = BEAT_SECONDS) -> None:
        self._aside = aside
        self._beat = beat
        self._rooms: dict[SessionId, Room] = {}
        self._phones: Counter[str] = Counter()
        self._nudged = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._closing = False

    @property
    def listeners(self) -> int:
        """How many pages are open."""
        return sum(self._phones.values())

    def nudge(self) -> None:
        """Look at once: something was added here."""
        self._nudged.set()

    def has_place(self, phone: str) -> bool:
        """Return whether one more page of this phone may listen."""
        full = self.listeners >= MOST_LISTENERS or self._phones[phone] >= MOST_OF_A_PHONE
        return not (full or self._closing)

    async def listen(self, session: EventSession, since: int, phone: str) -> AsyncIterator[bytes]:
        """Yield events from this count on, until the page is closed or the program stops."""
        room, stamp = self._enter(session, phone), ""
        try:
            yield b"retry: 2000\n\n"
            while not self._closing:
                changed = room.changed
                if room.stamp != stamp:
                    stamp = room.stamp
                    yield _event("page", {"stamp": stamp})
                fresh = [one for one in room.points.values() if one.seq > since]
                if fresh:
                    since = max(one.seq for one in fresh)
                    yield _event("points", {"points": [told(one) for one in fresh]}, since)
                elif not await _waited(changed, self._beat):
                    yield b": still here\n\n"
        finally:
            self._leave(room, phone)

    async def aclose(self) -> None:
        """End every open page."""
        self._closing = True
        for room in self._rooms.values():
            room.wake()
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def _enter(self, session: EventSession, phone: str) -> Room:
        room = self._rooms.setdefault(session.id, Room(session.id, session.network_id))
        room.listeners += 1
        self._phones[phone] += 1
        self.nudge()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._watch())
        return room

    def _leave(self, room: Room, phone: str) -> None:
        room.listeners -= 1
        self._phones[phone] -= 1
        self._phones += Counter()  # forgets phones that have no page open
        if not room.listeners:
            self._rooms.pop(room.session_id, None)

    async def _watch(self) -> None:
        while self._rooms:
            await _waited(self._nudged, LOOK_SECONDS)
            self._nudged.clear()
            with suppress(StorageError):  # it is looked at again in a second
                await self._look_around()

    async def _look_around(self) -> None:
        seen = {room.session_id: (room.network_id, room.seq) for room in self._rooms.values()}
        news = await self._aside.read(lambda tx: read_news(tx, seen))
        for session_id, found in news.items():
            room = self._rooms.get(session_id)
            if room and take_news(room, found):
                room.wake()


def read_news(
    tx: Transaction, seen: Mapping[SessionId, tuple[NetworkId, int]]
) -> dict[SessionId, News]:
    """Return what each of these sessions' pages is like now."""
    changed = tx.points.since({one: seq for one, (_network, seq) in seen.items()})
    news = {}
    for session_id, (network_id, _seq) in seen.items():
        try:
            session = tx.sessions.get(session_id, network_id)
        except NotFoundError:
            continue
        hidden = session.plan.consent == "none" or taken_back(tx, session) is not None
        points = None if hidden else tuple(changed.get(session_id, ()))
        news[session_id] = News(stamp_of(session, tx.notes.find(session)), points)
    return news


def take_news(room: Room, news: News) -> bool:
    """Let a room know; return whether anything is new."""
    if news.stamp == room.stamp and not news.points:
        return False
    room.stamp = news.stamp
    if news.points is None:
        room.points.clear()
        room.seq = 0
        return True
    room.points |= {one.id: one for one in news.points}
    room.seq = max([room.seq, *(one.seq for one in news.points)])
    return True


def told(point: Point) -> dict[str, str | int]:
    """Return a point as pages are told of it: who writes it only by the name they gave."""
    brief: dict[str, str | int] = {"id": point.id, "state": point.state, "seq": point.seq}
    if point.state != "said":
        return brief
    more: dict[str, str | int] = {"edition": point.edition, "position": point.position}
    return brief | more | {"text": point.text, "name": point.name}


def _event(kind: str, data: Mapping[str, object], seq: int | None = None) -> bytes:
    number = f"id: {seq}\n" if seq is not None else ""
    return f"{number}event: {kind}\ndata: {json.dumps(data)}\n\n".encode()


async def _waited(event: asyncio.Event, seconds: float) -> bool:
    """Wait for the event; return whether it came in time."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
