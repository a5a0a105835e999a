"""Two workspaces and two networks, as people see them.

Sam joins by the card in one workspace and is introduced to Kirsty in the other. Sam suggests three
times, Kirsty presses one, and both have the same meeting in their diaries. In Kirsty's workspace a
second network lives beside the first: it asks which is meant once, and shows nothing of the first.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from icalendar import Calendar
from playwright.async_api import Browser, expect

from tests.browser.conftest import PageAt
from tests.support.organiser_walk import PRIYA, Check
from tests.support.walk import WAIT, Walker, Who, teapoint_running

SAM = Who("U0SAM", "Sam Okafor")
KIRSTY = Who("U0KIRSTY", "Kirsty Mathieson", "T0HARBOURS")
MILLY = Who("U0MILLY", "Milly Cartwright-Shaw", "T0HARBOURS")
ZOFIA = Who("U0ZOFIA", "Zofia Wrona", "T0HARBOURS")
HALL, QUAY = "C0UNMENTOR", "C1HARBOUR"


@dataclass(frozen=True, slots=True)
class Event:
    """What a diary takes from a calendar file."""

    uid: str
    sequence: int
    starts_at: datetime


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path, browser: Browser) -> AsyncIterator[str]:
    """The playground of a program that was started as people start it."""
    async with teapoint_running(tmp_path) as found:
        yield found


@pytest.mark.browser
async def test_introduced_across_workspaces_with_one_time_in_both_diaries(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    walk = Walker(await page_at(1440, f"{address}#/T0TEAPOINT:U0SAM/{HALL}"), address)
    await sam_joins_by_the_card(walk)
    await priya_makes_a_pair_over_the_workspaces_and_sends(walk)
    await each_reads_it_at_home_with_a_way_to_reach_the_other(walk, assert_accessible)
    await sam_suggests_three_times(walk)
    moment = await kirsty_presses_one(walk, assert_accessible)
    theirs = await open_calendar_file(walk)
    await walk.be(SAM)
    await walk.reads(f"You're meeting Kirsty Mathieson on {moment}")
    yours = await open_calendar_file(walk)
    assert yours == theirs
    assert f"{yours.starts_at:%A} {yours.starts_at.day} {yours.starts_at:%B %Y}" in moment


async def sam_joins_by_the_card(walk: Walker) -> None:
    await walk.reads("Unmentoring, monthly", "are in it so far")
    await walk.presses("Join")
    await walk.finds("Your organisation", "Eastmarsh", "London Borough of Eastmarsh")
    way = walk.form.get_by_label("How a partner can reach you")
    await way.fill("sam.okafor@eastmarsh.example")
    await walk.presses("Join", where=walk.form)
    await walk.reads("You're in. We've sent you a message", where=walk.form)
    await walk.closes()


async def priya_makes_a_pair_over_the_workspaces_and_sends(walk: Walker) -> None:
    await walk.moves_the_clock("the next round is planned")
    await walk.be(PRIYA)
    await walk.reads("Unmentoring, monthly: December's round")
    await walk.types("/unmentor round pair Sam Okafor and Kirsty Mathieson")
    await walk.reads("Pair Kirsty Mathieson and Sam Okafor?")
    await walk.presses("Make this change")
    await walk.reads("are a pair, and stay one if the round is planned again.")
    await walk.types("/unmentor round send yes")
    await walk.reads("are on their way")


async def each_reads_it_at_home_with_a_way_to_reach_the_other(
    walk: Walker, assert_accessible: Check
) -> None:
    await walk.be(SAM)
    await walk.reads("Kirsty Mathieson", "kirsty.mathieson@harbours.example", "Suggest times")
    await walk.pictures_message("introduced-across", "Why we matched you:")
    await walk.be(KIRSTY)
    await walk.reads("Sam Okafor", "sam.okafor@eastmarsh.example", "Why we matched you:")
    await assert_accessible(walk.page)


async def sam_suggests_three_times(walk: Walker) -> None:
    await walk.be(SAM)
    await walk.presses("Suggest times")
    await walk.reads("Kirsty chooses one of these times.", where=walk.form)
    await walk.presses("Suggest these times", where=walk.form)
    await walk.reads("We've sent Kirsty these times:", where=walk.form)
    await walk.closes()


async def kirsty_presses_one(walk: Walker, assert_accessible: Check) -> str:
    """She is offered three, presses the second, and it is agreed; returns the moment in words."""
    await walk.be(KIRSTY)
    await walk.reads("Sam suggests meeting by video, for 30 minutes.")
    offer = walk.page.locator("#messages .message", has_text="Which time suits you?").last
    times = offer.get_by_role("button", name=re.compile(r"^\w+day \d+ \w+"))
    await expect(times).to_have_count(3, timeout=WAIT)
    await assert_accessible(walk.page)
    await times.nth(1).click()
    await walk.reads("You're meeting Sam Okafor on", "Put it in your diary")
    agreed = walk.page.locator("#messages .message", has_text="You're meeting Sam Okafor on").last
    found = re.search(r"Sam Okafor on (\w+ \d+ \w+ \d{4} at [\w:]+)", await agreed.inner_text())
    assert found
    return found[1]


async def open_calendar_file(walk: Walker) -> Event:
    """Open the newest link to a calendar file as the browser would, and read it."""
    link = walk.page.get_by_role("link", name="calendar file").last
    await expect(link).to_have_count(1, timeout=WAIT)
    href = await link.get_attribute("href")
    assert href
    answer = await walk.page.request.get(href)
    assert answer.ok
    assert answer.headers["content-type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(await answer.body()).walk("VEVENT")
    starts_at = event.decoded("DTSTART")
    assert isinstance(starts_at, datetime)
    return Event(str(event["UID"]), int(str(event["SEQUENCE"])), starts_at.astimezone(UTC))


@pytest.mark.browser
async def test_a_second_network_asks_which_is_meant_once_and_shows_nothing_of_the_first(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    walk = Walker(await page_at(1440, f"{address}#/T0HARBOURS:U0MILLY/{QUAY}"), address)
    await the_channel_says_which_is_meant(walk)
    await elsewhere_milly_is_asked_once(walk, assert_accessible)
    await milly_joins_and_is_offered_only_what_is_of_her_network(walk)
    await its_organiser_counts_its_own_people_only(walk)
    await somebody_in_both_is_asked_as_well(walk)


async def the_channel_says_which_is_meant(walk: Walker) -> None:
    await walk.reads("Quayside coffee, monthly", "12 people from 7 organisations")
    await walk.types("/unmentor join")
    await walk.reads("Quayside coffee, monthly", where=walk.form)
    await walk.closes()


async def elsewhere_milly_is_asked_once(walk: Walker, assert_accessible: Check) -> None:
    await walk.be(MILLY)
    await walk.types("/unmentor join")
    await walk.reads("Several networks use this workspace. Which one do you mean?")
    await assert_accessible(walk.page)
    await walk.pictures_message("which-network", "Which one do you mean?")
    await walk.presses("Harbour digital")
    await walk.reads("From now on we take you to mean Harbour digital.", where=walk.form)
    await assert_accessible(walk.page)


async def milly_joins_and_is_offered_only_what_is_of_her_network(walk: Walker) -> None:
    await walk.reads("Quayside coffee, monthly", where=walk.form)
    await expect(walk.form.get_by_label("How a partner can reach you")).to_have_count(0)
    field = walk.form.get_by_role("combobox", name=re.compile("^Your organisation"))
    await field.press_sequentially("Northmoor")
    offered = walk.page.locator("[role=listbox] [role=option]")
    await expect(offered.filter(has_text="Add “Northmoor”")).to_have_count(1, timeout=WAIT)
    await expect(offered.filter(has_text="Northmoor County Council")).to_have_count(0)
    await walk.finds("Your organisation", "harbours", "Department for Harbours")
    await walk.presses("Join", where=walk.form)
    await walk.reads("You're in.", where=walk.form)
    await walk.closes()
    await walk.types("/unmentor status")
    await walk.reads("You're in Quayside coffee, monthly.")
    await expect(walk.page.locator("#messages")).not_to_contain_text("Unmentoring, monthly")


async def its_organiser_counts_its_own_people_only(walk: Walker) -> None:
    await walk.be(ZOFIA)
    await walk.types("/unmentor members")
    await walk.reads("Quayside coffee, monthly", "13 people")
    await walk.types("/unmentor organise")
    await walk.reads("the second Wednesday of every month at 10am")
    await expect(walk.page.locator("#messages")).not_to_contain_text("Unmentoring, monthly")


async def somebody_in_both_is_asked_as_well(walk: Walker) -> None:
    await walk.be(KIRSTY)
    await walk.types("/unmentor status")
    await walk.reads("Which one do you mean?", "Harbour digital", "Public services together")
    await walk.presses("Public services together")
    await walk.reads(
        "From now on we take you to mean Public services together.", "You've been introduced to"
    )
