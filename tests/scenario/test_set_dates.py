"""A set's dates: put into a diary from one page, and what is said to who would suggest others."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from icalendar import Calendar
from starlette.applications import Starlette

from bot.message import Link, Message, Paragraph
from bot.pages.diary import Diary
from bot.pages.links import Links
from bot.pages.set_dates import SetDates
from bot.wording.look import Look
from bot.wording.notices import word
from storage.notices.terms import SetMeetingMoved
from storage.round_records import Format, Group, Rules
from storage.store import Store
from storage.transaction import Transaction
from storage.types import NetworkId
from tests.support.chat import NAMES, POLICY, Chat, World
from tests.support.organising import change_kind, do_errands, send_term, tick

BASE = "https://tea.example"
SETS = Format(kind="sets", meetings=3, weeks_between=4, posts=False)
PEOPLE = ("Ade Bello", "Bea Cole", "Cal Dunn", "Dee Eze")


@pytest.fixture
def links(store: Store) -> Links:
    return Links(store.cipher, BASE)


async def begin(world: World) -> tuple[Group, Chat, Chat]:
    """A set of four that was introduced; its first facilitator, and one of the others."""
    await change_kind(world, "Action learning", SETS, Rules(group_size=4))
    members = [await world.member(name, f"Office of {name}") for name in PEOPLE]
    (group,) = await send_term(world)
    for chat in members:
        await chat.told()
    first = (await world.aside.read(lambda tx: tx.meetings.of_group(group.id)))[0]
    leads = [(await chat.find_member()).id == first.led_by for chat in members]
    return group, members[leads.index(True)], members[leads.index(False)]


async def open_page(world: World, links: Links, address: str) -> httpx.Response:
    """What a browser gets at this address."""
    dates = SetDates(world.aside, links, lambda: world.now)
    files = Diary(world.aside, links, lambda: world.now)
    app = Starlette(routes=[*dates.routes(), *files.routes()])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
        return await client.get(address)


async def test_each_date_can_be_put_into_a_diary_and_follows_the_meeting(
    world: World, links: Links
) -> None:
    group, leader, _other = await begin(world)
    address = links.dates(group.id, world.network.id)
    page = await open_page(world, links, address)
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert page.text.count("Outlook on the web") == 3
    meetings = await world.aside.read(lambda tx: tx.meetings.of_group(group.id))
    for meeting in meetings:
        file = links.diary(meeting.id, world.network.id)
        assert file in page.text
        (event,) = Calendar.from_ical((await open_page(world, links, file)).content).walk("VEVENT")
        assert event.decoded("DTSTART") == meeting.starts_at
        assert "Action learning set: Ade Bello, Bea Cole" in str(event["SUMMARY"])
        assert "facilitates" in str(event["DESCRIPTION"])

    await leader.say("set move")
    await leader.fill(day="2026-12-17", time="14:00")
    again = await open_page(world, links, address)
    assert "Thursday 17 December 2026 at 2pm" in again.text
    file = links.diary(meetings[0].id, world.network.id)
    (event,) = Calendar.from_ical((await open_page(world, links, file)).content).walk("VEVENT")
    assert event.decoded("DTSTART") == datetime(2026, 12, 17, 14, tzinfo=UTC)
    assert int(str(event["SEQUENCE"])) == 2


async def test_a_meeting_that_is_off_is_off_the_page_and_can_be_taken_out(
    world: World, links: Links
) -> None:
    group, leader, other = await begin(world)
    said = await leader.say("set missed")
    assert re.search(r"Your set's meeting on \w+ \d+ \w+ \d{4} at 10am is off, and", said)
    assert "take it out of your diary" in said
    assert "take it out of your diary" in (await other.told())[-1]
    page = await open_page(world, links, links.dates(group.id, world.network.id))
    assert page.text.count("Outlook on the web") == 2
    first = (await world.aside.read(lambda tx: tx.meetings.of_group(group.id)))[0]
    file = await open_page(world, links, links.diary(first.id, world.network.id))
    assert "method=CANCEL" in file.headers["content-type"]


async def test_a_page_of_a_set_that_is_over_says_so_kindly(world: World, links: Links) -> None:
    group, _leader, _other = await begin(world)
    address = links.dates(group.id, world.network.id)
    assert (await open_page(world, links, f"{address}x")).status_code == 404
    elsewhere = links.dates(group.id, NetworkId("net_of_somebody_else"))
    assert (await open_page(world, links, elsewhere)).status_code == 410
    world.now += timedelta(weeks=20)
    over = await open_page(world, links, address)
    assert over.status_code == 410
    assert "This set has no more dates" in over.text


async def test_the_message_of_a_move_has_ways_into_a_diary(world: World, links: Links) -> None:
    _group, leader, other = await begin(world)
    await leader.say("set move")
    await leader.fill(day="2026-12-17", time="14:00")
    names = replace(NAMES, diary=links.diary, dates=links.dates)

    def read(tx: Transaction) -> Message | None:
        waiting = tx.deliveries.waiting(1_000)
        mine = tx.accounts.find(other.key)
        (moved,) = [
            each
            for each in waiting
            if isinstance(tx.deliveries.notice(each), SetMeetingMoved)
            if mine and each.account_id == mine.id
        ]
        look = Look(tx, moved, world.network, world.now, names, POLICY)
        return word(look)

    told = await world.aside.read(read)
    assert told
    words = [p.text for p in told.blocks if isinstance(p, Paragraph)]
    assert [part.text for text in words for part in text if isinstance(part, Link)] == [
        "Outlook",
        "Google Calendar",
        "calendar file",
    ]


@pytest.mark.parametrize(
    "typed",
    ["times", "times Tuesday at 10am", "times others", "times choose 1", "times off", "met"],
)
async def test_who_would_suggest_times_hears_that_the_set_has_its_dates(
    world: World, typed: str
) -> None:
    group, leader, other = await begin(world)
    before = await world.aside.read(lambda tx: tx.meetings.of_group(group.id))
    said = await other.say(typed)
    assert "Your set has its dates already, so nothing has changed." in said
    assert f"{leader.name} facilitates that meeting and can move it." in said
    assert other.buttons() == ["Show my set"]
    said = await leader.say(typed)
    assert "You facilitate that meeting, so you can move it or call it off." in said
    assert leader.buttons() == ["Move it", "Call it off"]
    assert await world.aside.read(lambda tx: tx.meetings.of_group(group.id)) == before
    assert not await other.told()


async def test_a_break_of_one_calls_no_meeting_of_the_set_off(world: World) -> None:
    group, _leader, other = await begin(world)
    await other.say("pause until 1 June 2027")
    meetings = await world.aside.read(lambda tx: tx.meetings.of_group(group.id))
    assert [meeting.state for meeting in meetings] == ["agreed"] * 3


async def test_a_rehearsal_says_when_the_set_would_meet(world: World) -> None:
    await change_kind(world, "Action learning", SETS, Rules(group_size=4))
    for name in PEOPLE:
        await world.member(name, f"Office of {name}")
    organiser = world.person("Priya Raman", "U0PRIYA")
    await organiser.say("unmentor round preview")
    await do_errands(world)
    await organiser.told()
    await organiser.say("round rehearse")
    (rehearsed,) = await organiser.told()
    assert "You meet on these days." in rehearsed
    assert "Tuesday 15 December 2026" in rehearsed


async def test_each_reads_when_the_set_meets_by_their_own_clock_too(world: World) -> None:
    group, leader, other = await begin(world)
    await other.say("profile")
    await other.fill(other_zone="brussels")
    assert "at 10am, 11am your time, facilitator:" in await other.say("set")
    assert "your time" not in await leader.say("set")
    first = (await world.aside.read(lambda tx: tx.meetings.of_group(group.id)))[0]
    assert first.starts_at
    await tick(world, first.starts_at - timedelta(hours=20))
    (reminder,) = await other.told()
    assert "at 10am, 11am your time: you," in reminder
