"""A home page is followed and its digest arrives; a blog moves, ends and comes back."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from tests.browser.conftest import PageAt
from tests.support.organiser_walk import Check
from tests.support.walk import WAIT, Walker, Who, teapoint_running

ADE, PRIYA = Who("U0ADE", "Ade Bello"), Who("U0PRIYA", "Priya Raman")
GENERAL, SCENE = "C0GENERAL", "C0GENERAL/digests"
DUE = "A digest of new blog posts comes"
ENDED = "has taken its feed down"


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path, browser: Browser) -> AsyncIterator[str]:
    """The playground of a program that was started as people start it."""
    async with teapoint_running(tmp_path) as found:
        yield found


def message(walk: Walker, words: str) -> Locator:
    """The newest message with these words."""
    return walk.page.locator("#messages .message", has_text=words).last


def blog(walk: Walker, title: str) -> Locator:
    """A blog of the scene "Digests"."""
    return walk.page.locator(".blog", has=walk.page.get_by_role("heading", name=title, exact=True))


async def switch(walk: Walker, title: str, deed: str, says: str) -> None:
    """Press a switch of a blog; it says that it is so."""
    await blog(walk, title).get_by_role("button", name=deed).click(timeout=WAIT)
    await expect(blog(walk, title).locator(".blog-state")).to_contain_text(says, timeout=WAIT)


async def wait_a_day(walk: Walker) -> None:
    await walk.moves_on(walk.page.get_by_role("button", name="Tomorrow"))


# A digest


@pytest.mark.browser
async def test_a_home_page_is_followed_and_its_digest_arrives(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    walk = Walker(await page_at(1440, f"{address}#/T0TEAPOINT:U0ADE/bot"), address)
    await walk.presses("Hide the steps")
    await ade_follows_a_home_page(walk, assert_accessible)
    await walk.moves_the_clock(DUE)
    await ade_reads_it_once(walk)
    await walk.be(PRIYA, GENERAL)
    await the_channel_reads_a_screen_and_the_rest(walk)
    await priya_chooses_what_is_seen(walk, assert_accessible)


async def ade_follows_a_home_page(walk: Walker, assert_accessible: Check) -> None:
    await walk.types(f"/digest add {walk.address}web/harbour/")
    found = message(walk, "Harbour notes is in your digest now.")
    for title in ("Describing charts", "Research at five", "Mooring permits"):
        await expect(found.get_by_role("link", name=title)).to_be_visible(timeout=WAIT)
    await expect(found.get_by_text("Who reads a tide table")).to_have_count(0)
    await assert_accessible(walk.page)
    await walk.pictures_message("digest-found", "Harbour notes is in your digest now.")
    await walk.presses("Weekly", where=found)
    await walk.reads("Your digest comes once a week", "Monday 30 November 2026 at 9am")


async def ade_reads_it_once(walk: Walker) -> None:
    """Merged with the planet's copy: in the author's version, which names the other."""
    edition = message(walk, "New from the blogs you follow")
    await expect(edition).to_contain_text("Monday 30 November 2026", timeout=WAIT)
    await expect(edition).to_contain_text("Harbour notes · also in Public sector planet")
    await expect(edition.get_by_role("link", name="Harbour data")).to_have_count(1)
    await expect(edition).to_contain_text("Closes on Friday 18 December 2026")


async def the_channel_reads_a_screen_and_the_rest(walk: Walker) -> None:
    edition = message(walk, "New from the blogs this channel follows")
    await expect(edition).to_contain_text("Dates to know", timeout=WAIT)
    await expect(edition).not_to_contain_text("Leave a reply")
    await walk.pictures_message("digest", "New from the blogs this channel follows", height=2300)
    await edition.get_by_role("button", name=re.compile("^The rest")).click(timeout=WAIT)
    rest = walk.page.locator("#messages .message").last
    await expect(rest).to_contain_text("Only you can see this", timeout=WAIT)
    await expect(rest.get_by_role("link")).not_to_have_count(0)


async def priya_chooses_what_is_seen(walk: Walker, assert_accessible: Check) -> None:
    edition = message(walk, "New from the blogs this channel follows")
    await walk.presses("Choose what you see", where=edition)
    await expect(walk.form).to_be_visible(timeout=WAIT)
    await assert_accessible(walk.page)
    await walk.pictures("digest-choose", of=walk.form)
    await walk.closes()


# A blog that moves, ends and comes back


@pytest.mark.browser
async def test_a_blog_moves_ends_and_comes_back_and_its_readers_are_told_once(
    address: str, page_at: PageAt, assert_accessible: Check
) -> None:
    walk = Walker(await page_at(1440, f"{address}#/T0TEAPOINT:U0PRIYA/{SCENE}"), address)
    await walk.presses("Hide the steps")
    await it_moves(walk, assert_accessible)
    await it_ends(walk)
    await it_comes_back(walk)


async def it_moves(walk: Walker, assert_accessible: Check) -> None:
    await expect(blog(walk, "Northmoor digital")).to_contain_text("It writes as usual.")
    await assert_accessible(walk.page)
    await walk.pictures("playground-digests", of=walk.page.locator("#columns"))
    await switch(walk, "Northmoor digital", "Move for good", "Its feed has moved")
    await wait_a_day(walk)
    await walk.types("/digest health Northmoor digital")
    await walk.reads("Says that it moved to", "new-feed.xml")
    for _ in range(2):  # an address for good is believed after three answers over a day
        await wait_a_day(walk)
    await walk.types("/digest health Northmoor digital")
    await walk.reads("Nothing is wrong.", where=walk.page.locator("#messages .message").last)
    await expect(walk.page.locator("#messages .message", has_text=ENDED)).to_have_count(0)


async def it_ends(walk: Walker) -> None:
    await switch(walk, "Northmoor digital", "End for good", "gone for good")
    for _ in range(3):
        await wait_a_day(walk)
    told = walk.page.locator("#messages .message", has_text=f"Northmoor digital {ENDED}")
    await expect(told).to_have_count(1, timeout=WAIT)
    await walk.pictures_message("digest-blog-ended", ENDED)


async def it_comes_back(walk: Walker) -> None:
    await switch(walk, "Northmoor digital", "Come back", "It writes as usual.")
    await walk.types("/digest restore Northmoor digital")
    await wait_a_day(walk)
    await switch(walk, "Northmoor digital", "Publish a post", "so far")
    await wait_a_day(walk)
    await walk.types("/digest preview")
    await walk.reads("The chatbot that we switched off", "Northmoor digital")
    told = walk.page.locator("#messages .message", has_text=f"Northmoor digital {ENDED}")
    await expect(told).to_have_count(1)
