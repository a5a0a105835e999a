"""A calendar file opened by its link: the meeting as it is now, or kind words where it is old."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from cryptography.fernet import Fernet
from icalendar import Calendar
from starlette.applications import Starlette

from bot.keys import FernetCipher
from bot.message import Link, Message, Paragraph
from bot.pages.attaching import calendar_files
from bot.pages.diary import Diary
from bot.pages.links import Links
from bot.wording.look import Look
from bot.wording.notices import word
from storage.notices.meetings import TimeAgreed
from storage.round_records import Group
from storage.store import Store
from storage.transaction import Transaction
from storage.types import NetworkId
from tests.support.chat import NAMES, POLICY, Chat, World

BASE = "https://tea.example"


@pytest.fixture
def links(store: Store) -> Links:
    return Links(store.cipher, BASE)


async def _agreed(world: World) -> tuple[Chat, Chat, Group]:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    (group,) = await world.introduce([sam, ade])
    await sam.say("times 1 December at 10am by phone where 01632 960123")
    await ade.say("times choose 1")
    return sam, ade, group


async def _address(world: World, group: Group, links: Links) -> str:
    (meeting,) = await world.aside.read(lambda tx: tx.meetings.of_group(group.id))
    return links.diary(meeting.id, world.network.id)


async def _open(world: World, links: Links, address: str) -> httpx.Response:
    app = Starlette(routes=Diary(world.aside, links, lambda: world.now).routes())
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport) as client:
        return await client.get(address)


def _event(answer: httpx.Response) -> tuple[str, int, datetime, str]:
    assert answer.status_code == 200
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    return (
        str(calendar["METHOD"]),
        int(str(event["SEQUENCE"])),
        event.decoded("DTSTART"),
        str(event["UID"]),
    )


async def test_the_file_follows_the_meeting(world: World, links: Links) -> None:
    sam, ade, group = await _agreed(world)
    address = await _address(world, group, links)
    answer = await _open(world, links, address)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert answer.headers["cache-control"] == "no-store"
    method, sequence, start, uid = _event(answer)
    assert (method, sequence, start) == ("PUBLISH", 1, datetime(2026, 12, 1, 10, tzinfo=UTC))
    assert "Ade Bello and Sam Okafor" in answer.text
    for personal in ("01632", world.network.name, world.programme.name):
        assert personal not in answer.text, "diaries are seen by colleagues"

    await ade.say("times others 3 December at 11am")
    assert _event(await _open(world, links, address))[:2] == ("PUBLISH", 1), "nothing chosen yet"
    await sam.say("times choose 1")
    moved = _event(await _open(world, links, address))
    assert moved == ("PUBLISH", 2, datetime(2026, 12, 3, 11, tzinfo=UTC), uid)

    await sam.say("times off")
    off = _event(await _open(world, links, address))
    assert off == ("CANCEL", 3, datetime(2026, 12, 3, 11, tzinfo=UTC), uid)


async def test_a_partner_who_leaves_makes_it_a_cancellation(world: World, links: Links) -> None:
    sam, _ade, group = await _agreed(world)
    address = await _address(world, group, links)
    await sam.say("forget me now")
    answer = await _open(world, links, address)
    assert _event(answer)[0] == "CANCEL"
    assert "Sam" not in answer.text


async def test_a_link_ends_with_the_meeting(world: World, links: Links) -> None:
    _sam, _ade, group = await _agreed(world)
    address = await _address(world, group, links)
    world.now += timedelta(days=6)
    answer = await _open(world, links, address)
    assert answer.status_code == 410
    assert "This meeting is over" in answer.text


async def test_a_link_that_is_not_ours_leads_nowhere(world: World, links: Links) -> None:
    _sam, _ade, group = await _agreed(world)
    address = await _address(world, group, links)
    token = address.removesuffix(".ics").rpartition("/")[2]
    forged = Links(FernetCipher([Fernet.generate_key().decode()]), BASE)
    for wrong in (token[:-3] + "abc", "x", (await _address(world, group, forged))[28:-4]):
        answer = await _open(world, links, f"{BASE}/diary/{wrong}.ics")
        assert answer.status_code == 404
        assert "We don&#39;t know this link" in answer.text


async def test_a_signed_link_into_another_network_finds_nothing(world: World, links: Links) -> None:
    _sam, _ade, group = await _agreed(world)
    (meeting,) = await world.aside.read(lambda tx: tx.meetings.of_group(group.id))
    answer = await _open(world, links, links.diary(meeting.id, NetworkId("n_other")))
    assert answer.status_code == 410
    assert "no such meeting any more" in answer.text


async def test_links_of_an_older_key_still_open(world: World) -> None:
    _sam, _ade, group = await _agreed(world)
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    address = await _address(world, group, Links(FernetCipher([old]), BASE))
    assert _event(await _open(world, Links(FernetCipher([new, old]), BASE), address))
    gone = await _open(world, Links(FernetCipher([new]), BASE), address)
    assert gone.status_code == 404


async def test_a_message_carries_the_link_where_it_can_be_opened(
    world: World, links: Links
) -> None:
    _sam, _ade, group = await _agreed(world)
    names = replace(NAMES, diary=links.diary)

    def read(tx: Transaction) -> list[Link]:
        network = tx.networks.get(world.network.id)
        waiting = tx.deliveries.waiting(100)
        (one, _) = [d for d in waiting if isinstance(tx.deliveries.notice(d), TimeAgreed)]
        message = word(Look(tx, one, network, world.now, names, POLICY))
        assert isinstance(message, Message)
        parts = [part for b in message.blocks if isinstance(b, Paragraph) for part in b.text]
        return [part for part in parts if isinstance(part, Link)]

    *_web, file = await world.aside.read(read)
    assert file == Link("calendar file", await _address(world, group, links))


async def test_the_file_comes_with_a_mail_whose_message_links_to_it(
    world: World, links: Links
) -> None:
    _sam, _ade, group = await _agreed(world)
    address = await _address(world, group, links)
    elsewhere = Link("file", "https://other.example/diary/x.ics")
    message = Message((Paragraph((Link("calendar file", address), elsewhere)),))
    (file,) = await world.aside.read(lambda tx: calendar_files(tx, links, message, world.now))
    assert file.name == "meeting.ics"
    assert file.content == (await _open(world, links, address)).content
    later = world.now + timedelta(days=30)
    assert await world.aside.read(lambda tx: calendar_files(tx, links, message, later)) == ()
