"""Listening to a room: what a page slept through, how many may listen, and how it all ends."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest

from bot.pages.room_watch import MOST_OF_A_PHONE, read_news
from jobs.aside import Aside
from jobs.rooms.room_merge import Said
from jobs.rooms.room_points import fold_points, keep_point
from storage.session_records import EventSession
from storage.store import Store
from tests.support.playground import serving
from tests.support.rooms import Rooms

LISTENERS = 120


@pytest.fixture
async def rooms(store: Store) -> AsyncIterator[Rooms]:
    aside = Aside(store)
    rooms = await Rooms.begin(aside, "http://x", beat=0.2)
    yield rooms
    await rooms.watch.aclose()
    aside.close()


async def _say(rooms: Rooms, session: EventSession, text: str, point: str = "") -> None:
    said = Said(point or f"id of {text}", 1, "somebody", text, "said")
    await rooms.aside.write(lambda tx: keep_point(tx, session, said, rooms.now))


class Listener:
    """A page that listens: what it heard so far."""

    def __init__(self, answer: httpx.Response) -> None:
        self._lines = answer.aiter_lines()
        self.last = ""

    async def hears(self, kind: str) -> dict[str, object]:
        """Wait for the next event of a kind; heartbeats in between are passed over."""
        async with asyncio.timeout(10):
            heard = ""
            async for line in self._lines:
                name, _, value = line.partition(": ")
                if name == "id":
                    self.last = value
                if name == "event":
                    heard = value
                if name == "data" and heard == kind:
                    return dict(json.loads(value))
        raise AssertionError("it ended")

    async def beats(self) -> None:
        """Wait for a heartbeat."""
        async with asyncio.timeout(10):
            async for line in self._lines:
                if line.startswith(": "):
                    return

    async def ends(self) -> None:
        """Wait for the end."""
        async with asyncio.timeout(10):
            async for _line in self._lines:
                pass


@asynccontextmanager
async def _listening(
    origin: str, session: EventSession, since: str = "0", client: httpx.AsyncClient | None = None
) -> AsyncIterator[Listener]:
    async with AsyncExitStack() as stack:
        if client is None:
            client = await stack.enter_async_context(httpx.AsyncClient(timeout=20))
            await client.get(f"{origin}/r/{session.code}")
        path, headers = f"{origin}/r/{session.code}/events", {"Last-Event-ID": since}
        answer = await stack.enter_async_context(client.stream("GET", path, headers=headers))
        assert answer.status_code == 200
        yield Listener(answer)


def _words(event: dict[str, object]) -> list[str]:
    points = event["points"]
    assert isinstance(points, list)
    return [one.get("text", one["state"]) for one in points]


async def test_a_page_hears_what_others_add_and_what_it_slept_through(rooms: Rooms) -> None:
    session = await rooms.add()
    async with serving(rooms.app()) as origin:
        async with _listening(origin, session) as page:
            await page.beats()
            await _say(rooms, session, "First")
            assert _words(await page.hears("points")) == ["First"]
            last = page.last
        await _say(rooms, session, "Second")
        await _say(rooms, session, "Third")
        async with _listening(origin, session, since=last) as page:
            assert _words(await page.hears("points")) == ["Second", "Third"]
            await rooms.aside.write(lambda tx: fold_points(tx, session, rooms.now))
            assert _words(await page.hears("points")) == ["folded"] * 3
        async with _listening(origin, session, since="no number") as page:
            assert _words(await page.hears("points")) == ["folded"] * 3


async def test_a_page_hears_that_the_notes_changed_and_nothing_once_no_notes_are_taken(
    rooms: Rooms,
) -> None:
    session = await rooms.add()
    async with serving(rooms.app()) as origin, _listening(origin, session) as page:
        before = await page.hears("page")
        await rooms.write(session, "", "Notes")
        assert await page.hears("page") != before
        await rooms.change(session, "none")
        await page.hears("page")
        await _say(rooms, session, "Too late")
        async with httpx.AsyncClient() as other:
            answer = await other.get(f"{origin}/r/{session.code}")
        assert "asked that no notes are taken" in answer.text
        assert rooms.watch.listeners == 1


async def test_an_open_page_is_told_nothing_more_of_notes_that_were_taken_back(
    rooms: Rooms,
) -> None:
    session = await rooms.add()
    await rooms.write(session, "", "Notes")
    async with serving(rooms.app()) as origin:
        async with _listening(origin, session) as page:
            shown = await page.hears("page")
            async with httpx.AsyncClient() as other:
                opened = await other.get(f"{origin}/r/{session.code}")
            assert f'data-stamp="{shown["stamp"]}"' in opened.text, "it need not be drawn again"
            await _say(rooms, session, "Before")
            await page.hears("points")
            await rooms.aside.write(lambda tx: tx.notes.become(session.id, "withdrawn", rooms.now))
            await page.hears("page")
            await _say(rooms, session, "After")
        async with _listening(origin, session, since="0") as page:
            shown = await page.hears("page")
            async with httpx.AsyncClient() as other:
                opened = await other.get(f"{origin}/r/{session.code}")
            assert f'data-stamp="{shown["stamp"]}"' in opened.text
            assert "Before" not in opened.text
    seen = {session.id: (session.network_id, 0)}
    news = await rooms.aside.read(lambda tx: read_news(tx, seen))
    assert news[session.id].points is None


async def test_many_listeners_hold_no_threads_and_no_connections(
    rooms: Rooms, store: Store
) -> None:
    session = await rooms.add()
    threads = threading.active_count()

    async with serving(rooms.app()) as origin, AsyncExitStack() as stack:
        one = await stack.enter_async_context(_listening(origin, session))
        hear = [rooms.watch.listen(session, 0, f"phone {n}") for n in range(LISTENERS)]
        for each in hear:
            assert await anext(each) == b"retry: 2000\n\n"
        assert rooms.watch.listeners == LISTENERS + 1
        await _say(rooms, session, "To everybody")
        assert _words(await one.hears("points")) == ["To everybody"]
        heard = await asyncio.gather(*(_first_points(each) for each in hear))
        assert all(b"To everybody" in each for each in heard)
        assert threading.active_count() <= threads + 6, "the readers' and writers' own few"
        checked_out = getattr(store.reader.pool, "checkedout", lambda: 0)()
        assert checked_out <= 1
        for each in hear:
            await each.aclose()  # type: ignore[attr-defined] # it is an async generator
        assert rooms.watch.listeners == 1


async def _first_points(events: AsyncIterator[bytes]) -> bytes:
    async with asyncio.timeout(10):
        async for event in events:
            if b"event: points" in event:
                return event
    raise AssertionError("it ended")


async def test_one_phone_keeps_a_few_pages_open_and_no_more(rooms: Rooms) -> None:
    session = await rooms.add()
    async with serving(rooms.app()) as origin, AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient(timeout=20))
        path = f"{origin}/r/{session.code}"
        await client.get(path)
        pages = []  # a page that nobody holds is closed
        for _ in range(MOST_OF_A_PHONE):
            page = await stack.enter_async_context(_listening(origin, session, client=client))
            await page.beats()
            pages.append(page)
        refused = await client.get(f"{path}/events")
        assert refused.status_code == 503
        assert refused.headers["retry-after"]
        assert (await client.get(path)).status_code == 200, "the page itself still opens"


async def test_open_pages_end_when_the_program_stops(rooms: Rooms) -> None:
    session = await rooms.add()
    async with serving(rooms.app()) as origin, _listening(origin, session) as page:
        await page.beats()
        await rooms.watch.aclose()
        await page.ends()
        assert rooms.watch.listeners == 0
        assert not rooms.watch.has_place("another")
